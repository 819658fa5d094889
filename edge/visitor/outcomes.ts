import type { Assignment } from './facts.ts';
import type { Profile, PurchaseState } from './profile.ts';

/** What somebody bought since they fell into a variant; refunds taken off. */
export interface Totals {
  orders: number;
  revenueMinor: number;
}

/** A change of what a person is worth to a variant, told once: sums over people are made of the difference of the squares. */
export interface Outcome extends Assignment {
  /** 1 = somebody new in the variant */
  people: 0 | 1;
  before: Totals;
  after: Totals;
}

/** By assignment, what was last told of a person. */
export type ToldTotals = Readonly<Record<string, Totals>>;

const NOTHING: Totals = { orders: 0, revenueMinor: 0 };

const keyOf = ({ experiment, bucketVersion, variant }: Assignment): string => `${experiment}:${bucketVersion}:${variant}`;

/**
 * What has changed since it was last told, of all experiments a person is in. Who has seen more than one variant of an experiment says nothing of either,
 * and is told of no more. Purchases in another currency than the site's count as orders without an amount.
 *
 * @returns null where nothing has
 */
export function outcomesSince(
  { assignments, purchases }: Pick<Profile, 'assignments' | 'purchases'>,
  told: ToldTotals,
  currency: string,
): { outcomes: Outcome[]; told: ToldTotals } | null {
  const outcomes: Outcome[] = [];
  for (const { atMs, ...assignment } of assignments) {
    if (assignments.some((each) => each.experiment === assignment.experiment && each.variant !== assignment.variant)) continue;
    const key = keyOf(assignment);
    const before = Object.hasOwn(told, key) ? told[key]! : NOTHING;
    const after = totalsSince(purchases, atMs, currency);
    const people = Object.hasOwn(told, key) ? 0 : 1;
    if (people === 0 && before.orders === after.orders && before.revenueMinor === after.revenueMinor) continue;
    outcomes.push({ ...assignment, people, before, after });
  }
  if (outcomes.length === 0) return null;
  return { outcomes, told: { ...told, ...Object.fromEntries(outcomes.map((outcome) => [keyOf(outcome), outcome.after])) } };
}

function totalsSince(purchases: readonly PurchaseState[], sinceMs: number, currency: string): Totals {
  const totals = { ...NOTHING };
  for (const { atMs, totalMinor, refundedMinor, currency: paidIn } of purchases) {
    if (atMs < sinceMs || (refundedMinor > 0 && refundedMinor >= totalMinor)) continue;
    totals.orders += 1;
    if (paidIn === currency) totals.revenueMinor += totalMinor - refundedMinor;
  }
  return totals;
}
