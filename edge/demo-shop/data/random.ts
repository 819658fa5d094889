/** A seeded source of chance: the same seed tells the same story. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  /** whole number, min … max inclusive */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** one of a list, by weight; weights need not sum to 1 */
  weighted<T>(list: readonly T[], weight: (value: T) => number): T;
  /** exponential with the given mean */
  exponential(mean: number): number;
}

/** FNV-1a, 32 bits: a stable number from a text. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return hash >>> 0;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough to tell stories with. */
export function random(seed: string | number): Random {
  let state = typeof seed === 'number' ? seed >>> 0 : hash32(seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]): T => list[int(0, list.length - 1)] as T,
    weighted: <T>(list: readonly T[], weight: (value: T) => number): T => {
      const total = list.reduce((sum, value) => sum + weight(value), 0);
      let rest = next() * total;
      for (const value of list) {
        rest -= weight(value);
        if (rest < 0) return value;
      }
      return list[list.length - 1] as T;
    },
    exponential: (mean) => -Math.log(1 - next()) * mean,
  };
}
