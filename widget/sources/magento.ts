import { asFields, type Fields } from '../fields.ts';
import type { StartPart } from '../parts/seam.ts';
import { LOOK_EVERY_MS } from './data-layer.ts';
import { createCartTeller } from './platform-cart.ts';
import { joinChoices, numberOf, type PlatformCart, plainText, readCart } from './platform-lines.ts';

/** Luma's module of what is the visitor's own: a Knockout observable for each section. */
const CUSTOMER_DATA = 'Magento_Customer/js/customer-data';
interface Observable {
  (): unknown;
  subscribe(hear: (section: unknown) => void): { dispose(): void };
}
interface Require {
  (names: string[], run: (module: { get(section: string): Observable }) => void): void;
  specified?(name: string): boolean;
}

/**
 * The cart as Magento's `cart` section tells it, the same for Luma and Hyvä. An id is the SKU, of the chosen variant where there is one, as in its
 * feeds. The price is a number; where a shop shows prices with and without tax, both. The section does not name its
 * currency: the euro's sign tells it, nothing else is certain.
 *
 * @param currency that the page names elsewhere
 */
export function magentoCart(said: unknown, currency?: unknown): PlatformCart | undefined {
  const { items, summary_count, subtotal } = asFields(said);
  const cart = readCart(items, /€/.test(`${subtotal}`) ? 'EUR' : currency, (row) => {
    const { product_price_value } = row;
    return {
      item_id: row.product_sku || row.product_id,
      item_name: plainText(row.product_name).replace(/&quot;/g, '"'),
      item_variant: joinChoices(row.options, 'value'),
      price: numberOf(asFields(product_price_value).incl_tax ?? product_price_value),
      quantity: numberOf(row.qty),
    };
  });
  // Some shops leave the lines out of the section.
  return cart?.items[0] || !summary_count ? cart : undefined;
}

/**
 * Reads a Magento 2 shop, with Luma's or Hyvä's front: the product of a product's page, and the cart. Magento keeps the cart in the browser and fetches it by
 * itself when it has changed, so nothing is asked for. Orders are left to the page's analytics.
 */
export const start: StartPart = (host) => {
  const { window, life, tell } = host;
  const { document } = window;
  const global = asFields(window) as Fields & { require?: Require };
  const page = (selector: string): HTMLElement | null => document.querySelector(selector);
  const currency = page('meta[itemprop=priceCurrency],meta[property$="price:currency"]')?.getAttribute('content');
  const tellCart = createCartTeller(host, 'magento', false);
  const hear = (section: unknown): void => life.safely(() => tellCart(magentoCart(section, currency)));

  const { productSku } = page('#product_addtocart_form')?.dataset ?? {};
  if (productSku) tell('magento', 'view_item', { currency, items: [{ item_id: productSku, item_name: page('h1')?.textContent }] });
  life.on(window, 'private-content-loaded', (event) => hear(asFields(asFields(asFields(event).detail).data).cart));
  const listen = (): void => {
    const { require, hyva } = global;
    if (hyva) return;
    // Asking for a module that the page does not use would fetch it.
    if (!require?.specified?.(CUSTOMER_DATA)) {
      life.soon('magento', LOOK_EVERY_MS, listen);
      return;
    }
    require([CUSTOMER_DATA], (customerData) =>
      life.safely(() => {
        const cart = customerData.get('cart');
        hear(cart());
        const subscription = cart.subscribe(hear);
        life.onEnd(() => subscription.dispose());
      }));
  };
  listen();
  // Without this cookie what is kept is of an earlier visit, and Magento is about to drop it.
  if (/mage-cache-sessid/.test(document.cookie)) hear(asFields(JSON.parse(window.localStorage.getItem('mage-cache-storage') ?? '0')).cart);
};
