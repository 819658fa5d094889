/** An item number with its score. */
export interface Scored {
  item: number;
  score: number;
}

/** Better first: higher score, then lower item number (numbers are given by demand, then id, so the order never depends on chance). */
function isBetter(scoreA: number, itemA: number, scoreB: number, itemB: number): boolean {
  return scoreA > scoreB || (scoreA === scoreB && itemA < itemB);
}

/**
 * The best of some items, best first, by a bounded heap: cheaper than sorting all when few are wanted.
 * @param candidates item numbers, the first `length` of them, distinct
 * @param scores by item number; items that score 0 or less are left out
 */
export function topItems(candidates: ArrayLike<number>, length: number, scores: ArrayLike<number>, count: number): Scored[] {
  // A binary heap with the worst of the best on top.
  const heap: number[] = [];
  const worse = (a: number, b: number) => isBetter(scores[b]!, b, scores[a]!, a);
  const sink = (item: number) => {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && worse(heap[child + 1]!, heap[child]!)) child++;
      if (!worse(heap[child]!, item)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = item;
  };
  for (let index = 0; index < length; index++) {
    const item = candidates[index]!;
    if (!(scores[item]! > 0)) continue;
    if (heap.length < count) {
      let at = heap.length;
      heap.push(item);
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!worse(item, heap[parent]!)) break;
        heap[at] = heap[parent]!;
        at = parent;
      }
      heap[at] = item;
    } else if (count > 0 && worse(heap[0]!, item)) {
      sink(item);
    }
  }
  return heap.sort((a, b) => scores[b]! - scores[a]! || a - b).map((item) => ({ item, score: scores[item]! }));
}
