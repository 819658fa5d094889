/** Under what is published, and under the draft. */
export interface Both {
  before: number;
  after: number;
}

/** Visits that have something on either side; of them, those that have it on one side only. */
export interface Flow extends Both {
  gained: number;
  lost: number;
}

export const noBoth = (): Both => ({ before: 0, after: 0 });
export const noFlow = (): Flow => ({ before: 0, after: 0, gained: 0, lost: 0 });

/** The entry of a key, made where there is none. */
export function entry<K, T>(map: Map<K, T>, key: K, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Counts one visit of a flow in place. */
export function flows(flow: Flow, before: boolean, after: boolean): void {
  if (before) flow.before += 1;
  if (after) flow.after += 1;
  if (after && !before) flow.gained += 1;
  if (before && !after) flow.lost += 1;
}

export const mergedBoth = (a: Both, b: Both): Both => ({ before: a.before + b.before, after: a.after + b.after });

export const mergedFlow = (a: Flow, b: Flow): Flow => ({ ...mergedBoth(a, b), gained: a.gained + b.gained, lost: a.lost + b.lost });

export function mergedMaps<K, T>(one: ReadonlyMap<K, T>, other: ReadonlyMap<K, T>, merge: (a: T, b: T) => T): Map<K, T> {
  const all = new Map(one);
  for (const [key, value] of other) {
    const known = all.get(key);
    all.set(key, known === undefined ? value : merge(known, value));
  }
  return all;
}
