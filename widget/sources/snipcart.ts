import { asFields, type Fields } from '../fields.ts';
import type { StartPart } from '../parts/seam.ts';
import { LOOK_EVERY_MS } from './data-layer.ts';
import { joinChoices, numberOf, type PlatformCart, type PlatformLine, readCart } from './platform-lines.ts';

/** Snipcart's store changes with every key that is pressed in its forms. */
const TELL_AFTER_MS = 300;

type Unsubscribe = (() => void) | undefined;
interface Snipcart {
  events?: { on(event: string, hear: (said: unknown) => void): Unsubscribe };
  store?: { getState(): unknown; subscribe(hear: () => void): Unsubscribe };
}

/** A line of Snipcart's; its id is the shop's own (`data-item-id`). `unitPrice` has what the chosen options add. */
function lineOf({ id, name, unitPrice, price, quantity, customFields }: Fields): PlatformLine {
  return {
    item_id: id,
    item_name: name,
    item_variant: joinChoices(customFields, 'value'),
    price: numberOf(unitPrice ?? price),
    quantity: numberOf(quantity),
  };
}

/** A cart of Snipcart's, as its store, its events and its orders tell it; of some versions the lines are not in a list of their own. */
export function snipcartCart(said: unknown): PlatformCart | undefined {
  const { items, currency } = asFields(said);
  return readCart(asFields(items).items ?? items, currency && `${currency}`.toUpperCase(), lineOf);
}

/** An order from what Snipcart says when it is confirmed. */
export function snipcartOrder(said: unknown): Fields {
  const order = asFields(asFields(said).cart ?? said);
  return { ...snipcartCart(order), transaction_id: order.invoiceNumber ?? order.token, value: order.total };
}

/**
 * Reads a shop that sells with Snipcart (v3): the product of a page that sells one, the cart, what is put in and taken out, and orders. All of it is in Snipcart's
 * store: nothing is asked for.
 */
export const start: StartPart = ({ window, life, tell }) => {
  const listen = (): void => {
    const { events, store } = asFields(asFields(window).Snipcart) as Snipcart;
    if (!events || !store) {
      life.soon('snipcart', LOOK_EVERY_MS, listen);
      return;
    }
    let bought: unknown;
    const cartNow = (): Fields => asFields(asFields(store.getState()).cart);
    const tellCart = (): void => {
      const { token } = cartNow();
      const cart = snipcartCart(cartNow());
      // A cart has a token once it has come from the server. One that was bought stays in the store while its order is shown.
      if (cart && token && token !== bought) tell('snipcart', 'cart', cart);
    };
    const on = (event: string, hear: (said: unknown) => void): void => {
      const stop = events.on(event, (said) => life.safely(() => hear(said)));
      life.onEnd(() => stop?.());
    };
    const onItem = (event: string, name: 'add_to_cart' | 'remove_from_cart'): void =>
      on(event, (item) => tell('snipcart', name, snipcartCart({ items: [item], currency: cartNow().currency })));
    onItem('item.added', 'add_to_cart');
    onItem('item.removed', 'remove_from_cart');
    on('cart.confirmed', (said) => {
      bought = cartNow().token;
      tell('snipcart', 'purchase', snipcartOrder(said));
    });
    const stop = store.subscribe(() => life.soon('snipcart', TELL_AFTER_MS, tellCart));
    life.onEnd(() => stop?.());
    tellCart();
  };
  listen();

  const { document, location } = window;
  const buttons = [...document.querySelectorAll<HTMLElement>('.snipcart-add-item')].map(({ dataset }) => dataset);
  const { itemId, itemName, itemPrice, itemUrl = '' } = buttons[0] ?? {};
  // A page that sells one product, and is that product's page.
  if (itemId && buttons.every((button) => button.itemId === itemId) && new URL(itemUrl, location.href).pathname === location.pathname)
    tell('snipcart', 'view_item', { items: [{ item_id: itemId, item_name: itemName, price: itemPrice }] });
};
