import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { banditWeights } from '../../../../edge/experiments/statistics/bandit.ts';
import { drawGamma, drawNormal, randomFrom } from '../../../../edge/experiments/statistics/random.ts';
import { proportionSums, type Sums } from '../../../../edge/experiments/statistics/sums.ts';

const OPTIONS = { seed: 1, shareMin: 0.05 };
const spending = (n: number, mean: number, deviation: number): Sums => ({
  n,
  sum: n * mean,
  sumSquares: n * (mean * mean + deviation * deviation),
});

describe('weights of a bandit', () => {
  it('are whole buckets that sum to 1, and give nobody less than the least share, whatever was seen', () => {
    const arm = fc.integer({ min: 0, max: 5_000 }).chain((n) => fc.integer({ min: 0, max: n }).map((bought) => proportionSums(n, bought)));
    fc.assert(
      fc.property(
        fc.array(arm, { minLength: 2, maxLength: 5 }),
        fc.constantFrom('proportion' as const, 'mean' as const),
        fc.integer(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (arms, kind, seed, shareMin) => {
          const weights = banditWeights(kind, arms, { seed, shareMin });
          const buckets = weights.map((weight) => Math.round(weight * 10_000));
          expect(buckets.reduce((sum, each) => sum + each, 0)).toBe(10_000);
          for (const [index, weight] of weights.entries()) {
            expect(weight * 10_000).toBeCloseTo(buckets[index]!, 9);
            expect(weight).toBeGreaterThanOrEqual(Math.min(shareMin, 1 / arms.length) - 1e-4);
          }
        },
      ),
      { numRuns: 30 },
    );
    expect(banditWeights('mean', [], OPTIONS)).toEqual([]);
  });

  it('are the same for the same seed', () => {
    const arms = [proportionSums(100, 5), proportionSums(100, 7)];
    expect(banditWeights('proportion', arms, OPTIONS)).toEqual(banditWeights('proportion', arms, OPTIONS));
    expect(banditWeights('proportion', arms, { ...OPTIONS, seed: 2 })).not.toEqual(banditWeights('proportion', arms, OPTIONS));
  });

  it('are about equal where nothing is known', () => {
    for (const kind of ['proportion', 'mean'] as const)
      for (const weight of banditWeights(kind, [proportionSums(0, 0), proportionSums(0, 0), proportionSums(0, 0)], OPTIONS))
        expect(Math.abs(weight - 1 / 3)).toBeLessThan(0.03);
  });

  it('are the chance to be the best, which for two proportions can be worked out exactly', () => {
    // Of 3 of 10 against 5 of 10 from uniform priors: sum over the beta function (Cook, "Exact calculation of beta inequalities", 2005).
    const [, better] = banditWeights('proportion', [proportionSums(10, 3), proportionSums(10, 5)], { seed: 4, shareMin: 0 });
    expect(Math.abs(better! - chanceThatSecondIsBetter(3, 7, 5, 5))).toBeLessThan(0.02);
  });

  it('go to what sells more as it becomes plain, be it more buyers or greater orders', () => {
    expect(banditWeights('proportion', [proportionSums(5_000, 250), proportionSums(5_000, 400)], OPTIONS)).toEqual([0.05, 0.95]);
    expect(banditWeights('mean', [spending(5_000, 3, 20), spending(5_000, 6, 20)], OPTIONS)[1]).toBeGreaterThan(0.94);
    const [, unsure] = banditWeights('mean', [spending(50, 3, 20), spending(50, 4, 20)], OPTIONS);
    expect(unsure).toBeGreaterThan(0.5);
    expect(unsure).toBeLessThan(0.8);
  });
});

describe('draws of chance', () => {
  it('have the mean and the variance of their law', () => {
    const random = randomFrom(77);
    const moments = (draw: () => number): [number, number] => {
      const all = Array.from({ length: 40_000 }, draw);
      const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
      return [mean, all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length];
    };
    for (const shape of [0.3, 1, 4.5, 200]) {
      const [mean, variance] = moments(() => drawGamma(shape, random));
      expect(Math.abs(mean / shape - 1)).toBeLessThan(0.04);
      expect(Math.abs(variance / shape - 1)).toBeLessThan(0.1);
    }
    const [mean, variance] = moments(() => drawNormal(random));
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.04);
    const [half, twelfth] = moments(random);
    expect(Math.abs(half - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(twelfth - 1 / 12)).toBeLessThan(0.002);
  });
});

/** By integration of both beta laws, 1 added to each count for the uniform prior. */
function chanceThatSecondIsBetter(yes1: number, no1: number, yes2: number, no2: number): number {
  const steps = 20_000;
  let [below, both, first, second] = [0, 0, 0, 0];
  for (let i = 0; i < steps; i += 1) {
    const x = (i + 0.5) / steps;
    const density1 = x ** yes1 * (1 - x) ** no1;
    const density2 = x ** yes2 * (1 - x) ** no2;
    both += density2 * (below + density1 / 2);
    below += density1;
    first += density1;
    second += density2;
  }
  return both / (first * second);
}
