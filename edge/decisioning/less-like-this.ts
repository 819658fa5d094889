import type { Rule } from '../../shared/schemas/rule.ts';
import { DAY_MS } from '../journey/clocks.ts';
import type { Exposure } from '../visitor/profile.ts';

/**
 * How long a wish for less like a block holds, whatever its rule allows. Half a year: longer than a campaign runs, so that the same does not
 * come back with the next season; not for ever, because what a rule shows changes, and so do people.
 */
export const LESS_LIKE_THIS_MS = 180 * DAY_MS;

/** Asks of a rule whether its block is one that the person asked for less of. */
export type Unwanted = (rule: Rule) => boolean;

const nothing: Unwanted = () => false;

/**
 * What a person asked for less of: the block of the rule they said it of, in all its slots, and the same block of other rules. A notice that
 * stands in its place and the one that floats are two rules with one `what`, and one block to who sees them.
 */
export function unwantedBy(exposures: Readonly<Record<string, Exposure>>, rules: readonly Rule[], nowMs: number): Unwanted {
  const wished = new Set<string>();
  for (const [id, { lastLessAtMs }] of Object.entries(exposures)) {
    if (lastLessAtMs !== undefined && nowMs - lastLessAtMs < LESS_LIKE_THIS_MS) wished.add(id);
  }
  if (wished.size === 0) return nothing;
  const blocks = new Set(rules.filter(({ id }) => wished.has(id)).map(({ what }) => JSON.stringify(what)));
  return ({ id, what }) => wished.has(id) || blocks.has(JSON.stringify(what));
}
