import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Click, outburst, RAGE_CLICKS, RAGE_WITHIN_MS, RAGE_WITHIN_PX } from '../../../../widget/signals/rage-clicks.ts';

const click = (timeStamp: number, clientX = 0, clientY = 0): Click => ({ timeStamp, clientX, clientY });
/** How many of the clicks, one after the other, belong to the last one's outburst. */
const length = (clicks: Click[], effectAtMs = -1): number =>
  clicks.reduce<Click[]>((before, one) => outburst(before, one, effectAtMs), []).length;

describe('clicks in anger', () => {
  it('are three within a second at one place', () => {
    expect(length([click(0), click(400, 10, 10), click(1_000, 5)])).toBe(RAGE_CLICKS);
  });

  it('are not three with time between them, nor over the page, nor two', () => {
    expect(length([click(0), click(600), click(1_001)])).toBe(2);
    expect(length([click(0), click(100, 31), click(200, 62)])).toBe(1);
    expect(length([click(0), click(100)])).toBe(2);
  });

  it('are not those before the page did something', () => {
    expect(length([click(0), click(100), click(200)], 150)).toBe(1);
    expect(length([click(0), click(100), click(200)], 100)).toBe(1);
  });

  it('whatever is clicked: all of an outburst lies within the second and the place of its last click, after the last effect', () => {
    const anyClicks = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ max: 60, min: 0 }), fc.integer({ max: 60, min: 0 })),
      {
        minLength: 1,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(anyClicks, fc.integer({ min: -1, max: 4_000 }), (steps, effectAtMs) => {
        let atMs = 0;
        const clicks = steps.map(([afterMs, x, y]) => {
          atMs += afterMs;
          return click(atMs, x, y);
        });
        const last = clicks.at(-1)!;
        const burst = clicks.reduce<Click[]>((before, one) => outburst(before, one, effectAtMs), []);
        expect(burst.at(-1)).toBe(last);
        for (const one of burst.slice(0, -1)) {
          expect(one.timeStamp).toBeGreaterThan(effectAtMs);
          expect(last.timeStamp - one.timeStamp).toBeLessThanOrEqual(RAGE_WITHIN_MS);
          expect(Math.hypot(last.clientX - one.clientX, last.clientY - one.clientY)).toBeLessThanOrEqual(RAGE_WITHIN_PX);
        }
      }),
    );
  });
});
