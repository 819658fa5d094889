import type { CartLine } from './cart.ts';
import { formatCart, parseCart, subtotalMinor } from './cart.ts';
import { forget, readSigned, type ShopContext, writeSigned } from './session.ts';
import { SHIPPING, type ShippingMethod } from './shipping.ts';

/** A checkout under way: kept signed on the device until it is paid. */
export interface Checkout {
  name: string;
  email: string;
  street: string;
  postalCode: string;
  city: string;
  method?: ShippingMethod;
  storeCode?: string;
}

/** An order, as the confirmation page needs it. */
export interface Order {
  orderId: string;
  lines: CartLine[];
  method: ShippingMethod;
  shippingMinor: number;
  totalMinor: number;
  /** true from the second look on: a purchase is told once */
  seen: boolean;
}

const CHECKOUT_COOKIE = 'olmaria_checkout';
const ORDER_COOKIE = 'olmaria_order';
const CHECKOUT_MAX_AGE_SECONDS = 3_600;
const ORDER_MAX_AGE_SECONDS = 3_600;

export function readCheckout(c: ShopContext): Promise<Checkout | null> {
  return readSigned<Checkout>(c, CHECKOUT_COOKIE);
}

export function writeCheckout(c: ShopContext, checkout: Checkout): Promise<void> {
  return writeSigned(c, CHECKOUT_COOKIE, checkout, CHECKOUT_MAX_AGE_SECONDS);
}

interface StoredOrder {
  id: string;
  cart: string;
  method: ShippingMethod;
  seen: boolean;
}

/** Writes the order down and ends the checkout. @param orderId unique; the till's next number in a real shop */
export async function placeOrder(c: ShopContext, orderId: string, cart: readonly CartLine[], method: ShippingMethod): Promise<void> {
  await writeSigned(
    c,
    ORDER_COOKIE,
    { id: orderId, cart: formatCart(cart), method, seen: false } satisfies StoredOrder,
    ORDER_MAX_AGE_SECONDS,
  );
  forget(c, CHECKOUT_COOKIE);
}

/** The last order of this device; marks it as seen, so that a reload does not count as a second purchase. */
export async function takeOrder(c: ShopContext): Promise<Order | null> {
  const stored = await readSigned<StoredOrder>(c, ORDER_COOKIE);
  if (!stored) return null;
  if (!stored.seen) await writeSigned(c, ORDER_COOKIE, { ...stored, seen: true } satisfies StoredOrder, ORDER_MAX_AGE_SECONDS);
  const lines = parseCart(stored.cart);
  const shippingMinor = SHIPPING[stored.method].costMinor;
  return {
    orderId: stored.id,
    lines,
    method: stored.method,
    shippingMinor,
    totalMinor: subtotalMinor(lines) + shippingMinor,
    seen: stored.seen,
  };
}
