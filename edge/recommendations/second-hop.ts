import { type KnnScorer, scoreSession } from './session-knn.ts';
import { topItems } from './top-items.ts';

/**
 * Sessions vote for the items they hold; the second hop lets the leaders of that vote bring their own companions. It reaches items that
 * share no session with this one, which thin data needs: 0.4 points of HR@20 on diginetica (README.md).
 */
const LEADERS = 10;
const COMPANIONS = 20;
/** Weight of the second hop beside the vote. */
const HOP_WEIGHT = 0.5;
/** Companions are worked out when first needed and kept; 160 bytes an item make this 4 MB at most. */
const MAX_KEPT = 25_000;

/** Companions of the items met so far: slot n holds `COMPANIONS` item numbers and their shares, from n × COMPANIONS. */
export interface CompanionTable {
  /** slot + 1 by item number; 0 = not worked out */
  readonly slotOf: Uint16Array;
  readonly items: Uint32Array;
  /** adding up to 1; 0 past the last companion */
  readonly shares: Float32Array;
  used: number;
}

/** An empty table for an index of so many items. */
export function createCompanionTable(itemCount: number): CompanionTable {
  const slots = Math.min(itemCount, MAX_KEPT);
  return {
    slotOf: new Uint16Array(itemCount),
    items: new Uint32Array(slots * COMPANIONS),
    shares: new Float32Array(slots * COMPANIONS),
    used: 0,
  };
}

/** Works out the companions of one item into the next slot. Overwrites what the scorer held. */
function addCompanions(scorer: KnnScorer, table: CompanionTable, item: number): void {
  scoreSession(scorer, [item]);
  scorer.scores[item] = 0;
  const best = topItems(scorer.touchedItems, scorer.touchedItemCount, scorer.scores, COMPANIONS);
  const total = best.reduce((sum, { score }) => sum + score, 0);
  const from = table.used * COMPANIONS;
  table.shares.fill(0, from, from + COMPANIONS);
  best.forEach((companion, place) => {
    table.items[from + place] = companion.item;
    table.shares[from + place] = companion.score / total;
  });
  table.used++;
  table.slotOf[item] = table.used;
}

/** Scores a session by its neighbours and by the second hop; results lie in the scorer as after `scoreSession`. */
export function scoreWithCompanions(scorer: KnnScorer, table: CompanionTable, seeds: readonly number[]): void {
  scoreSession(scorer, seeds);
  const leaders = topItems(scorer.touchedItems, scorer.touchedItemCount, scorer.scores, LEADERS);
  let missing = leaders.filter(({ item }) => table.slotOf[item] === 0);
  if (missing.length > 0) {
    if ((table.used + missing.length) * COMPANIONS > table.items.length) {
      table.slotOf.fill(0);
      table.used = 0;
      missing = leaders;
    }
    for (const { item } of missing) addCompanions(scorer, table, item);
    scoreSession(scorer, seeds);
  }
  const { scores, touchedItems } = scorer;
  let touched = scorer.touchedItemCount;
  for (const { item: leader, score: weight } of leaders) {
    const from = (table.slotOf[leader]! - 1) * COMPANIONS;
    for (let place = from; place < from + COMPANIONS; place++) {
      const share = table.shares[place]!;
      if (share === 0) break;
      const item = table.items[place]!;
      const before = scores[item]!;
      if (before === 0) touchedItems[touched++] = item;
      scores[item] = before + HOP_WEIGHT * weight * share;
    }
  }
  scorer.touchedItemCount = touched;
}
