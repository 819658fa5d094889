import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../../edge/experiments/statistics/random.ts';
import { sampleRatio } from '../../../../edge/experiments/statistics/sample-ratio.ts';

describe('the split of people', () => {
  it('is believed when it is about what the weights say', () => {
    expect(sampleRatio([{ weights: [0.5, 0.5], counts: [5_050, 4_950] }])).toMatchObject({ isMismatch: false, pValue: 1 });
    expect(sampleRatio([{ weights: [0.9, 0.1], counts: [9_030, 970] }]).isMismatch).toBe(false);
    expect(sampleRatio([]).isMismatch).toBe(false);
    expect(sampleRatio([{ weights: [0.5, 0.5], counts: [1, 0] }]).isMismatch).toBe(false);
  });

  it('raises the alarm when a variant loses people', () => {
    expect(sampleRatio([{ weights: [0.5, 0.5], counts: [10_400, 9_600] }]).isMismatch).toBe(true);
    expect(sampleRatio([{ weights: [1, 1, 1], counts: [3_500, 3_500, 3_000] }]).isMismatch).toBe(true);
  });

  it('is judged by the weights of each period, not by those of the last', () => {
    const periods = [
      { weights: [0.5, 0.5], counts: [5_000, 5_000] },
      { weights: [0.9, 0.1], counts: [9_000, 1_000] },
    ];
    expect(sampleRatio(periods).isMismatch).toBe(false);
    expect(sampleRatio([{ weights: [0.9, 0.1], counts: [14_000, 6_000] }]).isMismatch).toBe(true);
  });

  it('minds nobody in a variant that gets no new people', () => {
    expect(sampleRatio([{ weights: [0.5, 0.5, 0], counts: [500, 500, 20] }]).isMismatch).toBe(false);
  });

  it('is a fair bet against the weights: over all ways that six people may split, what is won is what is staked', () => {
    const weights = [0.3, 0.7] as const;
    const choose = [1, 6, 15, 20, 15, 6, 1];
    let won = 0;
    for (let first = 0; first <= 6; first += 1) {
      const chance = choose[first]! * weights[0] ** first * weights[1] ** (6 - first);
      const factor = factorOf(weights, [first, 6 - first]);
      won += chance * factor;
      expect(sampleRatio([{ weights, counts: [first, 6 - first] }]).pValue).toBeCloseTo(Math.min(1, 1 / factor), 9);
    }
    expect(won).toBeCloseTo(1, 9);
  });

  it('is alarmed without cause seldom, though asked after every person', () => {
    const random = randomFrom(21);
    let alarms = 0;
    for (let run = 0; run < 500; run += 1) {
      const counts = [0, 0];
      let alarmed = false;
      for (let person = 0; person < 1_000 && !alarmed; person += 1) {
        counts[random() < 0.5 ? 0 : 1]! += 1;
        alarmed = sampleRatio([{ weights: [0.5, 0.5], counts }]).isMismatch;
      }
      if (alarmed) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(2);
  });
});

/** The bet itself, person by person: each is foretold from those before, as from a thousand who split by the weights. */
function factorOf(weights: readonly number[], counts: readonly number[]): number {
  const seen = weights.map((weight) => 1_000 * weight);
  let factor = 1;
  counts.forEach((count, index) => {
    for (let i = 0; i < count; i += 1) {
      factor *= seen[index]! / seen.reduce((sum, each) => sum + each, 0) / weights[index]!;
      seen[index]! += 1;
    }
  });
  return factor;
}
