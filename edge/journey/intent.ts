import type { CheckoutStep, Profile } from '../visitor/profile.ts';
import { MINUTE_MS } from './clocks.ts';
import { INTENT_WEIGHTS } from './intent-weights.ts';

/** What a visit tells of the will to buy. */
export interface IntentSigns {
  productViews: number;
  /** between the first and the last act of the visit */
  minutes: number;
  /** towards a purchase: 1 a cart, 2 the checkout, 3 shipping, 4 payment */
  steps: number;
}

/** More than this tells no more: a page left open, a robot. */
const PRODUCT_VIEWS_MAX = 50;
const MINUTES_MAX = 120;

const STEPS: Readonly<Record<CheckoutStep, number>> = { cart: 1, begin_checkout: 2, shipping: 3, payment: 4 };

/** The signs as numbers that a logistic model weighs: counts by their logarithm, since the tenth look tells less than the second. */
export function intentFeatures({ productViews, minutes, steps }: IntentSigns): { productViews: number; minutes: number; steps: number } {
  return {
    productViews: Math.log1p(Math.min(PRODUCT_VIEWS_MAX, productViews)),
    minutes: Math.log1p(Math.min(MINUTES_MAX, minutes)),
    steps,
  };
}

/**
 * The signs of this visit. What was done before its purchase speaks of that purchase, and is no sign of a next one.
 * @returns null where there is no visit
 */
export function intentSigns({ session, cart, purchases }: Profile): IntentSigns | null {
  if (session === null) return null;
  const boughtAtMs = Math.max(...purchases.filter(({ channel }) => channel === 'web').map(({ atMs }) => atMs), Number.NEGATIVE_INFINITY);
  const hasBought = boughtAtMs >= session.startedAtMs;
  const isCartOfVisit = cart.lines.length > 0 && cart.sessionId === session.id && (cart.updatedAtMs ?? 0) > boughtAtMs;
  return {
    productViews: hasBought ? 0 : session.items.length,
    minutes: Math.max(0, (session.lastAtMs - (hasBought ? boughtAtMs : session.startedAtMs)) / MINUTE_MS),
    steps: isCartOfVisit ? STEPS[cart.step] : !hasBought && session.addToCarts > 0 ? 1 : 0,
  };
}

/**
 * The chance that this visit ends in a purchase, 0..1, by logistic regression. Looks, time and cart are fitted; that each further step of a checkout
 * tells as much as the cart did is assumed, since no published clicks have them.
 *
 * @returns null where there is no visit
 */
export function intentOf(profile: Profile): number | null {
  const signs = intentSigns(profile);
  if (signs === null) return null;
  const features = intentFeatures(signs);
  const { base, productViews, minutes, steps } = INTENT_WEIGHTS;
  const logit = base + productViews * features.productViews + minutes * features.minutes + steps * features.steps;
  return Math.round(1_000 / (1 + Math.exp(-logit))) / 1_000;
}
