import type { TestCase } from './session-files.ts';

export interface RankingQuality {
  requests: number;
  /** share of test cases whose next item is among the first 20 */
  hitRate20: number;
  /** mean of 1 / rank of the next item within the first 20, else 0 */
  meanReciprocalRank20: number;
  /** share of the catalog that was recommended at least once */
  coverage: number;
  /** time of one request, in microseconds */
  p50Us: number;
  p90Us: number;
  p99Us: number;
}

const LIST_LENGTH = 20;

/** The value below which a share of the sorted values lies (nearest rank). */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/**
 * Asks for a list after every prefix and looks for the next item in it.
 * @param rank up to 20 ids, best first; the current item may be among them
 * @param nowNs a clock in nanoseconds; only differences are used
 */
export function measureRanking(
  cases: readonly TestCase[],
  catalogSize: number,
  rank: (prefix: readonly string[], count: number) => readonly string[],
  nowNs: () => bigint,
): RankingQuality {
  let hits = 0;
  let reciprocal = 0;
  const shown = new Set<string>();
  const tookUs = new Float64Array(cases.length);
  cases.forEach(({ prefix, next }, number) => {
    const startedNs = nowNs();
    const list = rank(prefix, LIST_LENGTH);
    tookUs[number] = Number(nowNs() - startedNs) / 1_000;
    for (const id of list) shown.add(id);
    const at = list.indexOf(next);
    if (at < 0) return;
    hits++;
    reciprocal += 1 / (at + 1);
  });
  tookUs.sort();
  return {
    requests: cases.length,
    hitRate20: hits / cases.length,
    meanReciprocalRank20: reciprocal / cases.length,
    coverage: catalogSize > 0 ? shown.size / catalogSize : 0,
    p50Us: percentile(tookUs, 0.5),
    p90Us: percentile(tookUs, 0.9),
    p99Us: percentile(tookUs, 0.99),
  };
}
