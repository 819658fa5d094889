import type { PartName } from '../../../widget/parts/seam.ts';

/** A product of the stand-in shops; `priceMinor` is in hundredths. */
export interface Product {
  id: number;
  sku: string;
  name: string;
  variant: string;
  priceMinor: number;
}

export const LAMP: Product = { id: 4711, sku: 'LAMP-1', name: 'Lampada Aurora', variant: 'Bianca', priceMinor: 8990 };
export const VASE: Product = { id: 4712, sku: 'VASE-1', name: 'Vaso Onda', variant: 'Blu', priceMinor: 2450 };
export const PRODUCTS = [LAMP, VASE];

export interface Line {
  product: Product;
  quantity: number;
}

/** What the shop's server got: `GET /cart.js`. */
export interface Asked {
  method: string;
  url: string;
  body: string;
}

/** An answer of the shop's server, beside its pages. */
export interface Answer {
  json: unknown;
  cookies?: string[];
}

/**
 * A shop of one platform: pages that say and do what the platform's own say and do, and the addresses of its server that they use. In a page,
 * `shop.add(id)`, `shop.set(id, quantity)` and so on are what a visitor's clicks would do.
 */
export interface PlatformShop {
  part: PartName;
  /** HTML by path, with the cart as the server knows it */
  page(path: string, cart: readonly Line[]): string | undefined;
  /** @param cart changed in place, as by the platform's own cart */
  answer(asked: Asked, cart: Line[]): Answer | undefined;
  /** in the page: how many handlers of the platform's own kind are attached */
  handlers: string;
}

export const html = (head: string, body: string): string =>
  `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>Negozio</title>${head}</head><body>${body}</body></html>`;

export const script = (code: string): string => `<script>${code}</script>`;

export const json = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** Puts a quantity of a product in the cart, in place of what was there or (`isMore`) besides. */
export function put(cart: Line[], id: number, quantity: number, isMore = false): void {
  const at = cart.findIndex(({ product }) => product.id === id);
  const product = PRODUCTS.find((each) => each.id === id);
  if (!product) throw new Error(`no product ${id}`);
  const total = quantity + (isMore && at >= 0 ? cart[at]!.quantity : 0);
  if (at >= 0) cart.splice(at, 1);
  if (total > 0) cart.push({ product, quantity: total });
}

/** A jQuery as far as shops use it: its own events reach its own handlers only, events of the DOM reach both. `jQuery.handlers` counts. */
export const JQUERY = `
window.jQuery = window.$ = (() => {
  const handlers = [];
  const jQuery = (target) => ({
    on(names, hear) {
      for (const name of names.split(' ')) {
        const dom = (event) => hear(event);
        target.addEventListener(name.split('.')[0], dom);
        handlers.push({ target, name, type: name.split('.')[0], hear, dom });
      }
    },
    off(names, hear) {
      for (const name of names.split(' '))
        for (const each of handlers.filter((h) => h.target === target && (name[0] === '.' ? h.name.endsWith(name) : h.type === name) && (!hear || h.hear === hear))) {
          target.removeEventListener(each.type, each.dom);
          handlers.splice(handlers.indexOf(each), 1);
        }
    },
    trigger(type, said = []) {
      for (const each of handlers.filter((h) => h.target === target && h.type === type)) each.hear({ type, target }, ...said);
    },
  });
  jQuery.handlers = handlers;
  return jQuery;
})();`;
