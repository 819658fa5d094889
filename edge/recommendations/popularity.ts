const DAY_MS = 86_400_000;
/** A month: long enough to know a shop's range, short enough that last season fades. */
const STEADY_HALF_LIFE_MS = 30 * DAY_MS;
/** Three days: a weekend's rush shows on Monday. */
const RECENT_HALF_LIFE_MS = 3 * DAY_MS;
/** A sale says more than a look; well under a shop's usual looks per sale, so that looks still order what never sold. */
export const VIEWS_PER_PURCHASE = 5;

/** Demand by item number, in views, fading with age. */
export interface Demand {
  readonly steady: Float32Array;
  readonly recent: Float32Array;
}

export function emptyDemand(itemCount: number): Demand {
  return { steady: new Float32Array(itemCount), recent: new Float32Array(itemCount) };
}

/** Adds one session or basket of distinct items. A time in the future (a clock that is wrong) counts as now. */
export function addDemand(demand: Demand, items: readonly number[], endedAtMs: number, nowMs: number, weight: number): void {
  const ageMs = Math.max(0, nowMs - endedAtMs);
  const steady = weight * 2 ** (-ageMs / STEADY_HALF_LIFE_MS);
  const recent = weight * 2 ** (-ageMs / RECENT_HALF_LIFE_MS);
  for (const item of items) {
    demand.steady[item] = demand.steady[item]! + steady;
    demand.recent[item] = demand.recent[item]! + recent;
  }
}

/**
 * How much an item is in demand now against what its usual share would bring: recent ÷ √(expected + 1). Without a past to compare with it
 * orders by demand; a rise of ten views on one expected beats one of ten on a hundred.
 */
export function trendScores(demand: Demand): Float32Array {
  let steadyTotal = 0;
  let recentTotal = 0;
  for (let item = 0; item < demand.steady.length; item++) {
    steadyTotal += demand.steady[item]!;
    recentTotal += demand.recent[item]!;
  }
  const share = steadyTotal > 0 ? recentTotal / steadyTotal : 0;
  return demand.recent.map((recent, item) => recent / Math.sqrt(demand.steady[item]! * share + 1));
}
