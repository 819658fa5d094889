import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from '../../../edge/experiments/assign.ts';
import { periodOf } from '../../../edge/experiments/period.ts';
import { experimentsReport } from '../../../edge/experiments/results.ts';
import { nextWeights, steered, weightsInForce } from '../../../edge/experiments/steer.ts';
import type { VariantSums } from '../../../edge/experiments/variant-sums.ts';
import type { SteeredWeights } from '../../../shared/published-site.ts';
import { experiment, NOON, people } from './an-experiment.ts';

const HOUR_MS = 3_600_000;
const bandit = (more: Record<string, unknown> = {}) => experiment({ bandit: {}, ...more });
const sums = (variant: string, all: number, buyers: number, period = 'as-is=0.5,shorter=0.5'): VariantSums => ({
  experiment: 'title-test',
  bucketVersion: 0,
  period,
  variant,
  people: all,
  buyers,
  orders: buyers,
  ordersSquares: buyers,
  revenue: buyers * 5_000,
  revenueSquares: buyers * 5_000 ** 2,
  cross: buyers * 5_000,
});
const SEEN = [sums('as-is', 1_000, 50), sums('shorter', 1_000, 80)];
const first = nextWeights(bandit(), SEEN, null, 'EUR', NOON)!;

describe('a bandit', () => {
  it('gives more of the new people to what sells, and never all of them', () => {
    expect(first.weights.shorter).toBeGreaterThan(0.9);
    expect(first.weights['as-is']).toBeGreaterThanOrEqual(0.05 - 1e-4);
    expect(first.slice).toBe(1);
  });

  it('moves when a slice is over, not before', () => {
    expect(nextWeights(bandit(), SEEN, first, 'EUR', NOON + 24 * HOUR_MS - 1)).toBeNull();
    expect(nextWeights(bandit(), SEEN, first, 'EUR', NOON + 24 * HOUR_MS)?.slice).toBe(2);
  });

  it('stays where it is while too few have come, where it is none, switched off, or out of slices', () => {
    expect(nextWeights(bandit(), [sums('as-is', 49, 1), sums('shorter', 1_000, 80)], null, 'EUR', NOON)).toBeNull();
    expect(nextWeights(experiment(), SEEN, null, 'EUR', NOON)).toBeNull();
    expect(nextWeights(bandit({ enabled: false }), SEEN, null, 'EUR', NOON)).toBeNull();
    expect(nextWeights(bandit(), SEEN, { ...first, slice: 100 }, 'EUR', NOON + 1_000 * HOUR_MS)).toBeNull();
  });

  it('comes to the same weights from the same sums and slice, and to whole buckets that sum to 1', () => {
    const arm = fc
      .integer({ min: 50, max: 5_000 })
      .chain((all) => fc.integer({ min: 0, max: all }).map((buyers) => [all, buyers] as const));
    fc.assert(
      fc.property(arm, arm, fc.constantFrom('conversion', 'revenue-per-visitor'), (a, b, goal) => {
        const seen = [sums('as-is', ...a), sums('shorter', ...b)];
        const once = nextWeights(bandit({ goal }), seen, null, 'EUR', NOON)!;
        expect(nextWeights(bandit({ goal }), [...seen].reverse(), null, 'EUR', NOON)).toEqual(once);
        expect(Object.values(once.weights).reduce((sum, weight) => sum + Math.round(weight * 10_000), 0)).toBe(10_000);
      }),
      { numRuns: 20 },
    );
  });
});

describe('weights in force', () => {
  const [now] = steered([bandit()], [first]);

  it('are those of the experiment for whoever is new, by whom people split as they should', () => {
    const drawn = people(5_000).map((personId) => assign(now!, { personId, nowMs: NOON, earlier: [] }).variant);
    expect(drawn.filter((variant) => variant === 'shorter').length / 5_000).toBeCloseTo(first.weights.shorter!, 1);
  });

  it('move nobody who has a variant', () => {
    for (const personId of people(200)) {
      const before = assign(bandit(), { personId, nowMs: NOON, earlier: [] }).variant!;
      const earlier = [{ experiment: 'title-test', variant: before, bucketVersion: 0, atMs: NOON }];
      expect(assign(now!, { personId, nowMs: NOON, earlier })).toMatchObject({ variant: before, why: 'kept' });
    }
  });

  it('count for the experiment they were made for alone: other buckets, other variants or no bandit go by their own', () => {
    const others = [
      bandit({ bucketVersion: 1 }),
      experiment(),
      bandit({
        variants: [
          { id: 'as-is', weight: 0.5 },
          { id: 'other', weight: 0.5 },
        ],
      }),
    ];
    expect(steered(others, [first])).toEqual(others);
    expect(weightsInForce(others[2]!, [first])).toBeNull();
  });
});

describe('what is said of a bandit', () => {
  const wordsOf = (rows: VariantSums[], inForce: SteeredWeights[]) => experimentsReport([bandit()], rows, [], 'EUR', inForce).items[0]!;

  it('is how likely a variant is the best, and no claim of how much', () => {
    const { words, variants, bandit: told } = wordsOf(SEEN, [first]);
    expect(words[0]!.it).toContain('quanto è probabile');
    expect(words[0]!.en).toContain('does not say by how much');
    expect(variants.find(({ id }) => id === 'shorter')!.weight).toBe(first.weights.shorter);
    expect(told).toEqual({ since: new Date(NOON).toISOString() });
    expect(wordsOf([], []).words[0]!.en).toContain('Too early');
  });

  it('holds the split of each slice to the weights of that slice', () => {
    const period = periodOf(steered([bandit()], [first])[0]!.variants);
    const { shorter } = first.weights;
    const fair = [
      ...SEEN,
      sums('as-is', Math.round(10_000 * (1 - shorter!)), 500, period),
      sums('shorter', Math.round(10_000 * shorter!), 800, period),
    ];
    expect(wordsOf(fair, [first]).report.split.isMismatch).toBe(false);
    const lost = [...SEEN, sums('as-is', 5_000, 500, period), sums('shorter', 5_000, 800, period)];
    const { report, words } = wordsOf(lost, [first]);
    expect(report.split.isMismatch).toBe(true);
    expect(words[0]!.en).toContain('do not split');
  });
});
