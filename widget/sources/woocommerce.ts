import { asFields } from '../fields.ts';
import type { StartPart } from '../parts/seam.ts';
import { LOOK_EVERY_MS } from './data-layer.ts';
import { createCartTeller } from './platform-cart.ts';
import { numberOf, type PlatformCart, plainText, readCart } from './platform-lines.ts';
import { createCartAsker, onCartRequest } from './platform-request.ts';

/** jQuery's `on` and `off`, all that is used of it. Its own events do not reach DOM listeners, but DOM events reach its. */
type Listen = (events: string, hear: (event: unknown, said: unknown) => void) => void;
type JQuery = (target: unknown) => { on: Listen; off: Listen };

/** Of classic themes, the cart page, and blocks. */
const EVENTS = 'found_variation added_to_cart removed_from_cart updated_wc_div wc-blocks_added_to_cart';

/**
 * The cart as the Store API tells it. A line's id is its SKU, else the number of the product or variation, as in WooCommerce's own JSON-LD. Prices are
 * text in minor units; of a currency that does not say its units no price is taken.
 */
export function wooCart(said: unknown): PlatformCart | undefined {
  const { items, totals } = asFields(said);
  return readCart(items, asFields(totals).currency_code, ({ id, sku, name, prices, quantity }) => {
    const { price, currency_minor_unit } = asFields(prices);
    return {
      item_id: sku || id,
      item_name: plainText(name),
      price: numberOf(price) / 10 ** numberOf(currency_minor_unit),
      quantity: numberOf(quantity),
    };
  });
}

/**
 * Reads a WooCommerce shop: the variation that is chosen, and the cart. The cart is asked for when there is one (WooCommerce's cookie) and after each
 * change: told by jQuery (classic themes), by DOM events (blocks), or seen among the page's requests. Orders are left to the page's analytics: the
 * platform itself tells a script nothing of them.
 */
export const start: StartPart = (host) => {
  const { window, life, tell } = host;
  const { document } = window;
  const hasCart = /woocommerce_items_in_cart=[^0]/.test(document.cookie);
  const tellCart = createCartTeller(host, 'woocommerce', !hasCart && []);
  // WordPress names the address of its API on every page; it may be in a folder, or all in the query.
  const api = document.querySelector<HTMLLinkElement>('link[rel*="api.w.org"]')?.href ?? '/wp-json/';
  const ask = createCartAsker(host, `${api}wc/store/v1/cart`, (body) => tellCart(wooCart(body)));
  if (hasCart) ask();

  onCartRequest(host, /store\/(v1\/)?(batch|cart\/)|wc-ajax=(add|remove)/, ask);
  const hear = (_event: unknown, said: unknown): void =>
    life.safely(() => {
      const { sku, variation_id, display_price } = asFields(said);
      if (variation_id) tell('woocommerce', 'view_item', { items: [{ item_id: sku || variation_id, price: display_price }] });
      else ask();
    });
  const listen = (): void => {
    const { jQuery } = window as { jQuery?: JQuery };
    // Shops that are all blocks may have none, or it comes late.
    if (!jQuery) {
      life.soon('woocommerce', LOOK_EVERY_MS, listen);
      return;
    }
    const body = jQuery(document.body);
    body.on(EVENTS, hear);
    life.onEnd(() => body.off(EVENTS, hear));
  };
  listen();
};
