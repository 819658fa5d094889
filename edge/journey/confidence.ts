import type { StageDefinition } from '../../shared/schemas/site-setup.ts';
import { conditionPaths } from './condition.ts';
import type { Traits } from './traits.ts';

/**
 * What one act is worth as evidence, in independent observations. A receipt is a fact of the merchant's books, a cart is intent put into
 * words, a look may be a stray click, and an empty visit says little: perhaps we only failed to recognise the person.
 */
const WEIGHTS = { purchase: 4, cartOrCheckout: 2, look: 0.5, page: 0.25, verifiedIdentity: 2 };
/** Nothing inferred is certain. */
const CONFIDENCE_MAX = 0.99;

/**
 * How sure a stage is, 0..1: Laplace's rule of succession, (n + 1) / (n + 2) for n observations that agree and none against, where n counts
 * the acts of the kind the stage's condition asks about. No evidence gives 0.5; one receipt 0.83; four looks 0.75.
 */
export function confidenceOf(traits: Traits, stage: StageDefinition): number {
  const paths = [...conditionPaths(stage.when).keys()];
  const asks = (...about: string[]): boolean =>
    about.some((prefix) => paths.some((path) => path === prefix || path.startsWith(`${prefix}.`)));
  const identity = traits.customer.known ? WEIGHTS.verifiedIdentity : 0;
  let observations = 0;
  if (asks('purchases', 'refunds', 'loyalty') && (traits.purchases.count > 0 || traits.refunds.count > 0)) {
    observations += WEIGHTS.purchase * (traits.purchases.count + traits.refunds.count) + identity;
  }
  if (asks('productViews', 'cart', 'searches', 'addToCarts', 'wishlisted', 'interest', 'session')) {
    observations += WEIGHTS.look * (traits.productViews + traits.searches + traits.wishlisted);
    observations += WEIGHTS.cartOrCheckout * (Number(traits.cart.open) + Number(traits.checkouts > 0));
  }
  if (observations === 0) observations = WEIGHTS.page * traits.pageViews + identity;
  return Math.min(CONFIDENCE_MAX, Math.round(((observations + 1) / (observations + 2)) * 100) / 100);
}
