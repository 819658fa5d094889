/**
 * Parts on which decisions were made stay as long as those decisions, up to this much of a site: five dollars a month at the most. A catalog of 10 MB lasts
 * its 14 days at 35 changes a day beside the largest index; where more changes, receipts reach back less far and say so.
 */
export const PAST_PARTS_MAX_BYTES = 10_000_000_000;

/** What of it the indexes of recommendations may take, which change with the traffic itself. */
const PAST_INDEXES_BYTES = PAST_PARTS_MAX_BYTES / 2;

/** An index that takes long to make is made less often: learning keeps below a twentieth of the object's time. */
const REBUILD_REST = 20;

export interface LastIndex {
  /** how long it took to make */
  tookMs: number;
  bytes: number;
}

/**
 * Time to leave between two indexes. Each stays for as long as decisions made on it can be made again, so that a large one is made less often: one of 200,000
 * sessions (2.5 MB) every ten minutes. In whole milliseconds: tasks are due at one.
 * @param leastMs whatever its size
 * @param keptMs how long decisions are kept; 0 where somebody was erased, whom no index should hold a moment longer than it must
 */
export function rebuildGapMs({ tookMs, bytes }: LastIndex, leastMs: number, keptMs: number): number {
  return Math.max(leastMs, tookMs * REBUILD_REST, Math.ceil((bytes * keptMs) / PAST_INDEXES_BYTES));
}
