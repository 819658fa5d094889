import type { Profile, PurchaseState } from '../visitor/profile.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** A trait that grows by itself as time passes: whole `unitMs` since `anchorMs`. The only traits that do. */
export interface Clock {
  /** its place among the traits */
  path: string;
  unitMs: number;
  /** null = it has not begun */
  anchorMs: (profile: Profile) => number | null;
}

/** A purchase whose money went back in full is not counted as one. */
export function isRefunded(purchase: PurchaseState): boolean {
  return purchase.refundedMinor > 0 && purchase.refundedMinor >= purchase.totalMinor;
}

/** Purchases that stand, oldest first. */
export function keptPurchases(profile: Profile): PurchaseState[] {
  return profile.purchases.filter((purchase) => !isRefunded(purchase));
}

function latest(...times: (number | null | undefined)[]): number | null {
  const known = times.filter((time): time is number => typeof time === 'number');
  return known.length === 0 ? null : Math.max(...known);
}

/**
 * When somebody last did something that tells what they want: looked at a product, searched, touched the cart (also of one that is empty again: what
 * they cared for yesterday is not undone by taking it out), bought.
 */
const interestMs = (profile: Profile): number | null =>
  latest(profile.recentItems[0]?.atMs, profile.searches[0]?.atMs, profile.cart.updatedAtMs, anyPurchaseMs(profile));

/** When they last did something that may well lead to another stage: what shows interest, what was given back, what they said. A page alone is none. */
export function lastActMs(profile: Profile): number | null {
  return latest(interestMs(profile), ...profile.refunds.map(({ atMs }) => atMs), profile.feedback[0]?.atMs);
}

const lastPurchaseMs = (profile: Profile): number | null => latest(...keptPurchases(profile).map((purchase) => purchase.atMs));
const anyPurchaseMs = (profile: Profile): number | null => latest(...profile.purchases.map((purchase) => purchase.atMs));

/** One list for the traits and for the history of stages, so that both agree on what time alone can change. */
export const CLOCKS: readonly Clock[] = [
  { path: 'visits.daysSinceFirst', unitMs: DAY_MS, anchorMs: (profile) => profile.firstSeenAtMs },
  { path: 'visits.daysSinceLast', unitMs: DAY_MS, anchorMs: (profile) => profile.lastSeenAtMs },
  { path: 'activity.daysSinceLast', unitMs: DAY_MS, anchorMs: (profile) => latest(profile.lastSeenAtMs, anyPurchaseMs(profile)) },
  { path: 'interest.daysSinceLast', unitMs: DAY_MS, anchorMs: interestMs },
  { path: 'purchases.daysSinceLast', unitMs: DAY_MS, anchorMs: lastPurchaseMs },
  { path: 'cart.minutesSinceChange', unitMs: MINUTE_MS, anchorMs: (profile) => profile.cart.updatedAtMs },
  { path: 'cart.daysSinceChange', unitMs: DAY_MS, anchorMs: (profile) => profile.cart.updatedAtMs },
];

const BY_PATH: ReadonlyMap<string, Clock> = new Map(CLOCKS.map((clock) => [clock.path, clock]));

/** Whole units since the clock's anchor; null where it has not begun, 0 where the anchor lies ahead (a device clock that runs fast). */
export function readClock(path: string, profile: Profile, nowMs: number): number | null {
  const clock = BY_PATH.get(path);
  const anchorMs = clock?.anchorMs(profile) ?? null;
  return clock === undefined || anchorMs === null ? null : Math.max(0, Math.floor((nowMs - anchorMs) / clock.unitMs));
}
