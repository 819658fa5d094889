import { fingerprint } from '../visitor/fingerprint.ts';

/**
 * How many different people there were, in a few kilobytes: the `keep` smallest of their hashes (the "k minimum values" of Bar-Yossef et al. 2002,
 * with the unbiased estimate of Beyer et al. 2007). Exact up to `keep` people; beyond, the standard error is 1 / √(keep − 2).
 * Two that are merged are as if all had been counted in one, whoever was met in both.
 */
export interface People {
  keep: number;
  /** ascending, none twice, at most `keep` */
  hashes: number[];
}

/** Hashes have so many bits: small enough to be kept in four or five bytes, and of a million people only a few hundred share one. */
const HASHES = 2 ** 31;

/** Stands for a person; says nothing of them to who has not the salt, which goes when the counting is over. */
export const personHash = (personId: string, salt: string): number => fingerprint(`${salt} ${personId}`) % HASHES;

export const nobody = (keep: number): People => ({ keep, hashes: [] });

/** Counts a person in place. Someone met again changes nothing. */
export function meet(people: People, hash: number): void {
  const { hashes, keep } = people;
  if (hashes.length === keep && hash >= hashes[keep - 1]!) return;
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hashes[middle]! < hash) low = middle + 1;
    else high = middle;
  }
  if (hashes[low] === hash) return;
  hashes.splice(low, 0, hash);
  if (hashes.length > keep) hashes.pop();
}

export function mergedPeople(one: People, other: People): People {
  const hashes = [...new Set([...one.hashes, ...other.hashes])].sort((a, b) => a - b).slice(0, one.keep);
  return { keep: one.keep, hashes };
}

/** A whole number; an estimate where `hashes` is full. */
export function countOf({ keep, hashes }: People): number {
  if (hashes.length < keep) return hashes.length;
  return Math.round(((keep - 1) * HASHES) / (hashes[keep - 1]! + 1));
}

export const isEstimate = ({ keep, hashes }: People): boolean => hashes.length >= keep;
