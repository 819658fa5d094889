import type { StageDefinition } from '../../shared/schemas/site-setup.ts';

/**
 * Half of the purchases that were to be expected on the day of their last one are not any more. Asked of who bought once, of whom nobody can tell
 * whether they have stopped; where nothing is known of a shop it comes after some twelve weeks.
 */
export const LAPSED_EXPECTED_REMAINING = 0.5;
/** More likely gone than still buying. */
export const LAPSED_P_ALIVE = 0.5;
/** Three quarters of them are gone: in a shop that nobody seems to leave for good, a silence as long as this is one to break. */
export const LONG_LAPSED_EXPECTED_REMAINING = 0.25;
/** A fifth of them is gone: the first purchase is no longer news, and what counts is whether a second follows. About three weeks where nothing is known of a shop. */
export const FIRST_PURCHASE_EXPECTED_REMAINING = 0.8;
/** A cart nobody came back to for a month was given up. */
export const GIVEN_UP_CART_DAYS = 30;
/** Half a year without interest: who comes back then has to be won anew. */
export const INTEREST_DAYS = 180;

/**
 * The journey of a new site, in the order it is tested: recovery before all, because whoever is being lost should not be greeted as a regular;
 * then the more a person has done, the earlier. Works from the first event.
 */
export function defaultStages(): StageDefinition[] {
  return [
    {
      id: 'recovery',
      name: { it: 'Recupero', en: 'Recovery' },
      when: {
        $or: [
          {
            'purchases.count': { $gte: 1 },
            // A purchase makes it whole, so that whoever buys is not to be won back, however they bought before.
            'lifetime.expectedRemaining': { $lt: LAPSED_EXPECTED_REMAINING },
            $or: [
              { 'lifetime.repeatPurchases': 0 },
              { 'lifetime.pAlive': { $lt: LAPSED_P_ALIVE } },
              { 'lifetime.expectedRemaining': { $lt: LONG_LAPSED_EXPECTED_REMAINING } },
            ],
          },
          { 'purchases.count': 0, 'cart.abandoned': true, 'cart.daysSinceChange': { $gt: GIVEN_UP_CART_DAYS } },
        ],
      },
    },
    {
      id: 'retention',
      name: { it: 'Mantenimento', en: 'Retention' },
      when: {
        $or: [
          { 'purchases.count': { $gte: 2 } },
          { 'purchases.count': { $gte: 1 }, 'lifetime.expectedRemaining': { $lt: FIRST_PURCHASE_EXPECTED_REMAINING } },
        ],
      },
    },
    { id: 'loyalty', name: { it: 'Fidelizzazione', en: 'Loyalty' }, when: { 'purchases.count': { $gte: 1 } } },
    {
      id: 'experimentation',
      name: { it: 'Sperimentazione', en: 'Experimentation' },
      when: {
        'interest.daysSinceLast': { $exists: true, $lte: INTEREST_DAYS },
        $or: [
          { productViews: { $gte: 2 } },
          // A cart they ever had: whoever puts in, takes out and puts in again does not go to and fro.
          { 'cart.daysSinceChange': { $exists: true } },
          { addToCarts: { $gte: 1 } },
          { wishlisted: { $gte: 1 } },
          { searches: { $gte: 1 } },
          { 'visits.count': { $gte: 2 }, productViews: { $gte: 1 } },
          { 'refunds.count': { $gte: 1 } },
        ],
      },
    },
    { id: 'acquisition', name: { it: 'Acquisizione', en: 'Acquisition' }, when: {} },
  ];
}
