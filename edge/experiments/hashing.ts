/**
 * Who falls where: GrowthBook's own arithmetic (its SDK build specification, https://docs.growthbook.io/lib/build-your-own), so that a person of an
 * experiment moved from there keeps their variant. Every odd input is answered as GrowthBook answers it.
 */

/** A stretch [start, end) of the numbers 0..1 that a hash gives. */
export type BucketRange = readonly [start: number, end: number];

/** A stretch [start, end) of a namespace: experiments with stretches that do not meet have no person in common. */
export type Namespace = readonly [id: string, start: number, end: number];

/** 1 is biased where seeds are alike, and kept for experiments that began with it; 2 is not. */
export type HashVersion = 1 | 2;

/** Of a sum of weights: further from 1 than this, and the weights are not used. */
const WEIGHTS_SUM_MIN = 0.99;
const WEIGHTS_SUM_MAX = 1.01;

/** FNV-1a, 32 bits, over UTF-16 code units as GrowthBook does (the algorithm is made for bytes; ids of ASCII give the same). */
export function fnv1a32(text: string): number {
  let hashed = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hashed = Math.imul(hashed ^ text.charCodeAt(i), 0x01000193);
  return hashed >>> 0;
}

/**
 * Where a person falls, 0 ≤ n < 1, in steps of 1/10,000 (version 2) or 1/1,000 (version 1).
 * @param seed of the experiment: another seed shuffles everybody anew
 * @param value the person's stable id
 */
export function hash(seed: string, value: string, version: HashVersion): number {
  return version === 2 ? (fnv1a32(String(fnv1a32(seed + value))) % 10_000) / 10_000 : (fnv1a32(value + seed) % 1_000) / 1_000;
}

/** The same weight for each; none for none. */
export function getEqualWeights(numVariations: number): number[] {
  return numVariations <= 0 ? [] : new Array<number>(numVariations).fill(1 / numVariations);
}

/**
 * The range of each variation: it begins where the weights before it end, and is as long as its weight times the coverage. More coverage therefore only
 * makes ranges longer, and moves nobody. Coverage is held within 0..1; weights of another number, or whose sum is not near 1, are taken as equal.
 */
export function getBucketRanges(numVariations: number, coverage = 1, weights?: readonly number[]): BucketRange[] {
  const covered = coverage < 0 ? 0 : coverage > 1 ? 1 : coverage;
  let shares = weights?.length === numVariations ? weights : getEqualWeights(numVariations);
  const sum = shares.reduce((total, weight) => weight + total, 0);
  if (sum < WEIGHTS_SUM_MIN || sum > WEIGHTS_SUM_MAX) shares = getEqualWeights(numVariations);
  let start = 0;
  return shares.map((weight) => {
    const range: BucketRange = [start, start + covered * weight];
    start += weight;
    return range;
  });
}

/** The index of the first range that a hash falls into; -1 for none. */
export function chooseVariation(n: number, ranges: readonly BucketRange[]): number {
  return ranges.findIndex(([start, end]) => n >= start && n < end);
}

/** Whether a person stands in a stretch of a namespace. Namespaces are hashed with version 1, always. */
export function inNamespace(value: string, [id, start, end]: Namespace): boolean {
  const n = hash(`__${id}`, value, 1);
  return n >= start && n < end;
}
