import { logGamma } from '../../../shared/log-gamma.ts';

/** People by the variant they were newly assigned to, in a time in which the weights stayed the same. */
export interface SplitPeriod {
  /** in the order of the variants; what they do not sum to 1 by is made up for */
  weights: readonly number[];
  counts: readonly number[];
}

export interface SampleRatio {
  /** valid however often it is looked at */
  pValue: number;
  /** the split is not what it should be, and nothing that follows from it can be trusted */
  isMismatch: boolean;
}

/** A false alarm would stop a sound experiment for good, and a real one is seldom faint: the customary limit. */
const ALARM = 0.001;

/**
 * How firmly the alternatives stand around the weights: as if so many people had been seen to split so. A split of 52/48 in place of halves is found after
 * 11,000 people and one of 55/45 after 2,300; ten times as much or as little finds one of them later.
 */
const CONCENTRATION = 1_000;

/**
 * Whether people split by the weights (sample ratio mismatch). Where they do not, some were lost on the way: a variant that breaks a page, a bot, a note not
 * kept. Bayes factor of a Dirichlet prior around the weights against the weights themselves (Lindon & Malek, "Anytime-Valid Inference for Multinomial Count
 * Data", NeurIPS 2022); it holds at every look, exactly. Periods of other weights are multiplied.
 */
export function sampleRatio(periods: readonly SplitPeriod[]): SampleRatio {
  let logFactor = 0;
  for (const { weights, counts } of periods) logFactor += logBayesFactor(weights, counts);
  const pValue = Math.min(1, Math.exp(-logFactor));
  return { pValue, isMismatch: pValue < ALARM };
}

function logBayesFactor(weights: readonly number[], counts: readonly number[]): number {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let total = 0;
  let log = 0;
  for (const [index, weight] of weights.entries()) {
    const count = counts[index] ?? 0;
    // Somebody in a variant of weight 0 came there by an earlier note: that says nothing of the split.
    if (weight <= 0 || count === 0) continue;
    const prior = (CONCENTRATION * weight) / sum;
    total += count;
    log += logGamma(prior + count) - logGamma(prior) - count * Math.log(weight / sum);
  }
  return log + logGamma(CONCENTRATION) - logGamma(CONCENTRATION + total);
}
