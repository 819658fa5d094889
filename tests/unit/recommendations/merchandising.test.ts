import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Merchandising, productMatcher } from '../../../edge/recommendations/merchandising.ts';
import { recommend } from '../../../edge/recommendations/recommend.ts';
import { anyCatalog, anyRequest, anySessions, catalogOf, learn, product, request, visits } from './shop.ts';

const rule = (
  act: Merchandising['act'],
  products: Merchandising['products'],
  strategies: Merchandising['strategies'] = [],
): Merchandising => ({
  act,
  products,
  strategies,
});
const site = {
  catalog: catalogOf([
    product('lamp', { brand: 'Lume' }),
    product('bulb', { brand: 'Lume' }),
    product('vase', { brand: 'Onda', categories: ['Home', 'Vases'] }),
    product('chair', { brand: 'Bosco', price: { minor: 15_900, currency: 'EUR' } }),
    product('shade', { availability: 'out_of_stock' }),
  ]),
  index: learn(visits('lamp chair', 'lamp vase', 'lamp vase', 'lamp bulb', 'lamp bulb', 'lamp bulb')),
};
const seen = request({ strategies: ['session'], sessionItems: ['lamp'], currentItem: 'lamp', count: 3 });
const ids = (rules: Merchandising[], more: Partial<typeof seen> = {}): string[] =>
  recommend(site, { ...seen, ...more, merchandising: rules }).map(({ itemId }) => itemId);
const names = (...list: string[]) => ({ ids: list });

describe('a merchant’s rules over recommendations', () => {
  it('leave all as it was found where there are none', () => {
    expect(ids([])).toEqual(['bulb', 'vase', 'chair']);
  });

  it('pin a product to its place, before what was found, and say that it is pinned', () => {
    expect(ids([rule({ kind: 'pin', place: 2 }, names('chair'))])).toEqual(['bulb', 'chair', 'vase']);
    const [first] = recommend(site, { ...seen, merchandising: [rule({ kind: 'pin', place: 1 }, names('chair'))] });
    expect(first).toEqual({ itemId: 'chair', strategy: 'pinned', becauseOf: null, score: 0 });
  });

  it('give the later of two pins the next place', () => {
    const pins = [rule({ kind: 'pin', place: 1 }, names('chair')), rule({ kind: 'pin', place: 1 }, names('vase'))];
    expect(ids(pins)).toEqual(['chair', 'vase', 'bulb']);
  });

  it('never pin what cannot be bought, is on the page or in the cart, or is not there', () => {
    expect(ids([rule({ kind: 'pin', place: 1 }, names('shade', 'lamp', 'ghost'))])).toEqual(['bulb', 'vase', 'chair']);
    expect(ids([rule({ kind: 'pin', place: 1 }, names('chair'))], { cartItems: ['chair'] })).toEqual(['bulb', 'vase']);
  });

  it('boost within what a strategy found', () => {
    expect(ids([rule({ kind: 'boost', factor: 100 }, { brands: ['bosco'] })])[0]).toBe('chair');
    expect(ids([rule({ kind: 'boost', factor: 100 }, { brands: ['bosco'] }, ['trending'])])[0]).toBe('bulb');
  });

  it('bury what is only for where nothing else is left', () => {
    expect(ids([rule({ kind: 'bury' }, names('bulb'))])).toEqual(['vase', 'chair', 'bulb']);
    expect(ids([rule({ kind: 'bury' }, names('bulb'))], { count: 2 })).toEqual(['vase', 'chair']);
  });

  it('exclude, also what is pinned or boosted', () => {
    const all = [
      rule({ kind: 'pin', place: 1 }, names('bulb')),
      rule({ kind: 'boost', factor: 9 }, names('bulb')),
      rule({ kind: 'exclude' }, { brands: ['LUME'] }),
    ];
    expect(ids(all)).toEqual(['vase', 'chair']);
  });

  it('mean products that fit all members: variants by their group, categories at any depth, prices as paid now', () => {
    const lamp = product('a', { itemGroupId: 'g', salePrice: { minor: 900, currency: 'EUR' }, categories: ['Home', 'Lamps'] });
    expect(productMatcher({ ids: ['g'] })(lamp)).toBe(true);
    expect(productMatcher({ categories: [' lamps'] })(lamp)).toBe(true);
    expect(productMatcher({ maxPrice: 9 })(lamp)).toBe(true);
    expect(productMatcher({ minPrice: 9.01 })(lamp)).toBe(false);
    expect(productMatcher({ ids: ['g'], brands: ['Lume'] })(lamp)).toBe(false);
  });
});

describe('whatever the shop, the visitor and the rules', () => {
  const id = fc.integer({ min: 0, max: 30 }).map((number) => `p${number}`);
  const selection = fc.oneof(
    fc.record({ ids: fc.array(id, { minLength: 1, maxLength: 4 }) }),
    fc.record({ categories: fc.array(fc.constantFrom('Home', 'Garden'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ maxPrice: fc.nat(1_000) }),
  );
  const strategies = fc.uniqueArray(fc.constantFrom('session' as const, 'similar' as const, 'trending' as const), { maxLength: 2 });
  const anyRule = fc.oneof(
    fc.record({ act: fc.record({ kind: fc.constantFrom('bury' as const, 'exclude' as const) }), products: selection, strategies }),
    fc.record({
      act: fc.record({ kind: fc.constant('boost' as const), factor: fc.integer({ min: 2, max: 100 }) }),
      products: selection,
      strategies,
    }),
    fc.record({
      act: fc.record({ kind: fc.constant('pin' as const), place: fc.integer({ min: 1, max: 24 }) }),
      products: fc.record({ ids: fc.array(id, { minLength: 1, maxLength: 4 }) }),
      strategies,
    }),
  ) as fc.Arbitrary<Merchandising>;
  const anySite = fc
    .tuple(anyCatalog, fc.option(fc.tuple(anySessions, anySessions)))
    .map(([catalog, traffic]) => ({ catalog, index: traffic && learn(traffic[0], traffic[1]) }));
  const anything = [anySite, anyRequest, fc.array(anyRule, { maxLength: 5 })] as const;

  it('nothing gets round the final filter, and nothing excluded is shown', () => {
    fc.assert(
      fc.property(...anything, (shop, asked, merchandising) => {
        const picks = recommend(shop, { ...asked, merchandising });
        expect(picks.length).toBeLessThanOrEqual(asked.count);
        expect(new Set(picks.map(({ itemId }) => itemId)).size).toBe(picks.length);
        for (const { itemId, strategy } of picks) {
          const shown = shop.catalog.byId.get(itemId)!;
          expect(shown.availability).not.toBe('out_of_stock');
          expect([...asked.cartItems, asked.currentItem]).not.toContain(itemId);
          const isExcluded = merchandising.some(
            ({ act, products, strategies: only }) =>
              act.kind === 'exclude' &&
              (only.length === 0 || (only as readonly string[]).includes(strategy)) &&
              productMatcher(products)(shown),
          );
          expect(isExcluded).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('boosts and burials change the order alone: a slot that shows all shows the same', () => {
    fc.assert(
      fc.property(...anything, (shop, asked, merchandising) => {
        const orderOnly = merchandising.filter(({ act }) => act.kind === 'boost' || act.kind === 'bury');
        const all = { ...asked, count: 24, strategies: [] };
        const groups = shop.catalog.products.some(({ itemGroupId }) => itemGroupId !== undefined);
        if (groups || shop.catalog.products.length > 24) return;
        const shown = (rules: Merchandising[]) =>
          recommend(shop, { ...all, merchandising: rules })
            .map(({ itemId }) => itemId)
            .sort();
        expect(shown(orderOnly)).toEqual(shown([]));
      }),
    );
  });
});
