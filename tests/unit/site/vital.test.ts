import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vitalKey } from '../../../edge/site/vital.ts';
import { queuedVitals } from '../../../edge/visits/queue-visit.ts';

describe('a measurement of a page', () => {
  it.each([
    ['LCP', 1_830, 'LCP<=2000'],
    ['LCP', 2_000, 'LCP<=2000'],
    ['LCP', 2_001, 'LCP<=3000'],
    ['LCP', 1_000, 'LCP<=1000'],
    ['CLS', 0.12, 'CLS<=0.15'],
    ['CLS', 0, 'CLS<=0.001'],
    ['tappa_bytes', 18_400, 'tappa_bytes<=20000'],
  ])('%s of %d is counted as %s', (metric, value, key) => {
    expect(vitalKey({ metric, value })).toBe(key);
  });

  it.each([
    ['of nothing we know', { metric: 'ANYTHING', value: 1 }],
    ['without a value', { metric: 'LCP', value: undefined }],
    ['below nothing', { metric: 'LCP', value: -1 }],
    ['beyond reason', { metric: 'LCP', value: 1e9 }],
    ['that is no number', { metric: 'LCP', value: Number.NaN }],
  ])('is not counted: %s', (_, said) => {
    expect(vitalKey(said)).toBeUndefined();
  });

  it('never falls under a step smaller than it, nor under one that is more than half again as large', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 10_000_000, noNaN: true }), (value) => {
        const step = Number(vitalKey({ metric: 'INP', value })!.split('<=')[1]);
        expect(step).toBeGreaterThanOrEqual(value * (1 - 1e-8));
        expect(step).toBeLessThanOrEqual(Math.max(value * 1.7, 0.001));
      }),
    );
  });

  it('goes to the rollups without an amount of money, and without who it was', () => {
    const event = { id: 'e1', type: 'web_vitals' as const, at: '2026-11-20T10:00:00Z', metric: 'LCP', value: 1_830 };
    expect(queuedVitals([event, { ...event, metric: 'other' }])).toEqual([
      { type: 'web_vitals', atMs: Date.parse(event.at), vital: 'LCP<=2000' },
    ]);
  });
});
