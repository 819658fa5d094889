import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeIndex, encodeIndex } from '../../../edge/recommendations/codec.ts';
import { recommend } from '../../../edge/recommendations/recommend.ts';
import { anyCatalog, anyRequest, anySessions, catalogOf, learn } from './shop.ts';

const anySite = fc
  .tuple(anyCatalog, fc.option(fc.tuple(anySessions, anySessions)))
  .map(([catalog, traffic]) => ({ catalog, index: traffic && learn(traffic[0], traffic[1]) }));

describe('whatever the shop, the traffic and the visitor', () => {
  it('shows only what can be bought, never what is on the page or in the cart, nothing twice and no two variants', () => {
    fc.assert(
      fc.property(anySite, anyRequest, (site, request) => {
        const picks = recommend(site, request);
        const groups: string[] = [];
        for (const { itemId } of picks) {
          const product = site.catalog.byId.get(itemId);
          expect(product).toBeDefined();
          expect(product!.availability).not.toBe('out_of_stock');
          expect(itemId).not.toBe(request.currentItem);
          expect(request.cartItems).not.toContain(itemId);
          if (request.strategies.some((name) => name === 'after-purchase' || name === 'bought-together')) {
            expect(request.purchasedItems).not.toContain(itemId);
          }
          if (product!.itemGroupId !== undefined) groups.push(product!.itemGroupId);
        }
        expect(new Set(picks.map(({ itemId }) => itemId)).size).toBe(picks.length);
        expect(new Set(groups).size).toBe(groups.length);
        expect(picks.length).toBeLessThanOrEqual(request.count);
      }),
      { numRuns: 300 },
    );
  });

  it('says of every pick where it comes from, and never that it follows from itself', () => {
    fc.assert(
      fc.property(anySite, anyRequest, (site, request) => {
        const allowed = new Set<string>([...request.strategies, 'popular', 'catalog']);
        for (const pick of recommend(site, request)) {
          expect(allowed).toContain(pick.strategy);
          expect(pick.becauseOf).not.toBe(pick.itemId);
          expect(Number.isFinite(pick.score)).toBe(true);
        }
      }),
    );
  });

  it('fills the slot as long as the catalog has something to offer', () => {
    fc.assert(
      fc.property(anySite, anyRequest, (site, request) => {
        const free = site.catalog.products.filter(
          ({ id, availability, itemGroupId }) =>
            availability !== 'out_of_stock' &&
            itemGroupId === undefined &&
            id !== request.currentItem &&
            !request.cartItems.includes(id) &&
            !request.purchasedItems.includes(id),
        );
        expect(recommend(site, request).length).toBeGreaterThanOrEqual(Math.min(request.count, free.length));
      }),
    );
  });

  it('answers the same again, after a round through bytes, and whatever order the catalog lies in', () => {
    fc.assert(
      fc.property(anySite, anyRequest, (site, request) => {
        const first = recommend(site, request);
        expect(recommend(site, request)).toEqual(first);
        const reread = site.index && decodeIndex(encodeIndex(site.index));
        expect(recommend({ catalog: catalogOf([...site.catalog.products].reverse()), index: reread }, request)).toEqual(first);
      }),
    );
  });
});
