import { describe, expect, it } from 'vitest';
import { recommend } from '../../../edge/recommendations/recommend.ts';
import type { Recommendation } from '../../../edge/recommendations/types.ts';
import { catalogOf, learn, product, request, visits } from './shop.ts';

const ids = (list: Recommendation[]) => list.map(({ itemId }) => itemId);
const eur = (minor: number) => ({ minor, currency: 'EUR' });

const HOUSE = catalogOf([
  product('tent', { categories: ['Outdoor', 'Tents'], price: eur(20_000) }),
  product('tent-small', { categories: ['Outdoor', 'Tents'], price: eur(12_000) }),
  product('stove', { categories: ['Outdoor', 'Cooking'], price: eur(4_000) }),
  product('gas', { categories: ['Outdoor', 'Cooking'], price: eur(900) }),
  product('sofa', { categories: ['Home', 'Sofas'], price: eur(60_000) }),
  product('cushion', { categories: ['Home', 'Textiles'], price: eur(2_500) }),
  product('lamp', { categories: ['Home', 'Lamps'], price: eur(5_000) }),
  product('bulb', { categories: ['Home', 'Lamps'], price: eur(600) }),
]);
const VISITS = visits(
  'tent tent-small',
  'sofa cushion',
  'lamp bulb',
  'tent stove',
  'tent stove',
  'tent stove gas',
  'lamp cushion',
  'lamp bulb',
);
const BASKETS = visits('tent gas', 'tent gas', 'sofa cushion', 'lamp bulb', 'lamp bulb');
const SITE = { catalog: HOUSE, index: learn(VISITS, BASKETS) };

describe('each strategy', () => {
  it('session: what people on the same path looked at next, and why', () => {
    const [first] = recommend(SITE, request({ strategies: ['session'], sessionItems: ['sofa', 'tent'] }));
    expect(first).toMatchObject({ itemId: 'stove', strategy: 'session', becauseOf: 'tent' });
  });

  it('session: counts the page being looked at, though its event has not arrived', () => {
    const [first] = recommend(SITE, request({ strategies: ['session'], currentItem: 'tent' }));
    expect(first).toMatchObject({ itemId: 'stove', becauseOf: 'tent' });
  });

  it('session: shows what is new to the visitor, not what they have just seen', () => {
    const list = recommend(SITE, request({ strategies: ['session'], sessionItems: ['tent', 'stove'], count: 2 }));
    expect(list.map(({ strategy }) => strategy)).toEqual(['session', 'session']);
    for (const id of ['tent', 'stove']) expect(ids(list)).not.toContain(id);
  });

  it('session: on a first page, goes on from the last visit', () => {
    const list = recommend(SITE, request({ strategies: ['session'], recentItems: ['tent', 'lamp'], count: 3 }));
    expect(list.every(({ strategy }) => strategy === 'session')).toBe(true);
    expect(ids(list)).toContain('stove');
  });

  it('similar: of the same kind first, and said to be so', () => {
    const list = recommend(SITE, request({ strategies: ['similar'], currentItem: 'lamp' }));
    expect(list[0]).toMatchObject({ itemId: 'bulb', strategy: 'similar', becauseOf: 'lamp' });
  });

  it('similar: nearest in price where nobody has looked yet', () => {
    const catalog = catalogOf([
      product('wanted', { price: eur(5_000) }),
      product('dear', { price: eur(50_000) }),
      product('near', { price: eur(5_500) }),
      product('cheap', { price: eur(500) }),
    ]);
    const list = recommend({ catalog, index: null }, request({ strategies: ['similar'], currentItem: 'wanted', count: 1 }));
    expect(ids(list)).toEqual(['near']);
  });

  it('bought-together: with the page and with the cart', () => {
    expect(recommend(SITE, request({ strategies: ['bought-together'], currentItem: 'sofa' }))[0]).toMatchObject({
      itemId: 'cushion',
      becauseOf: 'sofa',
    });
    expect(recommend(SITE, request({ strategies: ['bought-together'], cartItems: ['tent'] }))[0]).toMatchObject({
      itemId: 'gas',
      becauseOf: 'tent',
    });
  });

  it('bought-together: claims nothing that no basket shows', () => {
    const list = recommend(SITE, request({ strategies: ['bought-together'], currentItem: 'tent-small' }));
    expect(list.some(({ strategy }) => strategy === 'bought-together')).toBe(false);
  });

  it('recently-viewed: newest first, each once, this visit before earlier ones', () => {
    const list = recommend(
      SITE,
      request({ strategies: ['recently-viewed'], sessionItems: ['tent', 'sofa', 'tent'], recentItems: ['sofa', 'lamp'], count: 3 }),
    );
    expect(ids(list)).toEqual(['tent', 'sofa', 'lamp']);
  });

  it('trending: what rises now', () => {
    expect(recommend(SITE, request({ strategies: ['trending'] }))[0]).toMatchObject({ strategy: 'trending', becauseOf: null });
  });

  it('after-purchase: what goes with what was bought, not another one of it', () => {
    const list = recommend(SITE, request({ strategies: ['after-purchase'], purchasedItems: ['tent'], count: 3 }));
    expect(list[0]).toMatchObject({ itemId: 'gas', strategy: 'after-purchase', becauseOf: 'tent' });
    expect(list[1]).toMatchObject({ itemId: 'stove', strategy: 'after-purchase', becauseOf: 'tent' });
    expect(list.filter(({ strategy }) => strategy === 'after-purchase').map(({ itemId }) => itemId)).not.toContain('tent-small');
  });
});

describe('filling a slot', () => {
  it('tries strategies in the order given', () => {
    const list = recommend(SITE, request({ strategies: ['recently-viewed', 'session'], sessionItems: ['sofa', 'tent'], count: 4 }));
    expect(list.map(({ strategy }) => strategy)).toEqual(['recently-viewed', 'recently-viewed', 'session', 'session']);
  });

  it('goes on with what is popular, then with the catalog, until the slot is full', () => {
    const catalog = catalogOf([...HOUSE.products, product('new-a'), product('new-b')]);
    const list = recommend({ catalog, index: SITE.index }, request({ strategies: ['bought-together'], currentItem: 'sofa', count: 9 }));
    expect(list).toHaveLength(9);
    const order = ['bought-together', 'popular', 'catalog'];
    const places = list.map(({ strategy }) => order.indexOf(strategy));
    expect(places).toEqual([...places].sort());
    expect(new Set(places)).toEqual(new Set([0, 1, 2]));
  });

  it('is of use on the first day, without any traffic: the same category, nearest in price', () => {
    const list = recommend({ catalog: HOUSE, index: null }, request({ strategies: ['session'], currentItem: 'stove', count: 3 }));
    expect(list[0]).toMatchObject({ itemId: 'gas', strategy: 'catalog', becauseOf: 'stove' });
    expect(list).toHaveLength(3);
  });

  it('shows the shop to somebody unknown on the first day', () => {
    expect(recommend({ catalog: HOUSE, index: null }, request({ strategies: ['session', 'trending'], count: 8 }))).toHaveLength(8);
  });

  it('has nothing to offer from an empty catalog, and offers nothing when nothing is asked for', () => {
    expect(recommend({ catalog: catalogOf([]), index: SITE.index }, request({ strategies: ['trending'] }))).toEqual([]);
    expect(recommend(SITE, request({ strategies: ['trending'], count: 0 }))).toEqual([]);
  });

  it('offers all there is when more is asked for', () => {
    expect(recommend(SITE, request({ strategies: ['session'], sessionItems: ['lamp'], count: 24 }))).toHaveLength(8);
  });
});

describe('breadth', () => {
  const shades = Array.from({ length: 10 }, (_, n) => product(`shade${n}`, { categories: ['Home', 'Lamps'] }));
  const others = ['Sofas', 'Chairs', 'Tables', 'Textiles'].flatMap((name) =>
    [0, 1].map((n) => product(`${name}${n}`, { categories: ['Home', name] })),
  );
  const catalog = catalogOf([...shades, ...others]);
  const index = learn(visits(...Array.from({ length: 40 }, (_, n) => `shade${n % 10} shade${(n + 1) % 10}`)));
  const lamps = (list: Recommendation[]) => ids(list).filter((id) => id.startsWith('shade')).length;

  it('shows somebody unknown several categories, though one has all the traffic', () => {
    expect(lamps(recommend({ catalog, index }, request({ strategies: ['trending'], count: 8 })))).toBe(3);
    expect(lamps(recommend({ catalog, index: null }, request({ count: 8 })))).toBeLessThanOrEqual(3);
  });

  it('keeps to their category for somebody who is looking for a lamp', () => {
    expect(lamps(recommend({ catalog, index }, request({ strategies: ['session'], sessionItems: ['shade1'], count: 8 })))).toBe(8);
  });

  it('gives more of one category rather than an empty place', () => {
    const onlyLamps = catalogOf(shades);
    expect(recommend({ catalog: onlyLamps, index }, request({ strategies: ['trending'], count: 8 }))).toHaveLength(8);
  });
});

describe('what must not be shown', () => {
  const variants = catalogOf([
    product('shirt-s', { itemGroupId: 'shirt' }),
    product('shirt-m', { itemGroupId: 'shirt' }),
    product('hat-red', { itemGroupId: 'hat' }),
    product('hat-blue', { itemGroupId: 'hat' }),
    product('gone', { availability: 'out_of_stock' }),
    product('soon', { availability: 'preorder' }),
  ]);
  const index = learn(visits('shirt-s gone', 'shirt-s hat-red', 'shirt-s hat-blue', 'shirt-s shirt-m', 'shirt-s delisted', 'gone soon'));

  it('sold out, delisted, the page itself and its other sizes', () => {
    const list = recommend(
      { catalog: variants, index },
      request({ strategies: ['session', 'similar', 'trending'], currentItem: 'shirt-s', count: 24 }),
    );
    expect(ids(list).sort()).toEqual(expect.arrayContaining(['soon']));
    expect(ids(list)).not.toEqual(expect.arrayContaining(['gone']));
    for (const id of ['gone', 'delisted', 'shirt-s', 'shirt-m']) expect(ids(list)).not.toContain(id);
  });

  it('two variants of one thing', () => {
    const list = recommend({ catalog: variants, index }, request({ strategies: ['session'], sessionItems: ['shirt-s'], count: 24 }));
    expect(ids(list).filter((id) => id.startsWith('hat'))).toHaveLength(1);
  });

  it('what is in the cart', () => {
    const list = recommend(
      SITE,
      request({ strategies: ['session', 'recently-viewed'], sessionItems: ['tent'], cartItems: ['stove', 'tent'], count: 24 }),
    );
    expect(ids(list)).not.toContain('stove');
    expect(ids(list)).not.toContain('tent');
  });

  it('what was bought, after a purchase; elsewhere it may come up again', () => {
    const after = recommend(SITE, request({ strategies: ['after-purchase'], purchasedItems: ['lamp'], count: 24 }));
    expect(ids(after)).not.toContain('lamp');
    const home = recommend(SITE, request({ strategies: ['trending'], purchasedItems: ['lamp'], count: 24 }));
    expect(ids(home)).toContain('lamp');
  });
});
