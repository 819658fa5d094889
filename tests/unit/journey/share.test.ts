import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../edge/journey/share.ts';

describe('the interval of a share', () => {
  // Newcombe 1998, Statistics in Medicine 17, table I, method 3
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the published one', (matched, of, low, high) => {
    expect(wilsonInterval(matched, of).map((end) => Number(end.toFixed(4)))).toEqual([low, high]);
  });
  it('holds the share, within 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
        const matched = Math.round(of * part);
        const [low, high] = wilsonInterval(matched, of);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(matched / of);
        expect(high).toBeGreaterThanOrEqual(matched / of);
      }),
    );
  });
});
