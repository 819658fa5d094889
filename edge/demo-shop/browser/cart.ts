import { itemOf, tell, worth } from './layer.ts';

/** How long the note "added to your cart" stays when nobody looks at it closely. */
const ADDED_SHOWN_MS = 6_000;

/** Adding without leaving the page, and telling of what changes in the cart. Without a script the forms do the same, page by page. */
export function startCart(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-add]'))
    form.addEventListener('submit', (event) => void add(event, form));
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-set]')) startQuantity(form);
  for (const form of document.querySelectorAll<HTMLFormElement>('[data-remove]')) {
    form.addEventListener('submit', () => {
      const item = itemOf(form);
      if (item) tell('remove_from_cart', { currency: 'EUR', value: worth(item, item.quantity), items: [item] });
    });
  }
  document.querySelector('[data-added-close]')?.addEventListener('click', hideAdded);
}

async function add(event: SubmitEvent, form: HTMLFormElement): Promise<void> {
  event.preventDefault();
  const fields = new FormData(form);
  const quantity = Number(fields.get('quantity'));
  const size = fields.get('size');
  const button = form.querySelector('button');
  button?.setAttribute('aria-busy', 'true');
  try {
    const body = new URLSearchParams([...fields].map(([name, value]) => [name, String(value)]));
    const response = await fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' } });
    if (!response.ok) throw new Error(`The cart answered ${response.status}.`);
    const answer = (await response.json()) as { count: number; title: string };
    const item = itemOf(form);
    if (item) {
      const variant = [item.item_variant, size].filter(Boolean).join(' / ');
      tell('add_to_cart', { currency: 'EUR', value: worth(item, quantity), items: [{ ...item, item_variant: variant, quantity }] });
    }
    showAdded(answer);
  } catch {
    // the classic way still works, or says what is wrong
    form.submit();
  } finally {
    button?.removeAttribute('aria-busy');
  }
}

let hideTimer = 0;

function showAdded({ count, title }: { count: number; title: string }): void {
  const badge = document.querySelector<HTMLElement>('[data-cart-count]');
  if (badge) {
    badge.textContent = String(count);
    badge.hidden = count === 0;
  }
  const panel = document.querySelector<HTMLElement>('[data-added]');
  const name = panel?.querySelector('[data-added-title]');
  if (!panel || !name) return;
  panel.hidden = false;
  name.textContent = title;
  clearTimeout(hideTimer);
  hideTimer = window.setTimeout(() => {
    if (!panel.matches(':hover,:focus-within')) hideAdded();
  }, ADDED_SHOWN_MS);
}

function hideAdded(): void {
  const panel = document.querySelector<HTMLElement>('[data-added]');
  if (panel) panel.hidden = true;
}

/** A quantity applies as soon as it changes; the difference is what is told. */
function startQuantity(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>('input[name=quantity]');
  const button = form.querySelector<HTMLElement>('[data-update]');
  const item = itemOf(form);
  if (!input || !item) return;
  if (button) button.hidden = true;
  input.addEventListener('change', () => {
    if (!input.reportValidity()) return;
    form.requestSubmit();
  });
  form.addEventListener('submit', () => {
    const change = Number(input.value) - item.quantity;
    if (!change) return;
    const quantity = Math.abs(change);
    tell(change > 0 ? 'add_to_cart' : 'remove_from_cart', {
      currency: 'EUR',
      value: worth(item, quantity),
      items: [{ ...item, quantity }],
    });
  });
}
