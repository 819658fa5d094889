import { productById } from './data/products.ts';
import { currentPriceMinor, type ShopProduct } from './data/types.ts';

export interface CartLine {
  product: ShopProduct;
  /** null where the product has no sizes */
  size: string | null;
  quantity: number;
}

/** The cart's cookie: strictly necessary, first-party, this device only. */
export const CART_COOKIE = 'olmaria_cart';
export const CART_MAX_AGE_SECONDS = 30 * 86_400;

/** Keeps the cookie far below the 4,096 bytes browsers allow. */
const LINES_MAX = 40;
/** More of one thing than anyone buys for a home. */
export const QUANTITY_MAX = 20;

/** Reads `OL-1011*1.OL-6011~M*2`; what it does not understand, or no longer sells, is left out. */
export function parseCart(cookie: string | undefined): CartLine[] {
  const lines: CartLine[] = [];
  for (const part of (cookie ?? '').split('.').slice(0, LINES_MAX)) {
    const match = /^(OL-\d{4})(?:~([A-Z0-9]{1,3}))?\*(\d{1,2})$/.exec(part);
    const product = productById(match?.[1] ?? '');
    if (!match || !product) continue;
    const size = match[2] ?? null;
    const quantity = Number(match[3]);
    if (!isSize(product, size) || quantity < 1 || quantity > QUANTITY_MAX || lines.some((line) => isSame(line, product, size))) continue;
    lines.push({ product, size, quantity });
  }
  return lines;
}

export function formatCart(lines: readonly CartLine[]): string {
  return lines.map(({ product, size, quantity }) => `${product.id}${size ? `~${size}` : ''}*${quantity}`).join('.');
}

/** True where the size is one of the product's, or the product has none and none is named. */
export function isSize(product: ShopProduct, size: string | null): boolean {
  return product.sizes.length ? size !== null && product.sizes.includes(size) : size === null;
}

/** The cart with so many more of a product; never more of one line than `QUANTITY_MAX`. */
export function addLine(lines: readonly CartLine[], product: ShopProduct, size: string | null, quantity: number): CartLine[] {
  const found = lines.find((line) => isSame(line, product, size));
  if (found) return setQuantity(lines, product, size, found.quantity + quantity);
  return [...lines, { product, size, quantity: Math.min(quantity, QUANTITY_MAX) }].slice(0, LINES_MAX);
}

/** The cart with a line at this quantity; 0 takes it out. */
export function setQuantity(lines: readonly CartLine[], product: ShopProduct, size: string | null, quantity: number): CartLine[] {
  return lines
    .map((line) => (isSame(line, product, size) ? { ...line, quantity: Math.min(quantity, QUANTITY_MAX) } : line))
    .filter((line) => line.quantity > 0);
}

export function countOf(lines: readonly CartLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity, 0);
}

export function subtotalMinor(lines: readonly CartLine[]): number {
  return lines.reduce((sum, line) => sum + currentPriceMinor(line.product) * line.quantity, 0);
}

function isSame(line: CartLine, product: ShopProduct, size: string | null): boolean {
  return line.product.id === product.id && line.size === size;
}
