import type { StageDefinition } from '../../shared/schemas/site-setup.ts';
import { conditionHolds, conditionPaths } from './condition.ts';
import type { Traits } from './traits.ts';

/** Share of purchases that go back in full. This and what follows was measured on published data: `tests/bench/journey-confidence.ts`. */
export const RETURNED = 0.0154;
/** Of carts nobody touched for a month, those whose owner does not buy later. */
export const GIVEN_UP = 0.98;
/** Who shows an interest goes on with chance (β + n − 1) / (α + β + n − 1) after n acts: the shifted-beta-geometric model (Fader & Hardie 2007). */
export const INTEREST = { alpha: 1.86, beta: 0.94 };

/** A page alone is a quarter of an observation: nothing published tells how often a first page is the last. */
const PAGE_OBSERVATIONS = 0.25;

/** Nothing inferred is certain, and nothing impossible. */
const CONFIDENCE_MAX = 0.99;
const CONFIDENCE_MIN = 0.01;

/**
 * How often what a stage says of somebody turns out true, 0..1. What it says follows from its condition:
 * - it asks what may be expected, and a purchase now would end it: no purchase within a year; or would not: one within a year
 * - it asks for purchases: that one was made and is not returned
 * - it asks for a cart, and touching the cart would end it: nothing is bought any more
 * - it asks for interest: more of it follows
 * - nothing of this: by Laplace's rule of succession, (n + 1) / (n + 2), where a page is a quarter of an observation. This one alone is not measured.
 */
export function confidenceOf(traits: Traits, stage: StageDefinition): number {
  const chance = chanceOf(traits, stage);
  return Math.min(CONFIDENCE_MAX, Math.max(CONFIDENCE_MIN, Math.round(chance * 100) / 100));
}

function chanceOf(traits: Traits, { when }: StageDefinition): number {
  const { lifetime, purchases, cart } = traits;
  const asks = (...about: string[]): boolean => [...conditionPaths(when).keys()].some((path) => about.includes(path.split('.', 1)[0]!));
  if (lifetime !== null && asks('lifetime')) {
    return conditionHolds(when, afterPurchase(traits)) ? lifetime.chanceToBuy365Days : 1 - lifetime.chanceToBuy365Days;
  }
  if (purchases.count > 0 && asks('purchases', 'loyalty')) return 1 - RETURNED ** purchases.count;
  if (cart.abandoned && asks('cart') && !conditionHolds(when, afterCartAct(traits))) return GIVEN_UP;
  const acts = traits.productViews + traits.searches + traits.addToCarts + traits.wishlisted;
  if (acts > 0 && asks('productViews', 'searches', 'addToCarts', 'wishlisted', 'interest', 'cart', 'session')) {
    const { alpha, beta } = INTEREST;
    return (beta + acts - 1) / (alpha + beta + acts - 1);
  }
  const observations = PAGE_OBSERVATIONS * traits.pageViews;
  return (observations + 1) / (observations + 2);
}

/** The same person, had they just bought: whatever falls with silence stands at its highest. */
function afterPurchase(traits: Traits): Traits {
  const lifetime = traits.lifetime!;
  return {
    ...traits,
    activity: { daysSinceLast: 0 },
    interest: { daysSinceLast: 0 },
    purchases: { ...traits.purchases, count: traits.purchases.count + 1, daysSinceLast: 0 },
    lifetime: {
      ...lifetime,
      pAlive: 1,
      chanceToBuy90Days: 1,
      chanceToBuy365Days: 1,
      expectedRemaining: 1,
      repeatPurchases: lifetime.repeatPurchases + 1,
      expectedPurchases90Days: Number.MAX_VALUE,
      value90Days: Number.MAX_VALUE,
      value365Days: Number.MAX_VALUE,
      rfm: lifetime.rfm && { ...lifetime.rfm, recency: 5, cell: `5${lifetime.rfm.cell.slice(1)}` },
    },
  };
}

/** The same person, had they just touched their cart. */
function afterCartAct(traits: Traits): Traits {
  return { ...traits, cart: { ...traits.cart, abandoned: false, minutesSinceChange: 0, daysSinceChange: 0 } };
}
