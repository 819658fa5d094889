import type { Act, ActItem } from '../sources/act.ts';

/** What is remembered of the cart. */
export interface CartMemory {
  lines: ActItem[];
  currency?: string | undefined;
  /** what the edge was last told; '' = nothing, or that it is empty */
  said: string;
}

export const EMPTY_CART: CartMemory = { lines: [], said: '' };

/** Same product, same line: sizes that share an id are one line, as in the visitor's profile. */
function addUp(lines: readonly ActItem[], items: readonly ActItem[], sign: number): ActItem[] {
  const byId = new Map(lines.map((line) => [line.item_id, line]));
  for (const item of items) {
    const before = byId.get(item.item_id);
    byId.set(item.item_id, { ...before, ...item, quantity: (before?.quantity ?? 0) + sign * (item.quantity ?? 1) });
  }
  return [...byId.values()].filter((line) => line.quantity! > 0);
}

const signatureOf = (lines: readonly ActItem[]): string => `${lines.map((line) => [line.item_id, line.quantity, line.price])}`;

/**
 * The cart after an act: `view_cart`, `begin_checkout` and `cart` tell the whole cart, `add_to_cart` and `remove_from_cart` a change, and
 * `purchase` empties it (the edge does so by itself: there is nothing to tell).
 * @returns the very same cart where the act says nothing of it
 */
export function cartAfter(cart: CartMemory, { type, items, currency = cart.currency }: Act): CartMemory {
  if (type === 'purchase') return EMPTY_CART;
  const change = type === 'add_to_cart' ? 1 : type === 'remove_from_cart' ? -1 : 0;
  if (!items || !(change || /^(view_cart|begin_checkout|cart)$/.test(type))) return cart;
  return { ...cart, lines: addUp(change ? cart.lines : [], items, change || 1), currency };
}

/**
 * The `cart` act to send if the edge was last told otherwise, and the cart with that noted; null if there is nothing new to say.
 * A fresh, empty cart says nothing.
 */
export function cartNews(cart: CartMemory): { act: Act; cart: CartMemory } | null {
  const { lines, currency } = cart;
  const said = signatureOf(lines);
  if (said === cart.said) return null;
  return { act: { type: 'cart', items: lines, ...(currency && { currency }) }, cart: { ...cart, said } };
}
