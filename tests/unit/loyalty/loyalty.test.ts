import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memberStanding } from '../../../edge/loyalty/member.ts';
import { pointsFor } from '../../../edge/loyalty/points.ts';

const NOW = Date.UTC(2026, 10, 16, 9);
const DAY = 86_400_000;
const tiers = [
  { id: 'gold', name: { it: 'Oro' }, fromPoints: 1_000 },
  { id: 'base', name: { it: 'Base' }, fromPoints: 0 },
  { id: 'silver', name: { it: 'Argento' }, fromPoints: 300 },
];
const standing = (customer: { points?: number; pending?: number; tier?: string }, ageDays = 0, lastPurchaseMs: number | null = null) =>
  memberStanding({ ...customer, asOfMs: NOW - ageDays * DAY }, { tiers }, lastPurchaseMs, NOW);

describe('points', () => {
  it('are so many for each euro, whole ones only', () => {
    expect(pointsFor({ minor: 8990, currency: 'EUR' }, { pointsPerUnit: 1 })).toBe(89);
    expect(pointsFor({ minor: 1999, currency: 'EUR' }, { pointsPerUnit: 100 })).toBe(1999);
    expect(pointsFor({ minor: 1500, currency: 'JPY' }, { pointsPerUnit: 0.01 })).toBe(15);
  });
  it('are none for nothing', () => {
    expect(pointsFor({ minor: 0, currency: 'EUR' }, { pointsPerUnit: 1 })).toBe(0);
    expect(pointsFor({ minor: -500, currency: 'EUR' }, { pointsPerUnit: 1 })).toBe(0);
  });
  it('never shrink as a cart grows', () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.nat(10_000), fc.double({ min: 0, max: 100, noNaN: true }), (minor, more, pointsPerUnit) => {
        const points = (amount: number) => pointsFor({ minor: amount, currency: 'EUR' }, { pointsPerUnit });
        expect(points(minor + more)).toBeGreaterThanOrEqual(points(minor));
      }),
    );
  });
});

describe('where a member stands', () => {
  it('follows from the points, towards the next tier', () => {
    expect(standing({ points: 320 })).toMatchObject({
      points: 320,
      certainty: 'now',
      tier: { id: 'silver' },
      next: { tier: { id: 'gold' }, missingPoints: 680 },
    });
    expect(standing({ points: 1_200 })).toMatchObject({ tier: { id: 'gold' }, next: null });
  });
  it('believes the merchant about the tier, whatever the points', () => {
    expect(standing({ points: 120, tier: 'Silver' })).toMatchObject({
      tier: { id: 'silver' },
      next: { tier: { id: 'gold' }, missingPoints: 880 },
    });
    expect(standing({ points: 120, tier: 'platinum' }).tier).toBeNull();
  });
  it('is dated when the balance is of another day, or a purchase came after it', () => {
    expect(standing({ points: 10 }, 3).certainty).toBe('dated');
    expect(standing({ points: 10 }, 0.5, NOW - DAY / 4).certainty).toBe('dated');
    expect(standing({ points: 10 }, 0.5, NOW - DAY).certainty).toBe('now');
  });
  it('is not told when it is old, or was never known', () => {
    expect(standing({ points: 10, pending: 5, tier: 'base' }, 31)).toMatchObject({
      points: null,
      pending: null,
      certainty: 'unknown',
      next: null,
      tier: { id: 'base' },
    });
    expect(standing({})).toMatchObject({ points: null, certainty: 'unknown', tier: null });
  });
});
