import { toMinor } from '../../shared/money.ts';
import type { EventItem } from '../../shared/schemas/event.ts';
import type { Fact } from './facts.ts';
import { own, setOwn } from './own.ts';
import type { CartState, CheckoutStep } from './profile.ts';

/** Most lines of a cart that are kept; past it the oldest line goes. */
const LINES_MAX = 100;
/** Most devices whose last statement is remembered; past it the one heard of longest ago is forgotten. */
const DEVICES_MAX = 8;
const STEP_ORDER: readonly CheckoutStep[] = ['cart', 'begin_checkout', 'shipping', 'payment'];
/** Page types on which a checkout still goes on. */
const CHECKOUT_PAGES = new Set(['checkout', 'confirmation']);

export interface CartContext {
  /** of the site: what an amount without a currency is in */
  currency: string;
  /** a purchase whose order is known already */
  isToldAgain: boolean;
}

/**
 * Applies one fact to a cart. Carts of several devices are one: each line follows the latest act on it, wherever it happened.
 * Mutates the cart it is given; the caller owns it.
 */
export function applyToCart(cart: CartState, fact: Fact, { currency, isToldAgain }: CartContext): void {
  switch (fact.type) {
    case 'add_to_cart':
    case 'remove_from_cart':
      for (const item of fact.items ?? []) changeLine(cart, fact, item, fact.type === 'add_to_cart' ? 1 : -1, currency);
      if (fact.items?.length) touch(cart, fact, 'cart');
      break;
    case 'cart':
    case 'view_cart':
    case 'begin_checkout':
      if (fact.items && (fact.type === 'cart' || fact.items.length > 0)) stateCart(cart, fact, fact.items, currency);
      if (fact.type === 'begin_checkout') touch(cart, fact, 'begin_checkout');
      break;
    case 'add_shipping_info':
      if (fact.shipping !== undefined) cart.shippingMinor = toMinor(fact.shipping, fact.currency ?? currency);
      touch(cart, fact, 'shipping');
      break;
    case 'add_payment_info':
      touch(cart, fact, 'payment');
      break;
    case 'friction':
      if (cart.lines.length > 0 && (fact.friction === 'shipping_cost' || fact.friction === 'payment_failed')) cart.friction = fact.friction;
      break;
    case 'page_view':
      leaveCheckout(cart, fact);
      break;
    case 'purchase':
      buy(cart, fact, isToldAgain);
      break;
    default:
  }
}

function touch(cart: CartState, fact: Fact, step: CheckoutStep): void {
  cart.updatedAtMs = fact.atMs;
  cart.sessionId = fact.sessionId;
  cart.currency = fact.currency ?? cart.currency;
  // What once stopped a checkout says nothing of a new attempt.
  if (step === 'begin_checkout') cart.friction = null;
  if (step === 'begin_checkout' || STEP_ORDER.indexOf(step) > STEP_ORDER.indexOf(cart.step)) cart.step = step;
}

/** A shopper who looks at another page after the shipping cost was shown has left the checkout there. */
function leaveCheckout(cart: CartState, fact: Fact): void {
  if (cart.lines.length === 0 || fact.page_type === undefined || CHECKOUT_PAGES.has(fact.page_type)) return;
  if (cart.step === 'shipping' && (cart.shippingMinor ?? 0) > 0 && cart.friction === null) cart.friction = 'shipping_cost';
}

/** The line becomes what the acting device now shows: the same lamp put into two devices' carts is one lamp, met twice. */
function changeLine(cart: CartState, fact: Fact, item: EventItem, sign: 1 | -1, currency: string): void {
  const seen = seenBy(cart, fact.deviceId);
  const quantity = Math.max(0, (own(seen, item.item_id) ?? 0) + sign * item.quantity);
  if (quantity > 0) setOwn(seen, item.item_id, quantity);
  else delete seen[item.item_id];
  setLine(cart, fact, item, quantity, currency);
}

/** A full statement: what differs from the last one of the same device is an act, the rest is not. */
function stateCart(cart: CartState, fact: Fact, items: readonly EventItem[], currency: string): void {
  const before = seenBy(cart, fact.deviceId);
  const after: Record<string, number> = {};
  for (const item of items) setOwn(after, item.item_id, (own(after, item.item_id) ?? 0) + item.quantity);
  let acted = false;
  for (const item of items) {
    const quantity = own(after, item.item_id) ?? 0;
    if (own(before, item.item_id) === quantity) continue;
    acted = setLine(cart, fact, item, quantity, currency) || acted;
  }
  for (const itemId of Object.keys(before)) {
    if (own(after, itemId) === undefined) acted = setLine(cart, fact, { item_id: itemId, quantity: 0 }, 0, currency) || acted;
  }
  remember(cart, fact.deviceId, after);
  if (acted) touch(cart, fact, 'cart');
  if (cart.lines.length === 0) reset(cart);
}

/** @returns whether anything changed */
function setLine(cart: CartState, fact: Fact, item: EventItem, quantity: number, currency: string): boolean {
  const index = cart.lines.findIndex((candidate) => candidate.itemId === item.item_id);
  const old = cart.lines[index];
  if (quantity === 0) {
    if (index >= 0) cart.lines.splice(index, 1);
    return index >= 0;
  }
  const priceMinor = item.price === undefined ? (old?.priceMinor ?? null) : toMinor(item.price, fact.currency ?? currency);
  const line = { itemId: item.item_id, quantity, priceMinor, title: item.item_name ?? old?.title ?? null, atMs: fact.atMs };
  if (old) {
    cart.lines[index] = line;
    return old.quantity !== quantity;
  }
  cart.lines.push(line);
  if (cart.lines.length > LINES_MAX) cart.lines.shift();
  return true;
}

/**
 * The web shop empties its cart with the order; a till receipt takes from it what was bought there. An order told a second time, by the page
 * or by the merchant, takes nothing of what was put in since.
 */
function buy(cart: CartState, fact: Fact, isToldAgain: boolean): void {
  const bought = new Set((fact.items ?? []).map((item) => item.item_id));
  const everything = (fact.purchaseChannel ?? 'web') === 'web';
  if (!isToldAgain) cart.lines = everything ? [] : cart.lines.filter((line) => !bought.has(line.itemId));
  if (everything && fact.deviceId !== null) remember(cart, fact.deviceId, {});
  if (cart.lines.length === 0) reset(cart);
}

function reset(cart: CartState): void {
  cart.step = 'cart';
  cart.friction = null;
  cart.shippingMinor = null;
}

function seenBy(cart: CartState, deviceId: string | null): Record<string, number> {
  const key = deviceId ?? '';
  if (!Object.hasOwn(cart.seenByDevice, key)) remember(cart, deviceId, {});
  return own(cart.seenByDevice, key)!;
}

function remember(cart: CartState, deviceId: string | null, quantities: Record<string, number>): void {
  const key = deviceId ?? '';
  delete cart.seenByDevice[key];
  setOwn(cart.seenByDevice, key, quantities);
  const devices = Object.keys(cart.seenByDevice);
  if (devices.length > DEVICES_MAX) delete cart.seenByDevice[devices[0]!];
}
