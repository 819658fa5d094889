import { type History, type HistoryRows, indexHistory, packRows } from './history.ts';
import { addDemand, type Demand, emptyDemand, trendScores, VIEWS_PER_PURCHASE } from './popularity.ts';
import { topItems } from './top-items.ts';
import type { LearningSession } from './types.ts';

/** What was learnt from traffic, opaque to callers: build, encode, decode, and hand to `recommend`. Immutable. */
export interface RecommendationIndex {
  readonly builtAtMs: number;
  readonly sessionsPerItem: number;
  /** product ids by item number; lower numbers are seen more often */
  readonly itemIds: readonly string[];
  readonly numberOf: ReadonlyMap<string, number>;
  readonly sessions: History;
  readonly baskets: History;
  readonly demand: Demand;
  /** item numbers most in demand, and those rising, best first; at most `RANKED_ITEMS` each */
  readonly popular: Uint32Array;
  readonly trending: Uint32Array;
  readonly trendScores: Float32Array;
}

/** Bounds of an index. With all of them reached it takes about 35 MB of an isolate's 128 MB. */
export interface IndexLimits {
  /** most recent sessions kept; 400,000 cover months of a mid-sized shop */
  maxSessions: number;
  maxBaskets: number;
  /** of a longer session the last items are kept: more is a crawler, or no longer one interest */
  itemsPerSession: number;
  /** most recent sessions that can be found by one item; more do not make picks better (README.md) */
  sessionsPerItem: number;
  /** items seen most often are kept */
  maxItems: number;
}

export const DEFAULT_LIMITS: IndexLimits = {
  maxSessions: 400_000,
  maxBaskets: 200_000,
  itemsPerSession: 50,
  sessionsPerItem: 500,
  maxItems: 200_000,
};

/** More than a slot ever shows, times what filters may take away. */
const RANKED_ITEMS = 500;

export interface BuildInput {
  /** sessions of looks: one visit's products, oldest first */
  sessions: Iterable<LearningSession>;
  /** what was bought together */
  baskets: Iterable<LearningSession>;
  nowMs: number;
  limits?: Partial<IndexLimits>;
}

/**
 * Learns from sessions and baskets, in any order. Repeats within one count once, at their last place. Throws RangeError when a limit is
 * not a positive whole number or a time is not a number.
 */
export function buildIndex(input: BuildInput): RecommendationIndex {
  const limits = { ...DEFAULT_LIMITS, ...input.limits };
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name} must be a positive whole number, not ${value}`);
  }
  const sessions = newest(input.sessions, limits.maxSessions, limits.itemsPerSession);
  const baskets = newest(input.baskets, limits.maxBaskets, limits.itemsPerSession);
  const itemIds = numberItems([sessions, baskets], limits.maxItems);
  const numberOf = new Map(itemIds.map((id, number) => [id, number]));
  const demand = emptyDemand(itemIds.length);
  const learn = (source: readonly LearningSession[], weight: number): HistoryRows => {
    const rows: number[][] = [];
    for (const { items, endedAtMs } of source) {
      const numbers = items.map((id) => numberOf.get(id)).filter((number) => number !== undefined);
      addDemand(demand, numbers, endedAtMs, input.nowMs, weight);
      // A single item has no company to tell of; it only counts as demand.
      if (numbers.length > 1) rows.push(numbers);
    }
    return packRows(rows);
  };
  const sessionRows = learn(sessions, 1);
  const basketRows = learn(baskets, VIEWS_PER_PURCHASE);
  return assembleIndex({ builtAtMs: input.nowMs, sessionsPerItem: limits.sessionsPerItem, itemIds, demand, sessionRows, basketRows });
}

/** What an index is made from: the part the codec keeps. */
export interface IndexParts {
  builtAtMs: number;
  sessionsPerItem: number;
  itemIds: readonly string[];
  demand: Demand;
  sessionRows: HistoryRows;
  basketRows: HistoryRows;
}

/** Derives the rest of an index from its parts. */
export function assembleIndex(parts: IndexParts): RecommendationIndex {
  const { builtAtMs, sessionsPerItem, itemIds, demand } = parts;
  const everyItem = Uint32Array.from(itemIds, (_, number) => number);
  const trends = trendScores(demand);
  const rank = (scores: Float32Array) => Uint32Array.from(topItems(everyItem, everyItem.length, scores, RANKED_ITEMS), ({ item }) => item);
  return {
    builtAtMs,
    sessionsPerItem,
    itemIds,
    numberOf: new Map(itemIds.map((id, number) => [id, number])),
    sessions: indexHistory(parts.sessionRows, itemIds.length, sessionsPerItem),
    baskets: indexHistory(parts.basketRows, itemIds.length, sessionsPerItem),
    demand,
    popular: rank(demand.steady),
    trending: rank(trends),
    trendScores: trends,
  };
}

/** The most recent sessions, oldest first, their items distinct and cut to the last `itemsPerSession`. */
function newest(source: Iterable<LearningSession>, maxSessions: number, itemsPerSession: number): LearningSession[] {
  const kept: LearningSession[] = [];
  for (const session of source) {
    if (!Number.isFinite(session.endedAtMs)) throw new RangeError('the end of a session is not a time');
    const items = distinctByLastPlace(session.items).slice(-itemsPerSession);
    if (items.length > 0) kept.push({ items, endedAtMs: session.endedAtMs });
  }
  kept.sort((a, b) => a.endedAtMs - b.endedAtMs);
  return kept.slice(-maxSessions);
}

function distinctByLastPlace(items: readonly string[]): string[] {
  const distinct = new Set<string>();
  for (let at = items.length - 1; at >= 0; at--) distinct.add(items[at]!);
  return [...distinct].reverse();
}

/** Ids in order of how many sessions and baskets hold them, then by id, so that frequent items get short codes and ties are settled. */
function numberItems(sources: readonly (readonly LearningSession[])[], maxItems: number): string[] {
  const support = new Map<string, number>();
  for (const source of sources) {
    for (const { items } of source) {
      for (const id of items) support.set(id, (support.get(id) ?? 0) + 1);
    }
  }
  return [...support.entries()]
    .sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1))
    .slice(0, maxItems)
    .map(([id]) => id);
}
