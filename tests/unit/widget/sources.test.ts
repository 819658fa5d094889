import fc from 'fast-check';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EVENT_TYPES, EventSchema } from '../../../shared/schemas/event.ts';
import { createLifetime } from '../../../widget/lifetime.ts';
import { cleanAct } from '../../../widget/sources/clean-act.ts';
import { followDataLayer, readLayerEntry } from '../../../widget/sources/data-layer.ts';
import { typeByActs } from '../../../widget/sources/page-type.ts';

/** What a page's own `gtag` pushes. */
function gtagCall(..._call: unknown[]): IArguments {
  // biome-ignore lint/complexity/noArguments: the very shape gtag pushes
  return arguments;
}

describe('an act as GA4 tells it', () => {
  const lamp = { item_id: 'LAMP-1', item_name: 'Lampada', price: 89.9, quantity: 2 };

  it('keeps the fields we know, and nothing else a page says', () => {
    const act = cleanAct(
      'add_to_cart',
      { currency: 'EUR', value: 179.8, items: [{ ...lamp, coupon: 'X' }], user_data: { email: 'a@b.it' } },
      undefined,
    );
    expect(act).toEqual({ type: 'add_to_cart', currency: 'EUR', value: 179.8, items: [lamp] });
  });

  it('reads the near misses of real shops', () => {
    const act = cleanAct('view_item', { items: [{ id: 4711, name: ' Sedia ', price: '49,90', quantity: '1' }] }, 'EUR');
    expect(act).toEqual({ type: 'view_item', currency: 'EUR', items: [{ item_id: '4711', item_name: 'Sedia', price: 49.9, quantity: 1 }] });
  });

  it.each([
    ['1.234,50', 1234.5],
    ['1.234,50 €', 1234.5],
    ['$1,234.50', 1234.5],
    ['1,234', 1234],
    ['¥12,800', 12_800],
    ['1234.50', 1234.5],
    [1234.567, 1234.567],
    [1e-7, 1e-7],
  ])('reads the price %j as %d, also where a page gives people’s way of writing to its tag manager', (price, expected) => {
    const act = cleanAct('purchase', { transaction_id: 'o1', value: price, shipping: price, items: [{ item_id: 'A', price }] }, 'EUR');
    expect(act).toMatchObject({ value: expected, shipping: expected, items: [{ price: expected }] });
  });

  it('leaves out what has the wrong shape instead of losing the event', () => {
    const act = cleanAct(
      'purchase',
      {
        transaction_id: 7,
        value: 'a lot',
        currency: 'euro',
        items: [null, 'x', {}, { item_name: 'Vaso' }, { item_id: 'A', price: 'free', quantity: -2 }],
      },
      undefined,
    );
    expect(act).toEqual({
      type: 'purchase',
      transaction_id: '7',
      items: [
        { item_id: 'Vaso', item_name: 'Vaso' },
        { item_id: 'A', quantity: 2 },
      ],
    });
  });

  it('hears GA4 names only, the results page of a search by its GA4 name too, and our cart where the shop speaks to us', () => {
    expect(cleanAct('view_search_results', { search_term: 'lampada' }, undefined)).toEqual({ type: 'search', search_term: 'lampada' });
    for (const name of ['click', 'cart', 'gtm.js', 'constructor', '', 'impression']) expect(cleanAct(name, {}, undefined)).toBeNull();
    expect(cleanAct('cart', { items: [] }, undefined, true)).toEqual({ type: 'cart', items: [] });
    const ours = ['cart', 'impression', 'click', 'dismiss', 'feedback', 'friction', 'web_vitals', 'reservation'];
    for (const name of EVENT_TYPES) expect(cleanAct(name, {}, undefined) === null, name).toBe(ours.includes(name));
  });

  it('does not pass on an address typed into a search box', () => {
    expect(cleanAct('search', { search_term: 'maria.rossi@example.it' }, undefined)).toEqual({ type: 'search' });
  });

  it('is always one the edge accepts, whatever the page pushes', () => {
    const junk = fc.oneof(fc.string(), fc.double(), fc.constant(null), fc.boolean(), fc.object({ maxDepth: 1 }));
    const item = fc.record({ item_id: junk, item_name: junk, price: junk, quantity: junk }, { requiredKeys: [] });
    const params = fc.record(
      {
        items: fc.oneof(fc.array(item, { maxLength: 4 }), junk),
        currency: junk,
        value: junk,
        transaction_id: junk,
        search_term: junk,
        shipping: junk,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.constantFrom('view_item', 'purchase', 'add_to_cart', 'search'), fc.oneof(params, junk), (name, said) => {
        const act = cleanAct(name, said, 'EUR');
        expect(v.safeParse(EventSchema, { id: 'e1', at: '2026-11-20T10:00:00Z', ...act }).issues).toBeUndefined();
      }),
    );
  });
});

describe('an entry of the dataLayer', () => {
  const items = [{ item_id: 'A' }];

  it('is read in all its shapes', () => {
    expect(readLayerEntry(gtagCall('event', 'view_item', { items }))).toEqual(['event', 'view_item', { items }, 'gtag']);
    expect(readLayerEntry(['event', 'view_item', { items }])).toEqual(['event', 'view_item', { items }, 'gtag']);
    const named = { event: 'view_item', ecommerce: { items } };
    expect(readLayerEntry(named)).toEqual(['event', 'view_item', named, 'data-layer']);
    expect(readLayerEntry({ ecommerce: { items } })).toMatchObject(['event', 'undefined', { ecommerce: { items } }, 'data-layer']);
    expect(readLayerEntry({ event: 'view_item', items })).toMatchObject(['event', 'view_item', { items }, 'data-layer']);
    expect(readLayerEntry(gtagCall('consent', 'update', { analytics_storage: 'granted' }))[0]).toBe('consent');
  });

  it.each([null, undefined, 3, 'event', {}, { user: 1 }, { ecommerce: null }, [], () => {}])('names no act as %j', (entry) => {
    const [, name, params] = readLayerEntry(entry);
    expect(cleanAct(name, params, 'EUR')).toBeFalsy();
  });
});

describe('following the dataLayer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const follow = (layer: { now: unknown }) => {
    const heard: unknown[] = [];
    const life = createLifetime(() => {});
    const look = followDataLayer(
      life,
      () => layer.now,
      (entry) => {
        heard.push(entry);
        if (entry === 'bad') throw new Error('bad entry');
      },
    );
    return { heard, life, look };
  };

  it('reads what was pushed before and after, each once, in order', () => {
    const layer = { now: [1, 2] as unknown[] };
    const { heard, look } = follow(layer);
    look();
    layer.now.push(3);
    vi.advanceTimersByTime(1_000);
    layer.now.push(4, 5);
    look();
    expect(heard).toEqual([1, 2, 3, 4, 5]);
  });

  it('goes on when a tag manager cuts the front off, or the page replaces the array', () => {
    const entries = Array.from({ length: 6 }, (_, n) => ({ n }));
    const layer = { now: entries.slice(0, 4) as unknown[] };
    const { heard, look } = follow(layer);
    look();
    layer.now = entries.slice(2);
    look();
    layer.now = [{ n: 9 }];
    look();
    expect(heard).toEqual([...entries, { n: 9 }]);
  });

  it('hears the same object pushed again', () => {
    const again = { event: 'add_to_cart' };
    const layer = { now: [again] as unknown[] };
    const { heard, look } = follow(layer);
    look();
    layer.now.push(again);
    look();
    expect(heard).toEqual([again, again]);
  });

  it('loses nothing to one bad entry, and nothing to a page without a layer', () => {
    const layer: { now: unknown } = { now: undefined };
    const { heard, look } = follow(layer);
    look();
    layer.now = ['bad', 'good'];
    look();
    expect(heard).toEqual(['bad', 'good']);
  });

  it('never touches `push`, and stops when told to', () => {
    const layer = { now: [] as unknown[] };
    const { heard, life } = follow(layer);
    expect(Object.hasOwn(layer.now, 'push')).toBe(false);
    life.end();
    layer.now.push(1);
    vi.advanceTimersByTime(1_000);
    expect(heard).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('what acts say of a page', () => {
  it('goes by the most telling', () => {
    expect(typeByActs(new Set(['view_item_list', 'view_item']))).toBe('product');
    expect(typeByActs(new Set(['view_cart', 'add_shipping_info']))).toBe('checkout');
    expect(typeByActs(new Set(['purchase', 'begin_checkout']))).toBe('confirmation');
    expect(typeByActs(new Set(['view_item_list', 'page_view']))).toBeUndefined();
  });
});
