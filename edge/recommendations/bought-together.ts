import type { History } from './history.ts';
import type { RecommendationIndex } from './session-index.ts';
import { topItems } from './top-items.ts';

/** Baskets imagined beside the real ones, so that the first few of a shop do not make everything look expected. */
const PRIOR_BASKETS = 10;
/** And beside those with the product itself: one basket may be chance, five hardly are. */
const PRIOR_SUPPORT = 2;

/** A product bought with others, and the one of them it goes with most. */
export interface Companion {
  itemId: string;
  score: number;
  becauseOf: string;
}

/**
 * How much likelier b is in a basket that holds a than in any basket, 0 to 1: (n_ab − n_a·n_b ÷ N) ÷ n_a, shrunk where support is thin.
 * Positive exactly where lift = n_ab·N ÷ (n_a·n_b) > 1, so a bestseller does not win by size alone; ranked by what it adds rather than by
 * lift, which prefers rarities that hardly anybody wants (README.md has the figures).
 * @param shared baskets with both; `supportA`, `supportB` baskets with each; `baskets` all of them
 */
export function affinity(shared: number, supportA: number, supportB: number, baskets: number): number {
  const expected = (supportA * supportB) / (baskets + PRIOR_BASKETS);
  return Math.max(0, shared - expected) / (supportA + PRIOR_SUPPORT);
}

/** Counts by item number, all zero between requests: allocating them per request would cost more than the request. */
interface Tally {
  /** baskets shared with the seed at hand */
  shared: Uint32Array;
  total: Float64Array;
  /** the largest part of the total, and the seed it came from */
  largest: Float64Array;
  cause: Uint32Array;
}

const tallies = new WeakMap<RecommendationIndex, Tally>();

function tallyOf(index: RecommendationIndex): Tally {
  let tally = tallies.get(index);
  if (!tally) {
    const size = index.itemIds.length;
    tally = { shared: new Uint32Array(size), total: new Float64Array(size), largest: new Float64Array(size), cause: new Uint32Array(size) };
    tallies.set(index, tally);
  }
  return tally;
}

/** Counts in how many baskets each item lies beside the seed. Returns the items found. */
function countShared(baskets: History, seed: number, shared: Uint32Array): number[] {
  const found: number[] = [];
  for (let at = baskets.itemStarts[seed]!; at < baskets.itemStarts[seed + 1]!; at++) {
    const basket = baskets.itemSessions[at]!;
    for (let place = baskets.starts[basket]!; place < baskets.starts[basket + 1]!; place++) {
      const item = baskets.items[place]!;
      if (item === seed) continue;
      if (shared[item] === 0) found.push(item);
      shared[item] = shared[item]! + 1;
    }
  }
  return found;
}

/**
 * What is bought with some products, best first, without those products.
 * @param seedIds most telling first: the one at place p counts 1 ÷ (1 + p ÷ 5)
 */
export function boughtTogether(index: RecommendationIndex, seedIds: readonly string[], count: number): Companion[] {
  const { baskets } = index;
  const tally = tallyOf(index);
  const seeds = [...new Set(seedIds)].map((id) => index.numberOf.get(id)).filter((number) => number !== undefined);
  const candidates: number[] = [];
  for (const [place, seed] of seeds.entries()) {
    const support = baskets.itemSupport[seed]!;
    const read = baskets.itemStarts[seed + 1]! - baskets.itemStarts[seed]!;
    for (const item of countShared(baskets, seed, tally.shared)) {
      // Where the list is capped, the baskets that were not read are taken to be like those that were.
      const shared = (tally.shared[item]! * support) / read;
      tally.shared[item] = 0;
      const score = affinity(shared, support, baskets.itemSupport[item]!, baskets.size) / (1 + place / 5);
      if (score <= 0 || seeds.includes(item)) continue;
      if (tally.total[item] === 0) candidates.push(item);
      tally.total[item] = tally.total[item]! + score;
      if (score > tally.largest[item]!) {
        tally.largest[item] = score;
        tally.cause[item] = seed;
      }
    }
  }
  const best = topItems(candidates, candidates.length, tally.total, count).map(({ item, score }) => ({
    itemId: index.itemIds[item]!,
    score,
    becauseOf: index.itemIds[tally.cause[item]!]!,
  }));
  for (const item of candidates) {
    tally.total[item] = 0;
    tally.largest[item] = 0;
  }
  return best;
}
