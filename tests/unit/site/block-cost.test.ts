import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockCosts, worstOf } from '../../../edge/site/block-cost.ts';
import { stepBelow, vitalKey } from '../../../edge/site/vital.ts';

const countsOf = (metric: string, values: readonly number[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[vitalKey({ metric, value })!] = (counts[vitalKey({ metric, value })!] ?? 0) + 1;
  return counts;
};
const still = (pages: number) => countsOf('tappa_long_task_ms', Array(pages).fill(0));
/** So many pages, some of which the block moved. */
const moved = (pages: number, of: number, by: number) => ({ ...still(of), ...countsOf('tappa_cls', Array(pages).fill(by)) });
const clsOf = (counts: Record<string, number>, budget?: object) => blockCosts(counts, budget).find(({ metric }) => metric === 'cls');

describe('what a block costs', () => {
  it('is over the budget where more than a quarter of the pages that showed it paid more', () => {
    expect(clsOf(moved(26, 100, 0.2))).toEqual({ metric: 'cls', views: 100, p75: [0.15, 0.2], budget: 0.05, isOver: true });
    expect(clsOf(moved(25, 100, 0.2))).toMatchObject({ p75: [0, 0], isOver: false });
  });

  it('is over no budget while few pages have told of it', () => {
    expect(clsOf(moved(99, 99, 0.9))).toMatchObject({ views: 99, isOver: false });
  });

  it('is over no budget where it may lie within it', () => {
    expect(clsOf(moved(100, 100, 0.05))).toMatchObject({ isOver: false });
    expect(clsOf(moved(100, 100, 0.051))).toMatchObject({ isOver: true });
    // Both lie between 0.07 and 0.1.
    expect(clsOf(moved(100, 100, 0.08), { cls: 0.09 })).toMatchObject({ isOver: false });
  });

  it('breaks not even a budget of nothing where it is nothing', () => {
    expect(blockCosts(still(500), { cls: 0, longTaskMs: 0 }).map(({ isOver }) => isOver)).toEqual([false, false]);
    expect(clsOf(moved(500, 500, 0.01), { cls: 0 })).toMatchObject({ isOver: true });
  });

  it('is held against the site’s own budget, each measure against its own', () => {
    const counts = { ...countsOf('tappa_long_task_ms', Array(100).fill(180)), ...countsOf('tappa_cls', Array(100).fill(0.04)) };
    expect(blockCosts(counts, { longTaskMs: 300, cls: 0.02 }).map(({ metric, isOver }) => [metric, isOver])).toEqual([
      ['longTaskMs', false],
      ['cls', true],
    ]);
  });

  it('is nothing of what is measured of pages otherwise, or of pages that are not counted', () => {
    expect(blockCosts(countsOf('LCP', Array(500).fill(9_000)))).toEqual([]);
    expect(blockCosts(countsOf('tappa_cls', Array(500).fill(0.9)))).toEqual([]);
  });

  it('has its 75th percentile between the two figures told', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 5_000, noNaN: true }), { minLength: 1, maxLength: 400 }), (values) => {
        const [cost] = blockCosts(countsOf('tappa_long_task_ms', values));
        const p75 = values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.75) - 1]!;
        expect(p75).toBeGreaterThanOrEqual(cost!.p75[0] * (1 - 1e-8));
        expect(p75).toBeLessThanOrEqual(cost!.p75[1] * (1 + 1e-8));
      }),
    );
  });
});

describe('the step below', () => {
  it.each([
    [0.001, 0],
    [0.0015, 0.001],
    [0.05, 0.03],
    [0.07, 0.05],
    [1, 0.7],
    [1.5, 1],
    [100, 70],
    [150, 100],
  ])('%d is %d', (step, below) => {
    expect(stepBelow(step)).toBe(below);
  });
});

describe('the worst', () => {
  it('is the one furthest beyond its own budget, of those beyond it', () => {
    const of = (rule: string, counts: Record<string, number>) => blockCosts(counts).map((cost) => ({ rule, cost }));
    const slow = of('slow', countsOf('tappa_long_task_ms', Array(100).fill(200)));
    const jumpy = of('jumpy', moved(100, 100, 0.3));
    const fine = of('fine', moved(100, 100, 0.01));
    expect(worstOf([...slow, ...jumpy, ...fine])!.rule).toBe('jumpy');
    expect(worstOf(fine)).toBeUndefined();
  });
});
