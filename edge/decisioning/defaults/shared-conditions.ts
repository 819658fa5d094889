import type { Condition } from '../../../shared/schemas/rule.ts';
import type { PageType } from '../../../shared/schemas/visit.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** Where nobody is paying: a checkout is not interrupted. */
export const BROWSING_PAGES: readonly PageType[] = ['home', 'list', 'product', 'search', 'cart', 'account', 'other'];

/** The page has no place of its own for this block, so it may float. */
export function elsewhere(slot: string): Condition {
  return { 'page.slots': { $nin: [slot] } };
}

/** The person closed what another rule said within so many days: the same is not said again by a rule beside it. */
export function sentAwayBefore(ruleId: string, days: number): Condition {
  return { [`seen.${ruleId}.daysSinceDismissed`]: { $exists: true, $lt: days } };
}
