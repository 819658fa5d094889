import { drawGamma, drawNormal, randomFrom } from './random.ts';
import { type Sums, varianceOf } from './sums.ts';

/** Draws a believable value of a metric in a variant. */
type Belief = (random: () => number) => number;

export interface BanditOptions {
  /** the same seed gives the same weights */
  seed: number;
  /** of each variant, so that none is given up for good; at most an equal share */
  shareMin: number;
}

/** More draws would change the weights by less than a hundredth. */
const DRAWS = 10_000;
/** Weights are whole numbers of the buckets that the hash knows. */
const BUCKETS = 10_000;

/**
 * Weights by which the next people are assigned: each variant's chance to be the best, seen what has been (Thompson sampling: Thompson 1933; Chapelle & Li, "An
 * Empirical Evaluation of Thompson Sampling", NIPS 2011), above a least share. They sum to 1.
 * @param kind `proportion` for quantities of 0 and 1, `mean` for others
 */
export function banditWeights(kind: 'proportion' | 'mean', variants: readonly Sums[], { seed, shareMin }: BanditOptions): number[] {
  if (variants.length === 0) return [];
  const random = randomFrom(seed);
  const beliefs = kind === 'proportion' ? variants.map(betaBelief) : variants.map((sums) => meanBelief(sums, variants));
  const wins = new Array<number>(variants.length).fill(0);
  for (let draw = 0; draw < DRAWS; draw += 1) {
    let best = 0;
    let highest = Number.NEGATIVE_INFINITY;
    for (const [index, belief] of beliefs.entries()) {
      const value = belief(random);
      if (value <= highest) continue;
      highest = value;
      best = index;
    }
    wins[best]! += 1;
  }
  const least = Math.min(Math.max(0, shareMin), 1 / variants.length);
  return wholeBuckets(wins.map((won) => least + (1 - least * variants.length) * (won / DRAWS)));
}

/** Beta posterior of a proportion, from a uniform prior. */
function betaBelief({ n, sum }: Sums): Belief {
  const successes = Math.max(0, Math.min(n, sum));
  return (random) => {
    const yes = drawGamma(1 + successes, random);
    return yes / (yes + drawGamma(1 + n - successes, random));
  };
}

/**
 * Normal-inverse-gamma posterior of a mean (Murphy, "Conjugate Bayesian Analysis of the Gaussian Distribution", 2007, section 6). The prior is one person like
 * the average of all variants, so that a variant nobody has seen is neither praised nor blamed.
 */
function meanBelief({ n, sum, sumSquares }: Sums, all: readonly Sums[]): Belief {
  const pooled = { n: 0, sum: 0, sumSquares: 0 };
  for (const each of all) {
    pooled.n += each.n;
    pooled.sum += each.sum;
    pooled.sumSquares += each.sumSquares;
  }
  const priorMean = pooled.n > 0 ? pooled.sum / pooled.n : 0;
  const priorVariance = varianceOf(pooled) || 1;
  const mean = n > 0 ? sum / n : priorMean;
  const weight = 1 + n;
  const centre = (priorMean + sum) / weight;
  const shape = 1 + n / 2;
  const scale = priorVariance + ((n - 1) * varianceOf({ n, sum, sumSquares })) / 2 + (n * (mean - priorMean) ** 2) / (2 * weight);
  return (random) => centre + Math.sqrt(scale / drawGamma(shape, random) / weight) * drawNormal(random);
}

/** Largest remainders: whole buckets that sum to all of them. */
function wholeBuckets(shares: readonly number[]): number[] {
  const exact = shares.map((share) => share * BUCKETS);
  const whole = exact.map(Math.floor);
  const left = BUCKETS - whole.reduce((sum, each) => sum + each, 0);
  const byRemainder = exact.map((value, index) => ({ index, rest: value - Math.floor(value) })).sort((a, b) => b.rest - a.rest);
  for (const { index } of byRemainder.slice(0, left)) whole[index]! += 1;
  return whole.map((buckets) => buckets / BUCKETS);
}
