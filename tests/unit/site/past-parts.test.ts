import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PAST_PARTS_MAX_BYTES, rebuildGapMs } from '../../../edge/site/past-parts.ts';

const MINUTE_MS = 60_000;
const KEPT_MS = 14 * 24 * 60 * MINUTE_MS;

describe('the time between two indexes of recommendations', () => {
  it('is a minute for all but the largest shops', () => {
    expect(rebuildGapMs({ tookMs: 20, bytes: 12_000 }, MINUTE_MS, KEPT_MS)).toBe(MINUTE_MS);
    expect(rebuildGapMs({ tookMs: 300, bytes: 246_000 }, MINUTE_MS, KEPT_MS)).toBe(MINUTE_MS);
    expect(rebuildGapMs({ tookMs: 3_800, bytes: 2_530_000 }, MINUTE_MS, KEPT_MS) / MINUTE_MS).toBeCloseTo(10.2, 1);
  });

  it('keeps all indexes of the time that decisions are kept within half of the bytes, and rests as long as it has to', () => {
    fc.assert(
      fc.property(fc.nat(60_000), fc.nat(25_000_000), fc.integer({ min: 1, max: 14 }), (tookMs, bytes, days) => {
        const keptMs = (KEPT_MS / 14) * days;
        const gapMs = rebuildGapMs({ tookMs, bytes }, MINUTE_MS, keptMs);
        expect((keptMs / gapMs) * bytes).toBeLessThanOrEqual((PAST_PARTS_MAX_BYTES / 2) * (1 + 1e-9));
        expect(gapMs).toBeGreaterThanOrEqual(Math.max(MINUTE_MS, tookMs * 20));
        // Its task's row takes no other.
        expect(Number.isSafeInteger(gapMs)).toBe(true);
      }),
    );
  });

  it('is not prolonged where somebody is to be forgotten', () => {
    expect(rebuildGapMs({ tookMs: 20, bytes: 25_000_000 }, MINUTE_MS, 0)).toBe(MINUTE_MS);
  });
});
