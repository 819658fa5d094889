import { tell } from './layer.ts';

/** The delivery step shows at once what a choice costs and tells of it; the payment step tells when a card is handed in. */
export function startCheckout(): void {
  const shipping = document.querySelector<HTMLFormElement>('[data-shipping]');
  if (shipping) startShipping(shipping);
  const payment = document.querySelector<HTMLFormElement>('[data-payment]');
  payment?.addEventListener('submit', () => {
    const { event, ecommerce } = JSON.parse(payment.dataset.payment ?? '{}') as { event: string; ecommerce: Record<string, unknown> };
    tell(event, ecommerce);
  });
}

function startShipping(form: HTMLFormElement): void {
  const subtotalMinor = Number(form.dataset.subtotal);
  const items: unknown = JSON.parse(form.dataset.items ?? '[]');
  const stores = form.querySelector<HTMLElement>('[data-store-choice]');
  const chosen = (): HTMLInputElement | null => form.querySelector<HTMLInputElement>('input[name=method]:checked');
  const money = new Intl.NumberFormat(form.dataset.locale, { style: 'currency', currency: 'EUR' });
  const show = (): void => {
    const costMinor = Number(chosen()?.dataset.cost ?? 0);
    if (stores) stores.hidden = chosen()?.value !== 'collect';
    setText('[data-shipping-cost]', costMinor ? money.format(costMinor / 100) : (form.dataset.free ?? ''));
    setText('[data-total]', money.format((subtotalMinor + costMinor) / 100));
  };
  show();
  form.addEventListener('change', (event) => {
    if ((event.target as HTMLInputElement).name !== 'method') return;
    show();
    const choice = chosen();
    if (choice)
      tell('add_shipping_info', {
        currency: 'EUR',
        value: subtotalMinor / 100,
        shipping: Number(choice.dataset.cost) / 100,
        shipping_tier: choice.dataset.tier,
        items,
      });
  });
}

function setText(selector: string, text: string): void {
  const element = document.querySelector(selector);
  if (element) element.textContent = text;
}
