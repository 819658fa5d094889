import { asFields, type Fields } from '../fields.ts';
import type { StartPart } from '../parts/seam.ts';
import { createCartTeller } from './platform-cart.ts';
import { numberOf, type PlatformCart, type PlatformLine, readCart } from './platform-lines.ts';
import { createCartAsker, onCartRequest } from './platform-request.ts';

/**
 * A line of `/cart.js`, or a product's variant in the same names. Its id is the one that the product export's reader gives
 * (`edge/catalog/shopify-csv.ts`): the SKU, else the product's handle and the chosen options (`tee-M-Blue` for the variant `M / Blue`); where
 * neither is told, Shopify's number of the variant. Prices are hundredths in every currency, in yen too.
 */
function lineOf({ sku, handle, id, title, variant_title, price, final_price = price, quantity }: Fields): PlatformLine {
  return {
    item_id: sku || (handle && `${handle}${variant_title ? `-${variant_title}`.replace(/ \/ /g, '-') : ''}`) || id,
    item_name: title,
    item_variant: variant_title,
    price: numberOf(final_price) / 100,
    quantity: numberOf(quantity),
  };
}

/** The cart as `/cart.js` tells it. */
export function shopifyCart(said: unknown): PlatformCart | undefined {
  const { items, currency } = asFields(said);
  return readCart(items, currency, lineOf);
}

/**
 * What Shopify's own analytics say of the products of a page (`ShopifyAnalytics.meta`): the one it is about, or those that it lists, each by
 * the variant that is chosen, else its first.
 *
 * @param query of the page's address; it names the `variant` that is chosen
 */
export function shopifyProducts(meta: unknown, query: string): PlatformCart | undefined {
  const { product, products, currency } = asFields(meta);
  return readCart(product ? [product] : products, currency, ({ variants, handle }) => {
    const all = Object.values(asFields(variants)).map(asFields);
    const variant = all.find(({ id }) => query.includes(`variant=${id}`)) ?? asFields(all[0]);
    return lineOf({ ...variant, handle, title: variant.name, variant_title: variant.public_title, quantity: 1 });
  });
}

/**
 * Reads a Shopify shop: the page's product or products, and the cart. The cart is asked for when there is one (Shopify's `cart`
 * cookie) and after each change: told by the theme (`shopify:cart:lines-update`, which comes before the change), or seen among the page's
 * requests. Orders are placed where no script of a shop runs; they come by import.
 */
export const start: StartPart = (host) => {
  const { window, life, tell } = host;
  const { document, location } = window;
  const { Shopify, ShopifyAnalytics } = asFields(window);
  const hasCart = /(^|; )cart=/.test(document.cookie);
  const tellCart = createCartTeller(host, 'shopify', !hasCart && []);
  // Shops in several languages or markets have a root of each: `/fr/`.
  const ask = createCartAsker(host, `${asFields(asFields(Shopify).routes).root ?? '/'}cart.js`, (body) => tellCart(shopifyCart(body)));
  if (hasCart) ask();

  const { meta } = asFields(ShopifyAnalytics);
  const products = shopifyProducts(meta, location.search);
  if (products) tell('shopify', asFields(meta).product ? 'view_item' : 'view_item_list', products);
  life.on(document, 'shopify:cart:lines-update', (event) => {
    Promise.resolve(asFields(event).promise).then(ask, ask);
  });
  onCartRequest(host, /\/cart\/(add|change|update|clear)\b/, ask);
};
