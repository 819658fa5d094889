import { type CompanionTable, createCompanionTable, scoreWithCompanions } from './second-hop.ts';
import type { RecommendationIndex } from './session-index.ts';
import { createScorer, DEFAULT_PARAMETERS, type KnnScorer, recentSeeds, scoreSession } from './session-knn.ts';
import { type Scored, topItems } from './top-items.ts';

/** As many picks as a place in 16 bits can name; no slot shows a hundredth of it. */
const MAX_PICKS = 65_535;

interface Workspace {
  scorer: KnnScorer;
  companions: CompanionTable;
  /** place + 1 among the picks by item number; all zero between requests */
  pickOf: Uint16Array;
}

/** A scorer is derived from its index alone, so it is made once and lives as long as the index does. */
const workspaces = new WeakMap<RecommendationIndex, Workspace>();

function workspaceOf(index: RecommendationIndex): Workspace {
  let workspace = workspaces.get(index);
  if (!workspace) {
    workspace = {
      scorer: createScorer(index.sessions, DEFAULT_PARAMETERS),
      companions: createCompanionTable(index.itemIds.length),
      pickOf: new Uint16Array(index.itemIds.length),
    };
    workspaces.set(index, workspace);
  }
  return workspace;
}

/** A product likely to be looked at next, and the one of the session it follows from; null where no single one stands out. */
export interface NextItem {
  itemId: string;
  score: number;
  becauseOf: string | null;
}

/**
 * What people who looked at the same things looked at next, best first. Items unknown to the index are passed over; an empty answer means
 * that nothing of the session is known. What was looked at may be among the answers: leave out what must not be shown.
 * @param items product ids of the session, oldest first
 */
export function nextItems(index: RecommendationIndex, items: readonly string[], count: number): NextItem[] {
  const seeds = knownSeeds(index, items, DEFAULT_PARAMETERS.lastItems);
  if (seeds.length === 0) return [];
  const workspace = workspaceOf(index);
  const { scorer, companions } = workspace;
  scoreWithCompanions(scorer, companions, seeds);
  const best = topItems(scorer.touchedItems, scorer.touchedItemCount, scorer.scores, Math.min(count, MAX_PICKS));
  const causes = findCauses(workspace, seeds, best);
  return best.map(({ item, score }, pick) => {
    const cause = causes[pick]!;
    return { itemId: index.itemIds[item]!, score, becauseOf: cause < 0 ? null : index.itemIds[seeds[cause]!]! };
  });
}

/** What was looked at together with one product, best first; without the product itself. */
export function viewedTogether(index: RecommendationIndex, itemId: string, count: number): { itemId: string; score: number }[] {
  const item = index.numberOf.get(itemId);
  if (item === undefined) return [];
  const { scorer } = workspaceOf(index);
  scoreSession(scorer, [item]);
  scorer.scores[item] = 0;
  const best = topItems(scorer.touchedItems, scorer.touchedItemCount, scorer.scores, count);
  return best.map(({ item: other, score }) => ({ itemId: index.itemIds[other]!, score }));
}

function knownSeeds(index: RecommendationIndex, items: readonly string[], count: number): number[] {
  return recentSeeds(
    items.map((id) => index.numberOf.get(id)).filter((number) => number !== undefined),
    count,
  );
}

/** Of each pick, the place among the seeds of the one whose sessions gave it most of its votes, never the pick itself; −1 for none. */
function findCauses({ scorer, pickOf }: Workspace, seeds: readonly number[], picks: readonly Scored[]): number[] {
  const { history, heap, heapKeys, matchedAt, neighbourCount } = scorer;
  const votes = new Float64Array(picks.length * seeds.length);
  picks.forEach(({ item }, pick) => {
    pickOf[item] = pick + 1;
  });
  for (let index = 0; index < neighbourCount; index++) {
    const session = heap[index]!;
    const step = matchedAt[session]!;
    for (let at = history.starts[session]!; at < history.starts[session + 1]!; at++) {
      const pick = pickOf[history.items[at]!]!;
      if (pick === 0) continue;
      const vote = (pick - 1) * seeds.length + step;
      votes[vote] = votes[vote]! + heapKeys[index]!;
    }
  }
  return picks.map(({ item }, pick) => {
    pickOf[item] = 0;
    let best = -1;
    let most = 0;
    seeds.forEach((seed, step) => {
      const vote = votes[pick * seeds.length + step]!;
      if (seed === item || vote <= most) return;
      best = step;
      most = vote;
    });
    return best;
  });
}
