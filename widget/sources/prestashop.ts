import { asFields, type Fields } from '../fields.ts';
import type { StartPart } from '../parts/seam.ts';
import { readNumber } from '../reader/number.ts';
import { LOOK_EVERY_MS } from './data-layer.ts';
import { createCartTeller } from './platform-cart.ts';
import { joinChoices, numberOf, type PlatformCart, type PlatformLine, readCart } from './platform-lines.ts';

/** What is used of PrestaShop's emitter; it comes with the theme's script, later than the rest of `prestashop`. */
type Listen = (event: string, hear: (said: unknown) => void) => void;
interface Emitter extends Fields {
  on?: Listen;
  removeListener?: Listen;
}

/**
 * A product as PrestaShop presents it in a cart, a list or on its page. Its id is its reference, else its number, as in the themes' own JSON-LD.
 * `price_amount` is a number, in older versions a text as people read it (`1.234,50 €`), as `price` always is. (`quantity` is sometimes what is in
 * stock, and not read.)
 */
function lineOf({ reference, id_product, name, price_amount, price, attributes, cart_quantity = 1 }: Fields): PlatformLine {
  return {
    item_id: reference || id_product,
    item_name: name,
    item_variant: joinChoices(attributes, 'name'),
    price: readNumber((price_amount ?? price) as string) ?? NaN,
    quantity: numberOf(cart_quantity),
  };
}

/** The cart as `prestashop.cart` and the answers to its changes tell it, or any list of products. */
export function prestashopCart(said: unknown, currency: unknown): PlatformCart | undefined {
  return readCart(asFields(said).products, asFields(currency).iso_code, lineOf);
}

/**
 * Reads a PrestaShop shop: the product of a product's page and its combinations, lists that are filtered, and the cart. All of it stands in the page:
 * nothing is asked for. Orders are left to the page's analytics.
 */
export const start: StartPart = (host) => {
  const { window, life, tell } = host;
  const tellCart = createCartTeller(host, 'prestashop', false);
  const prestashop = asFields(asFields(window).prestashop) as Emitter;
  const { currency } = prestashop;
  const tellProduct = (): void => {
    const details = window.document.querySelector<HTMLElement>('#product-details')?.dataset.product;
    const product = details && prestashopCart({ products: [JSON.parse(details)] }, currency);
    if (product) tell('prestashop', 'view_item', product);
  };
  const hearing: Record<string, (said: unknown) => void> = {
    updateCart: (said) => tellCart(prestashopCart(asFields(asFields(said).resp).cart, currency)),
    updatedProduct: tellProduct,
    updateProductList(said) {
      const list = prestashopCart(said, currency);
      if (list) tell('prestashop', 'view_item_list', list);
    },
  };
  const listen = (): void => {
    if (!prestashop.on) {
      life.soon('prestashop', LOOK_EVERY_MS, listen);
      return;
    }
    for (const [event, run] of Object.entries(hearing)) {
      const hear = (said: unknown): void => life.safely(() => run(said));
      prestashop.on(event, hear);
      life.onEnd(() => prestashop.removeListener?.(event, hear));
    }
  };
  listen();
  tellCart(prestashopCart(prestashop.cart, currency));
  tellProduct();
};
