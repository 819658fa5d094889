import type { StageDefinition } from '../../shared/schemas/site-setup.ts';

/** Four months without buying: twice the longest pause that is usual between two orders of clothes or house ware. */
export const LAPSED_PURCHASE_DAYS = 120;
/** Two months without a sign of life from somebody who has bought. */
export const LAPSED_SILENCE_DAYS = 60;
/** After a month the first purchase is no longer news: what counts is whether a second follows. */
export const FIRST_PURCHASE_DAYS = 30;
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
          { 'purchases.count': { $gte: 1 }, 'purchases.daysSinceLast': { $gt: LAPSED_PURCHASE_DAYS } },
          { 'purchases.count': { $gte: 1 }, 'activity.daysSinceLast': { $gt: LAPSED_SILENCE_DAYS } },
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
          { 'purchases.count': { $gte: 1 }, 'purchases.daysSinceLast': { $gt: FIRST_PURCHASE_DAYS } },
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
          { 'cart.lines': { $gte: 1 } },
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
