import type { History } from './history.ts';

/**
 * Session nearest neighbours over an inverted index.
 *
 * The skeleton is VMIS-kNN (Kersbergen, Sprangers & Schelter, "Serenade", SIGMOD 2022) on VSKNN (Ludewig & Jannach, 2018): sessions that
 * share items with this one are weighed, the k best vote for the items they hold, rare items count for more. What is ours is in
 * `KnnParameters`; README.md says what each one gained.
 */
export interface KnnParameters {
  /** most recent distinct items of the session that look for neighbours */
  lastItems: number;
  /** most recent sessions read of each of those items (m) */
  sessionsPerItem: number;
  /** sessions that vote (k) */
  neighbours: number;
  /** weight of an item d steps back: exp(−d · stepDecay) */
  stepDecay: number;
  /** an item found in n sessions finds neighbours with weight n^−supportPower: a bestseller says little about taste */
  supportPower: number;
  /** a neighbour of n items counts n^−lengthPower */
  lengthPower: number;
  /** a neighbour with share a of all sessions newer than it counts exp(−a · ageDecay): scale-free, a small shop's history ages more slowly */
  ageDecay: number;
  /** weight of a neighbour whose most recent shared item lies d steps back: exp(−d · matchDecay) */
  matchDecay: number;
  /** an item x places from the shared one, in the neighbour, counts exp(−x · distanceDecay) */
  distanceDecay: number;
  /** and times `beforeFactor` where it came before it */
  beforeFactor: number;
  /** an item counts ln(sessions / sessions with it)^rarityPower */
  rarityPower: number;
}

export const DEFAULT_PARAMETERS: KnnParameters = {
  lastItems: 6,
  sessionsPerItem: 500,
  neighbours: 300,
  stepDecay: 0.65,
  supportPower: 0.5,
  lengthPower: 0.2,
  ageDecay: 1,
  matchDecay: 0.2,
  distanceDecay: 0.2,
  beforeFactor: 0.9,
  rarityPower: 1,
};

/** Memory a request scribbles in, made once per index: allocating it per request would cost more than the request. */
export interface KnnScorer {
  readonly history: History;
  readonly parameters: KnnParameters;
  readonly sessionFactor: Float32Array;
  readonly itemFactor: Float32Array;
  readonly seedFactor: Float32Array;
  readonly similarity: Float32Array;
  readonly matchedAt: Uint8Array;
  readonly touchedSessions: Uint32Array;
  readonly scores: Float32Array;
  readonly touchedItems: Uint32Array;
  readonly heap: Uint32Array;
  readonly heapKeys: Float32Array;
  readonly distanceFactor: Float32Array;
  touchedItemCount: number;
  neighbourCount: number;
}

/** Longer distances than this weigh the same as this one: the factor is next to nothing by then. */
const FARTHEST = 63;

/** Prepares the factors that do not depend on the request. Throws RangeError on parameters that make no sense. */
export function createScorer(history: History, parameters: KnnParameters = DEFAULT_PARAMETERS): KnnScorer {
  if (parameters.lastItems > 255 || parameters.lastItems < 1 || parameters.neighbours < 1)
    throw new RangeError('lastItems is 1 to 255, neighbours at least 1');
  const { size, itemSupport } = history;
  const itemCount = itemSupport.length;
  const sessionFactor = new Float32Array(size);
  const lengthFactor = new Map<number, number>();
  const ageStep = Math.exp(-parameters.ageDecay / size);
  let ageFactor = 1;
  for (let session = size - 1; session >= 0; session--) {
    const length = history.starts[session + 1]! - history.starts[session]!;
    let factor = lengthFactor.get(length);
    if (factor === undefined) {
      factor = length ** -parameters.lengthPower;
      lengthFactor.set(length, factor);
    }
    sessionFactor[session] = ageFactor * factor;
    ageFactor *= ageStep;
  }
  const itemFactor = new Float32Array(itemCount);
  const seedFactor = new Float32Array(itemCount);
  for (let item = 0; item < itemCount; item++) {
    const support = Math.max(1, itemSupport[item]!);
    // One more session than there are: an item that is in all of them still counts.
    itemFactor[item] = Math.log((size + 1) / support) ** parameters.rarityPower;
    seedFactor[item] = support ** -parameters.supportPower;
  }
  const distanceFactor = new Float32Array(2 * FARTHEST + 1);
  for (let distance = -FARTHEST; distance <= FARTHEST; distance++) {
    distanceFactor[distance + FARTHEST] =
      Math.exp(-Math.abs(distance) * parameters.distanceDecay) * (distance < 0 ? parameters.beforeFactor : 1);
  }
  return {
    history,
    parameters,
    sessionFactor,
    itemFactor,
    seedFactor,
    distanceFactor,
    similarity: new Float32Array(size),
    matchedAt: new Uint8Array(size),
    touchedSessions: new Uint32Array(size),
    scores: new Float32Array(itemCount),
    touchedItems: new Uint32Array(itemCount),
    heap: new Uint32Array(parameters.neighbours),
    heapKeys: new Float32Array(parameters.neighbours),
    touchedItemCount: 0,
    neighbourCount: 0,
  };
}

/** The last distinct items of a session, most recent first. */
export function recentSeeds(items: readonly number[], count: number): number[] {
  const seeds: number[] = [];
  for (let at = items.length - 1; at >= 0 && seeds.length < count; at--) {
    if (!seeds.includes(items[at]!)) seeds.push(items[at]!);
  }
  return seeds;
}

/** Weighs every session that shares an item with the seeds. Returns how many `touchedSessions` there are. */
function findSessions(scorer: KnnScorer, seeds: readonly number[]): number {
  const { history, parameters, similarity, matchedAt, touchedSessions, seedFactor } = scorer;
  const { itemStarts, itemSessions } = history;
  let touched = 0;
  for (let step = 0; step < seeds.length; step++) {
    const item = seeds[step]!;
    const weight = Math.exp(-step * parameters.stepDecay) * seedFactor[item]!;
    const from = itemStarts[item]!;
    const to = Math.min(itemStarts[item + 1]!, from + parameters.sessionsPerItem);
    for (let at = from; at < to; at++) {
      const session = itemSessions[at]!;
      const before = similarity[session]!;
      if (before === 0) {
        touchedSessions[touched++] = session;
        matchedAt[session] = step;
      }
      similarity[session] = before + weight;
    }
  }
  return touched;
}

/** Keeps the `neighbours` heaviest sessions in `heap`, a binary min-heap by weight; clears `similarity` behind itself. */
function keepNearest(scorer: KnnScorer, touched: number): void {
  const { similarity, touchedSessions, sessionFactor, heap, heapKeys, parameters } = scorer;
  const limit = parameters.neighbours;
  let size = 0;
  for (let index = 0; index < touched; index++) {
    const session = touchedSessions[index]!;
    const key = similarity[session]! * sessionFactor[session]!;
    similarity[session] = 0;
    if (size < limit) {
      let at = size++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (heapKeys[parent]! <= key) break;
        heapKeys[at] = heapKeys[parent]!;
        heap[at] = heap[parent]!;
        at = parent;
      }
      heapKeys[at] = key;
      heap[at] = session;
    } else if (key > heapKeys[0]!) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && heapKeys[child + 1]! < heapKeys[child]!) child++;
        if (heapKeys[child]! >= key) break;
        heapKeys[at] = heapKeys[child]!;
        heap[at] = heap[child]!;
        at = child;
      }
      heapKeys[at] = key;
      heap[at] = session;
    }
  }
  scorer.neighbourCount = size;
}

/**
 * Scores items for a session. The result lies in `scores` for `touchedItems[0 … touchedItemCount)`, until the next call;
 * `neighbourCount` sessions voted. Nothing is scored for a session without known items.
 * @param seeds item numbers of the session, most recent first, distinct (`recentSeeds`)
 */
export function scoreSession(scorer: KnnScorer, seeds: readonly number[]): void {
  const { history, parameters, scores, touchedItems, itemFactor, heap, heapKeys, matchedAt, distanceFactor } = scorer;
  const { starts, items } = history;
  for (let index = 0; index < scorer.touchedItemCount; index++) scores[touchedItems[index]!] = 0;
  keepNearest(scorer, findSessions(scorer, seeds));
  const matchFactor = seeds.map((_, step) => Math.exp(-step * parameters.matchDecay));
  let touched = 0;
  for (let index = 0; index < scorer.neighbourCount; index++) {
    const session = heap[index]!;
    const step = matchedAt[session]!;
    const weight = heapKeys[index]! * matchFactor[step]!;
    const from = starts[session]!;
    const to = starts[session + 1]!;
    const shared = seeds[step]!;
    let sharedAt = to - 1;
    while (items[sharedAt] !== shared) sharedAt--;
    for (let at = from; at < to; at++) {
      const item = items[at]!;
      const distance = Math.max(-FARTHEST, Math.min(FARTHEST, at - sharedAt));
      const before = scores[item]!;
      if (before === 0) touchedItems[touched++] = item;
      scores[item] = before + weight * distanceFactor[distance + FARTHEST]! * itemFactor[item]!;
    }
  }
  scorer.touchedItemCount = touched;
}
