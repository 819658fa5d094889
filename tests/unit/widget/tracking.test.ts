import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../../widget/sources/act.ts';
import { type CartMemory, cartAfter, cartNews, EMPTY_CART } from '../../../widget/tracking/cart.ts';
import { createOnceFilter } from '../../../widget/tracking/once.ts';
import { pageKey } from '../../../widget/tracking/page-watch.ts';
import { isPerson } from '../../../widget/tracking/people.ts';

const act = (type: Act['type'], ...ids: string[]): Act => ({ type, items: ids.map((item_id) => ({ item_id })) });
const cartOf = (...acts: Act[]): CartMemory => acts.reduce((cart, one) => cartAfter(cart, one), EMPTY_CART);
const quantities = (cart: CartMemory) => Object.fromEntries(cart.lines.map((line) => [line.item_id, line.quantity]));

describe('the cart', () => {
  it('adds up what is put in and taken out', () => {
    expect(quantities(cartOf(act('add_to_cart', 'A', 'B'), act('add_to_cart', 'A'), act('remove_from_cart', 'B')))).toEqual({ A: 2 });
  });

  it('is what the cart page says it is', () => {
    const told: Act = { type: 'view_cart', currency: 'EUR', items: [{ item_id: 'C', quantity: 3, price: 10 }] };
    expect(cartOf(act('add_to_cart', 'A'), told)).toEqual({
      lines: [{ item_id: 'C', quantity: 3, price: 10 }],
      currency: 'EUR',
      said: '',
    });
    expect(cartOf(told, act('view_cart')).lines).toEqual([]);
  });

  it('is empty after a purchase, with nothing to tell: the edge knows', () => {
    const cart = cartOf(act('add_to_cart', 'A'), { type: 'purchase', transaction_id: 'o1' });
    expect(cartNews(cart)).toBeNull();
  });

  it('does not care for acts that say nothing of it', () => {
    const cart = cartOf(act('add_to_cart', 'A'));
    expect(cartAfter(cart, act('view_item', 'B'))).toBe(cart);
    expect(cartAfter(cart, { type: 'view_cart' })).toBe(cart);
  });

  it('says nothing when fresh and empty, speaks when it changed, and once', () => {
    expect(cartNews(EMPTY_CART)).toBeNull();
    const news = cartNews(cartAfter(EMPTY_CART, { type: 'add_to_cart', currency: 'EUR', items: [{ item_id: 'A', price: 5 }] }));
    expect(news?.act).toEqual({ type: 'cart', currency: 'EUR', items: [{ item_id: 'A', price: 5, quantity: 1 }] });
    expect(cartNews(news!.cart)).toBeNull();
    expect(cartNews(cartAfter(news!.cart, act('view_cart')))?.act.items).toEqual([]);
  });

  it('holds each product once, and never less than one of it, whatever happens', () => {
    const id = fc.constantFrom('A', 'B', 'C');
    const items = fc.array(fc.record({ item_id: id, quantity: fc.integer({ min: 0, max: 5 }) }), { maxLength: 4 });
    const type = fc.constantFrom(
      'add_to_cart' as const,
      'remove_from_cart' as const,
      'view_cart' as const,
      'begin_checkout' as const,
      'purchase' as const,
    );
    fc.assert(
      fc.property(fc.array(fc.record({ type, items }), { maxLength: 20 }), (acts) => {
        const { lines } = cartOf(...acts);
        expect(new Set(lines.map((line) => line.item_id)).size).toBe(lines.length);
        expect(lines.every((line) => line.quantity! > 0)).toBe(true);
      }),
    );
  });
});

describe('the same act told twice', () => {
  it('counts once per page where something is seen, by whomever it is told', () => {
    const isNews = createOnceFilter();
    expect(isNews(act('view_item', 'A'), 'data-layer', 0)).toBe(true);
    expect(isNews(act('view_item', 'A'), 'gtag', 10)).toBe(false);
    expect(isNews(act('view_item', 'A'), 'data-layer', 60_000)).toBe(false);
    expect(isNews(act('view_item', 'B'), 'data-layer', 60_001)).toBe(true);
  });

  it('is known by its name where the ids differ', () => {
    const isNews = createOnceFilter();
    expect(isNews({ type: 'view_item', items: [{ item_id: 'SKU-1', item_name: 'Lampada' }] }, 'json-ld', 0)).toBe(true);
    expect(isNews({ type: 'view_item', items: [{ item_id: '4711', item_name: 'Lampada' }] }, 'data-layer', 500)).toBe(false);
  });

  it('is known by its name where something is put into the cart, too, and two sizes of one name are two', () => {
    const isNews = createOnceFilter();
    const add = (item_id: string) => ({ type: 'add_to_cart' as const, items: [{ item_id, item_name: 'Maglia', quantity: 1 }] });
    expect(isNews(add('M-S'), 'data-layer', 0)).toBe(true);
    expect(isNews(add('M-L'), 'data-layer', 10)).toBe(true);
    expect(isNews(add('4711'), 'shopify', 100)).toBe(false);
    expect(isNews(add('4712'), 'shopify', 110)).toBe(false);
    expect(isNews(add('4712'), 'shopify', 120)).toBe(true);
  });

  it('is one where tools tell it of other ids and other names in the same breath, as of a product and of its variant', () => {
    const isNews = createOnceFilter();
    const add = (item_id: string, item_name: string, quantity = 1) => ({
      type: 'add_to_cart' as const,
      items: [{ item_id, item_name, quantity }],
    });
    expect(isNews(add('lamp-1-Nera', 'Lampada - Nera'), 'shopify', 0)).toBe(true);
    expect(isNews(add('shopify_IT_47110_5711', 'Lampada'), 'gtag', 1_900)).toBe(false);
    expect(isNews(add('shopify_IT_47110_5711', 'Lampada'), 'gtag', 1_950)).toBe(true);
    expect(isNews(add('vase-1', 'Vaso', 2), 'shopify', 10_000)).toBe(true);
    expect(isNews(add('47120', 'Vaso blu', 3), 'gtag', 10_100)).toBe(true);
    expect(isNews(add('tray-1', 'Vassoio'), 'shopify', 20_000)).toBe(true);
    expect(isNews(add('47130', 'Vassoio tondo'), 'gtag', 22_100)).toBe(true);
  });

  it('is two where two products are put in one after the other, each told by two tools', () => {
    const isNews = createOnceFilter();
    const told = ['A', 'B', 'C'].flatMap((id, at) => [
      isNews(act('add_to_cart', id), 'gtag', at),
      isNews(act('add_to_cart', `variant-${id}`), 'shopify', at + 500),
    ]);
    expect(told).toEqual([true, false, true, false, true, false]);
  });

  it('is an order once though the platform and the tag count orders otherwise; two lists of as many products are two', () => {
    const isNews = createOnceFilter();
    const items = [{ item_id: 'A', quantity: 1 }];
    expect(isNews({ type: 'purchase', transaction_id: 'SNIP-1001', items }, 'snipcart', 0)).toBe(true);
    expect(isNews({ type: 'purchase', transaction_id: '1001', items }, 'data-layer', 300)).toBe(false);
    expect(isNews({ type: 'view_item_list', items }, 'shopify', 0)).toBe(true);
    expect(isNews({ type: 'view_item_list', items: [{ item_id: 'B' }] }, 'data-layer', 300)).toBe(true);
  });

  it('is another where the shipping cost is another, or the cart has other quantities', () => {
    const isNews = createOnceFilter();
    const items = [{ item_id: 'A', item_name: 'Lampada', quantity: 1 }];
    expect(isNews({ type: 'add_shipping_info', shipping: 5, items }, 'gtag', 0)).toBe(true);
    expect(isNews({ type: 'add_shipping_info', shipping: 5, items }, 'gtag', 10)).toBe(false);
    expect(isNews({ type: 'add_shipping_info', shipping: 9, items }, 'gtag', 20)).toBe(true);
    expect(isNews({ type: 'cart', items }, 'shopify', 0)).toBe(true);
    expect(isNews({ type: 'cart', items: [{ ...items[0]!, quantity: 2 }] }, 'attributes', 10)).toBe(true);
  });

  it('is an order whatever its lines look like', () => {
    const isNews = createOnceFilter();
    expect(isNews({ type: 'purchase', transaction_id: 'o1', value: 10 }, 'gtag', 0)).toBe(true);
    expect(isNews({ type: 'purchase', transaction_id: 'o1', items: [{ item_id: 'A' }] }, 'data-layer', 9_000)).toBe(false);
    expect(isNews({ type: 'purchase', transaction_id: 'o2' }, 'gtag', 0)).toBe(true);
  });

  it('may be done again by the person, but not by a second tool in the same breath', () => {
    const isNews = createOnceFilter();
    const add = act('add_to_cart', 'A');
    const told = [
      ['gtag', 0],
      ['data-layer', 5],
      ['gtag', 200],
      ['data-layer', 205],
      ['gtag', 400],
      ['gtag', 600],
    ] as const;
    expect(told.map(([source, ms]) => isNews(add, source, ms))).toEqual([true, false, true, false, true, true]);
    expect(isNews(add, 'data-layer', 5_000)).toBe(true);
  });

  it('counts as often as the busier of two tools tells it, for any mixture of both', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.boolean(), (times, isPaired) => {
        const isNews = createOnceFilter();
        const order = isPaired
          ? Array.from({ length: times }, () => ['gtag', 'data-layer'] as const).flat()
          : [...Array.from({ length: times }, () => 'gtag' as const), ...Array.from({ length: times }, () => 'data-layer' as const)];
        expect(order.filter((source, ms) => isNews(act('add_to_cart', 'A'), source, ms)).length).toBe(times);
      }),
    );
  });
});

describe('which addresses are the same page', () => {
  const key = (path: string) => pageKey(`https://shop.example${path}`);

  it('are those of one path', () => {
    expect(key('/lampade?colore=blu#top')).toBe(key('/lampade/'));
    expect(key('/index.html')).toBe(key('/'));
    expect(key('/lampade')).not.toBe(key('/sedie'));
  });

  it('differ by the hash where an app routes by it', () => {
    expect(key('/#/cart')).not.toBe(key('/#/home'));
    expect(key('/#!/cart?x=1')).toBe(key('/#!/cart?x=2'));
    expect(key('/#recensioni')).toBe(key('/'));
  });
});

describe('who is a person', () => {
  const chrome = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36';
  const see = (userAgent: string, webdriver = false, hostname = 'shop.example.it', isDebug = false) =>
    isPerson({ userAgent, webdriver }, hostname, isDebug);

  it.each([
    chrome,
    chrome.replace('Android 15', 'Android 15; CUBOT P80'),
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1',
  ])('%s', (userAgent) => {
    expect(see(userAgent)).toBe(true);
  });

  it.each([
    'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    'facebookexternalhit/1.1',
    'WhatsApp/2.23',
    'TelegramBot (like TwitterBot)',
    'Mozilla/5.0 (compatible; YandexBot/3.0)',
    'Baiduspider',
    chrome.replace('Chrome', 'HeadlessChrome'),
    'Mozilla/5.0 Google-PageRenderer Chrome-Lighthouse',
  ])('not %s', (userAgent) => {
    expect(see(userAgent)).toBe(false);
  });

  it('is not a driven browser, except where a developer tries things out', () => {
    expect(see(chrome, true)).toBe(false);
    expect(see(chrome, true, 'localhost')).toBe(true);
    expect(see(chrome, true, 'shop.test')).toBe(true);
    expect(see(chrome, true, 'shop.example.it', true)).toBe(true);
    expect(see(chrome, true, 'localhost.evil.it')).toBe(false);
  });
});
