import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affinity, boughtTogether } from '../../../edge/recommendations/bought-together.ts';
import { anySessions, learn, visits } from './shop.ts';

describe('what is bought together', () => {
  it('prefers the companion to the bestseller that is in every basket', () => {
    const baskets = visits('printer ink bag', 'printer ink bag', 'shirt bag', 'shoes bag', 'socks bag', 'hat bag', 'scarf bag');
    const list = boughtTogether(learn([], baskets), ['printer'], 5);
    expect(list[0]).toMatchObject({ itemId: 'ink', becauseOf: 'printer' });
  });

  it('says nothing of products bought together less often than chance would have it', () => {
    expect(affinity(1, 50, 50, 100)).toBe(0);
    expect(affinity(40, 50, 50, 100)).toBeGreaterThan(0);
  });

  it('trusts three baskets more than one', () => {
    expect(affinity(3, 3, 3, 100)).toBeGreaterThan(affinity(1, 1, 1, 100));
  });

  it('learns from the very first basket', () => {
    expect(boughtTogether(learn([], visits('lamp bulb')), ['lamp'], 5)).toMatchObject([{ itemId: 'bulb', becauseOf: 'lamp' }]);
  });

  it('names, of several, the product each pick goes with', () => {
    const index = learn([], visits('printer ink', 'printer ink', 'tent stove', 'tent stove', 'a b', 'c d'));
    const because = new Map(boughtTogether(index, ['printer', 'tent'], 5).map(({ itemId, becauseOf }) => [itemId, becauseOf]));
    expect(because).toEqual(
      new Map([
        ['ink', 'printer'],
        ['stove', 'tent'],
      ]),
    );
  });

  it('never names a product that was asked about, and scores from 0 to the number of seeds', () => {
    fc.assert(
      fc.property(
        anySessions,
        fc.array(
          fc.integer({ min: 0, max: 30 }).map((n) => `p${n}`),
          { maxLength: 4 },
        ),
        (baskets, seeds) => {
          const list = boughtTogether(learn([], baskets), seeds, 50);
          for (const { itemId, score } of list) {
            expect(seeds).not.toContain(itemId);
            expect(score).toBeGreaterThan(0);
            expect(score).toBeLessThanOrEqual(seeds.length);
          }
          expect(new Set(list.map(({ itemId }) => itemId)).size).toBe(list.length);
        },
      ),
    );
  });

  it('knows nothing of products never bought', () => {
    const index = learn(visits('lamp bulb'));
    expect(boughtTogether(index, ['lamp', 'unheard-of'], 5)).toEqual([]);
  });
});
