import { toMajor } from '../../shared/money.ts';
import type { FrictionKind } from '../../shared/schemas/event.ts';
import type { CartState, CheckoutStep, Profile, PurchaseState } from '../visitor/profile.ts';
import { MINUTE_MS, readClock } from './clocks.ts';

/** A session's silence in GA4: after it nobody is still choosing. */
export const CART_SILENCE_MS = 30 * MINUTE_MS;
/** A checkout form takes a few minutes; whoever reached shipping or payment and stays quiet for longer has stopped. */
export const CHECKOUT_SILENCE_MS = 5 * MINUTE_MS;

/** Why a cart counts as left behind; null = it does not. */
export type AbandonReason = 'friction' | 'left-checkout' | 'later-visit' | 'silence';

/** What conditions may ask about the cart, below `cart.`. */
export interface CartTraits {
  /** has lines that no purchase has settled */
  open: boolean;
  lines: number;
  quantity: number;
  items: string[];
  /** major units; null where a price is missing */
  value: number | null;
  currency: string | null;
  step: CheckoutStep;
  /** left behind: `abandonReason` says when */
  abandoned: boolean;
  abandonedBy: AbandonReason | null;
  /** what stopped it */
  reason: FrictionKind | null;
  /** shipping cost the checkout last showed, major units */
  shipping: number | null;
  /** whole minutes, whole days */
  minutesSinceChange: number | null;
  daysSinceChange: number | null;
}

/**
 * Whether a cart was settled by a purchase after its last change. Buying on the web always settles it; a receipt from elsewhere
 * does so unless it lists its products and none of them is in the cart (a coffee at the counter does not empty a cart).
 */
export function isSettled(cart: CartState, purchases: readonly PurchaseState[]): boolean {
  const { updatedAtMs } = cart;
  if (updatedAtMs === null) return false;
  const inCart = new Set(cart.lines.map((line) => line.itemId));
  return purchases.some(
    (purchase) =>
      purchase.atMs >= updatedAtMs &&
      (purchase.channel === 'web' || purchase.itemIds.length === 0 || purchase.itemIds.some((itemId) => inCart.has(itemId))),
  );
}

/** The plainest reason why an open cart was left, strongest first. */
export function abandonReason(profile: Profile, nowMs: number): AbandonReason | null {
  const { cart, session } = profile;
  if (cart.lines.length === 0 || cart.updatedAtMs === null || isSettled(cart, profile.purchases)) return null;
  const silentMs = nowMs - Math.max(cart.updatedAtMs, 0);
  if (cart.step === 'shipping' || cart.step === 'payment') {
    if (cart.friction !== null) return 'friction';
    const looksElsewhere = (profile.recentItems[0]?.atMs ?? 0) > cart.updatedAtMs || (profile.searches[0]?.atMs ?? 0) > cart.updatedAtMs;
    if (looksElsewhere || silentMs >= CHECKOUT_SILENCE_MS) return 'left-checkout';
  }
  // past traffic names no sessions: then it is enough that the visit began after the cart's last act
  if (session && session.id !== cart.sessionId && session.startedAtMs > cart.updatedAtMs) return 'later-visit';
  return silentMs >= CART_SILENCE_MS ? 'silence' : null;
}

/** What stopped the cart: what the page observed, else a shipping cost shown on the step where it stands. */
export function stoppedBy(cart: CartState): CartTraits['reason'] {
  if (cart.friction !== null) return cart.friction;
  return cart.step === 'shipping' && (cart.shippingMinor ?? 0) > 0 ? 'shipping_cost' : null;
}

/** The value of the lines in minor units; null where a price or the currency is not known. */
export function cartValueMinor(cart: CartState): number | null {
  if (cart.lines.length === 0 || cart.currency === null) return null;
  let sum = 0;
  for (const line of cart.lines) {
    if (line.priceMinor === null) return null;
    sum += Math.round(line.priceMinor * line.quantity);
  }
  return sum;
}

export function cartTraits(profile: Profile, nowMs: number): CartTraits {
  const { cart } = profile;
  const open = cart.lines.length > 0 && !isSettled(cart, profile.purchases);
  const because = abandonReason(profile, nowMs);
  const valueMinor = cartValueMinor(cart);
  return {
    open,
    lines: open ? cart.lines.length : 0,
    quantity: open ? cart.lines.reduce((sum, line) => sum + line.quantity, 0) : 0,
    items: open ? cart.lines.map((line) => line.itemId) : [],
    value: open && valueMinor !== null && cart.currency !== null ? toMajor(valueMinor, cart.currency) : null,
    currency: cart.currency,
    step: cart.step,
    abandoned: because !== null,
    abandonedBy: because,
    reason: open ? stoppedBy(cart) : null,
    shipping: cart.shippingMinor !== null && cart.currency !== null ? toMajor(cart.shippingMinor, cart.currency) : null,
    minutesSinceChange: readClock('cart.minutesSinceChange', profile, nowMs),
    daysSinceChange: readClock('cart.daysSinceChange', profile, nowMs),
  };
}
