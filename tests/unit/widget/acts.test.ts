import { describe, expect, it, vi } from 'vitest';
import { createDeviceRecord } from '../../../widget/identity/device-record.ts';
import { createActs } from '../../../widget/reader/acts.ts';
import type { Act, SourceName } from '../../../widget/sources/act.ts';
import { openPage } from '../../../widget/tracking/page-facts.ts';

const NOW_MS = Date.parse('2026-11-20T10:00:00Z');
const LAMP = { item_id: 'LAMP-1', item_name: 'Lampada', price: 89.9 };

function start() {
  const record = createDeviceRecord(
    'tappa.shop',
    () => {
      throw new Error('no storage here');
    },
    () => false,
  );
  const told: Act[] = [];
  const acts: [Act, SourceName][] = [];
  const spies = { askSoon: vi.fn(), tellSoon: vi.fn(), notify: vi.fn(), hearer: vi.fn() };
  const newPage = (path = '/') => openPage(new URL(path, 'https://shop.example'), '', false, undefined, NOW_MS, () => 'id');
  const page = newPage();
  const it = createActs({
    document: {} as Document,
    life: { on: () => {}, safely: (run) => run() },
    record,
    currency: 'EUR',
    sources: new Set(),
    acts,
    actHearers: [spies.hearer],
    add: (act) => told.push(act),
    askSoon: spies.askSoon,
    tellSoon: spies.tellSoon,
    notify: spies.notify,
    pageFacts: () => page,
    now: () => NOW_MS,
  });
  const types = () => told.map(({ type }) => type);
  return { it, told, types, acts, page, newPage, ...spies };
}

describe('what a page’s code tells', () => {
  it('is an act on the page where it was heard, which says what that page is', () => {
    const { it, told, page, newPage, hearer } = start();
    const before = newPage('/lampada');
    it.hear('data-layer', 'view_item', { items: [LAMP] }, before, NOW_MS);
    expect(told).toMatchObject([{ type: 'view_item', items: [LAMP], currency: 'EUR' }]);
    expect(before).toMatchObject({ typeByActs: 'product', product: 'LAMP-1' });
    expect(page.typeByActs).toBeUndefined();
    expect(hearer).toHaveBeenCalledWith(expect.objectContaining({ type: 'view_item' }), 'data-layer');
  });

  describe('under `ecommerce`, as a tag manager’s data model holds it', () => {
    const hearAll = (...pushed: object[]) => {
      const { it, told, page } = start();
      for (const entry of pushed) it.hear('data-layer', `${(entry as { event?: string }).event}`, entry, page, NOW_MS);
      return told.map(({ type, items, transaction_id }) => [type, items?.[0]?.item_id, transaction_id]);
    };
    const ecommerce = { items: [LAMP] };

    it('is of the event that comes after it without', () => {
      expect(hearAll({ ecommerce }, { user: 'x' }, { event: 'add_to_cart' })).toEqual([['add_to_cart', 'LAMP-1', undefined]]);
    });

    it('is of no event once it was cleared, and of none before it', () => {
      const told = hearAll({ event: 'add_to_wishlist' }, { ecommerce }, { ecommerce: null }, { event: 'add_to_cart' });
      expect(told.map(([, item]) => item)).toEqual([undefined, undefined]);
    });

    it('gives way to what comes after it, and to what an event says itself', () => {
      const vase = { items: [{ item_id: 'VASE' }] };
      expect(hearAll({ ecommerce }, { ecommerce: vase }, { event: 'add_to_cart' })).toEqual([['add_to_cart', 'VASE', undefined]]);
      expect(hearAll({ ecommerce }, { event: 'add_to_cart', ...vase })).toEqual([['add_to_cart', 'VASE', undefined]]);
      expect(hearAll({ ecommerce: { ...ecommerce, transaction_id: 'o1' } }, { event: 'add_to_cart', ecommerce: vase })).toEqual([
        ['add_to_cart', 'VASE', undefined],
      ]);
    });

    it('is nothing of what else tells of an act', () => {
      const { it, told, page } = start();
      it.hear('data-layer', 'undefined', { ecommerce }, page, NOW_MS);
      it.hear('gtag', 'add_to_cart', {}, page, NOW_MS);
      it.hear('command', 'add_to_cart', undefined, page, NOW_MS);
      expect(told.map(({ items }) => items)).toEqual(told.map(() => undefined));
    });
  });

  it('fits into a body however much a list or a cart says: of very many lines each says what it is, what it costs and how many there are', () => {
    const { it, told, page } = start();
    const items = Array.from({ length: 200 }, (_, at) => ({
      item_id: `LAMP-${at}`,
      item_name: `Lampada da tavolo ${at} `.padEnd(120, 'à'),
      item_brand: '電灯'.repeat(60),
      price: 89.9,
      quantity: 2,
    }));
    it.hear('command', 'view_item_list', { items }, page, NOW_MS);
    it.hear('command', 'cart', { items }, page, NOW_MS);
    it.sumUp();
    expect(told.map(({ type }) => type)).toEqual(['view_item_list', 'cart']);
    for (const act of told) {
      expect(act.items).toEqual(items.map(({ item_id, price, quantity }) => ({ item_id, price, quantity })));
      expect(new TextEncoder().encode(JSON.stringify(act)).length).toBeLessThan(32_000);
    }
    expect(it.cart()[0]).toMatchObject({ item_name: items[0]!.item_name });
    it.hear('command', 'view_cart', { items: items.slice(0, 20) }, page, NOW_MS);
    expect(told.at(-1)?.items).toEqual(items.slice(0, 20));
  });

  it('counts once a page view, and again on the next', () => {
    const { it, types, page, newPage } = start();
    for (const source of ['data-layer', 'gtag', 'json-ld'] as const) it.hear(source, 'view_item', { items: [LAMP] }, page, NOW_MS);
    expect(types()).toEqual(['view_item']);
    it.hear('data-layer', 'view_item', { items: [LAMP] }, newPage(), NOW_MS);
    expect(types()).toEqual(['view_item', 'view_item']);
  });

  it('is an order once, on however many pages its confirmation is seen', () => {
    const { it, types, page, newPage } = start();
    for (const where of [page, newPage(), newPage()]) it.hear('gtag', 'purchase', { transaction_id: 'o1', items: [LAMP] }, where, NOW_MS);
    expect(types()).toEqual(['purchase']);
  });

  it('is an order once though two tools number it otherwise, also when its page is seen again', () => {
    const { it, types, page, newPage } = start();
    it.hear('snipcart', 'purchase', { transaction_id: 'SNIP-1001', items: [LAMP] }, page, NOW_MS);
    it.hear('gtag', 'purchase', { transaction_id: '1001', items: [LAMP] }, page, NOW_MS + 300);
    it.hear('gtag', 'purchase', { transaction_id: '1001', items: [LAMP] }, newPage(), NOW_MS + 60_000);
    expect(types()).toEqual(['purchase']);
  });

  it('may be a name that only blocks wait for, where a command says it; on a dataLayer it is nothing', () => {
    const { it, told, page, notify } = start();
    it.hear('command', 'lookbook_opened', undefined, page, NOW_MS);
    it.hear('data-layer', 'gtm.js', {}, page, NOW_MS);
    it.hear('data-layer', 'cart', { items: [LAMP] }, page, NOW_MS);
    expect(notify.mock.calls).toEqual([['lookbook_opened']]);
    expect(told).toEqual([]);
  });

  it('is never a second page view', () => {
    const { it, told, page } = start();
    it.hear('gtag', 'page_view', { page_title: 'Lampada' }, page, NOW_MS);
    expect(told).toEqual([]);
  });
});

describe('a page described outright', () => {
  it('is what it says, with its product or what was looked for', () => {
    const { it, told, page, askSoon } = start();
    it.describe({ type: 'product', locale: 'en', product: 'LAMP-1' }, page, NOW_MS);
    it.describe({ search_term: 'vaso' }, page, NOW_MS);
    expect(page).toMatchObject({ type: 'product', locale: 'en' });
    expect(told).toMatchObject([
      { type: 'view_item', items: [{ item_id: 'LAMP-1' }] },
      { type: 'search', search_term: 'vaso' },
    ]);
    expect(askSoon).toHaveBeenCalled();
  });

  it.each([undefined, 'product', { type: 'blog' }, { type: new String('product') }, { type: ['product'] }, { locale: 7 }])(
    'as %j stays what it was',
    (said) => {
      const { it, told, page } = start();
      it.describe(said, page, NOW_MS);
      expect([page.type, page.locale, told]).toEqual([undefined, undefined, []]);
    },
  );
});

describe('the cart of a document', () => {
  it('is told whole, once for each change', () => {
    const { it, told, page, askSoon } = start();
    it.hear('data-layer', 'add_to_cart', { items: [LAMP] }, page, NOW_MS);
    it.hear('data-layer', 'add_to_cart', { items: [LAMP] }, page, NOW_MS + 5_000);
    expect(askSoon).toHaveBeenCalledWith(300);
    it.sumUp();
    it.sumUp();
    expect(told.filter(({ type }) => type === 'cart')).toMatchObject([{ currency: 'EUR', items: [{ item_id: 'LAMP-1', quantity: 2 }] }]);
    expect(it.cart()).toMatchObject([{ item_id: 'LAMP-1', quantity: 2 }]);
  });

  it('is told again where a page must say all by itself', () => {
    const { it, types, page } = start();
    it.hear('shopify', 'cart', { items: [LAMP] }, page, NOW_MS);
    it.sumUp();
    it.unsayCart();
    it.sumUp();
    expect(types()).toEqual(['cart', 'cart']);
  });

  it('is what the page did on top of what the device kept', () => {
    const { it, page } = start();
    it.hear('data-layer', 'add_to_cart', { items: [LAMP] }, page, NOW_MS);
    it.addActsToCart();
    expect(it.cart()).toMatchObject([{ item_id: 'LAMP-1', quantity: 2 }]);
  });
});
