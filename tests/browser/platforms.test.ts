import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { magento } from './platforms/magento.ts';
import { combination, filtered, prestashop } from './platforms/prestashop.ts';
import { LAMP, type Line, type PlatformShop, put, VASE } from './platforms/shop.ts';
import { shopify } from './platforms/shopify.ts';
import { snipcart } from './platforms/snipcart.ts';
import { act, inShort, type PlatformStage, settle, startPlatformStage, toldBy, visit } from './platforms/stage.ts';
import { woocommerce } from './platforms/woocommerce.ts';
import { eventsSent, expectInAction, pageHtml, type Stage, startStage, until } from './support-widget.ts';

let stage: PlatformStage;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  stage = await startPlatformStage(shopify);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await stage?.close();
});
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
});
afterEach(() => context.close());

/** Opens a page of a shop, with so much in the cart, and waits until all is told. */
async function open(shop: PlatformShop, path: string, { lamps = 0, cookie = '', type = 'other' as const } = {}) {
  stage.reset(shop);
  if (lamps) put(stage.cart, LAMP.id, lamps);
  if (cookie) await context.addCookies([{ name: cookie, value: '1', url: stage.origin }]);
  await visit(page, stage, path, type);
  return settle(page, stage);
}

/** Does things in the page; what was told of them, and the carts that were asked for. */
async function doing(...codes: string[]): Promise<{ told: string[]; asked: string[] }> {
  const before = (await toldBy(page)).length;
  stage.asked.length = 0;
  for (const code of codes) await act(page, code);
  const told = (await settle(page, stage)).slice(before);
  return { told: inShort(told), asked: stage.asked.filter(({ method }) => method === 'GET').map(({ url }) => url) };
}

/** The page's visibility as the browser would change it. */
const setHidden = (hidden: boolean): Promise<unknown> =>
  page.evaluate(`(() => {
    Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    ${hidden} && stage.leave();
  })()`);

const WITH_CART = { cookie: 'cart', lamps: 1 };

describe('Shopify', () => {
  it.each([
    ['/', []],
    ['/it/products/lamp-1', ['view_item LAMP-1×1']],
    ['/it/products/lamp-1?variant=5711', ['view_item lamp-1-Nera×1']],
    ['/it/collections/casa', ['view_item_list LAMP-1×1 VASE-1×1']],
    ['/it/cart', []],
  ])('%s tells %j, and nothing is asked without a cart', async (path, expected) => {
    expect(inShort(await open(shopify, path))).toEqual(expected);
    expect(stage.asked).toEqual([]);
  });

  it('the cart of an earlier visit is asked for once', async () => {
    const told = await open(shopify, '/', WITH_CART);
    expect(told).toEqual([
      {
        source: 'shopify',
        name: 'cart',
        params: {
          currency: 'EUR',
          items: [{ item_id: 'LAMP-1', item_name: 'Lampada Aurora - Bianca', item_variant: 'Bianca', price: 89.9, quantity: 1 }],
        },
      },
    ]);
    expect(stage.asked.map(({ url }) => url)).toEqual(['/it/cart.js']);
  });

  it('a theme that tells nobody: the change is seen, and told', async () => {
    await open(shopify, '/');
    expect(await doing('add(4711)')).toEqual({ told: ['add_to_cart LAMP-1×1', 'cart LAMP-1×1'], asked: ['/it/cart.js'] });
    expect(await doing('set(4711, 3)')).toEqual({ told: ['add_to_cart LAMP-1×2', 'cart LAMP-1×3'], asked: ['/it/cart.js'] });
    expect(await doing('set(4711, 0)')).toEqual({ told: ['remove_from_cart LAMP-1×-3', 'cart'], asked: ['/it/cart.js'] });
  });

  it('a theme with standard events: the cart is asked for when the change is done, not when it begins', async () => {
    await open(shopify, '/');
    expect(await doing('addByEvent(4712, 2)')).toEqual({ told: ['add_to_cart VASE-1×2', 'cart VASE-1×2'], asked: ['/it/cart.js'] });
  });

  it('three quick changes are asked about once', async () => {
    await open(shopify, '/', WITH_CART);
    const { told, asked } = await doing('add(4711), shop.addByEvent(4711), shop.add(4712)');
    expect(asked).toEqual(['/it/cart.js']);
    expect(told).toEqual(['add_to_cart LAMP-1×2', 'add_to_cart VASE-1×1', 'cart LAMP-1×3 VASE-1×1']);
  });

  it.each<[string, PlatformStage['fault']]>([
    ['an error', { status: 500, body: 'x' }],
    ['a page instead of a cart', { body: '<!doctype html>' }],
    ['nothing of a cart', { body: '{"items":7}' }],
    ['null', { body: 'null' }],
  ])('%s for an answer: nothing is told, and the next change asks again', async (_, fault) => {
    await open(shopify, '/');
    stage.fault = fault;
    expect(await doing('add(4711)')).toEqual({ told: [], asked: ['/it/cart.js'] });
    stage.fault = undefined;
    expect((await doing('add(4711)')).told.at(-1)).toBe('cart LAMP-1×2');
    expect(await page.evaluate('stage.problems')).toEqual([]);
  });

  it('out of sight nothing is asked; back in sight the cart is, and what another tab put in is not told as done here', async () => {
    await open(shopify, '/', WITH_CART);
    await setHidden(true);
    put(stage.cart, VASE.id, 1);
    expect(await doing('add(4711)')).toEqual({ told: [], asked: [] });
    stage.asked.length = 0;
    await setHidden(false);
    expect(inShort((await settle(page, stage)).slice(-1))).toEqual(['cart VASE-1×1 LAMP-1×2']);
    expect(stage.asked.map(({ url }) => url)).toEqual(['/it/cart.js']);
  });
});

describe('WooCommerce', () => {
  const CART = '/negozio/wp-json/wc/store/v1/cart';

  it.each(['/negozio/', '/negozio/prodotto/lamp-1/', '/negozio/categoria/casa/', '/negozio/carrello/', '/negozio/blocchi/'])(
    '%s asks nothing without a cart, and for the cart once with one',
    async (path) => {
      expect(await open(woocommerce, path)).toEqual([]);
      expect(stage.asked).toEqual([]);
      const told = await open(woocommerce, path, { cookie: 'woocommerce_items_in_cart', lamps: 2 });
      expect(told.map(({ source, params }) => [source, params])).toEqual([
        [
          'woocommerce',
          { currency: 'EUR', items: [{ item_id: 'LAMP-1', item_name: 'Lampada Aurora – Atelier', price: 89.9, quantity: 2 }] },
        ],
      ]);
      expect(stage.asked.map(({ url }) => url)).toEqual([CART]);
    },
  );

  it.each([
    ['a theme with jQuery', '/negozio/categoria/casa/', 'add(4711)', 'set(4711, 3)', 'remove(4711)'],
    ['blocks', '/negozio/blocchi/', 'addByBlock(4711)', 'setByBlock(4711, 3)', 'setByBlock(4711, 0)'],
  ])('%s: what is put in, changed and taken out is told, each asked about once', async (_, path, add, set, remove) => {
    await open(woocommerce, path);
    expect(await doing(add)).toEqual({ told: ['add_to_cart LAMP-1×1', 'cart LAMP-1×1'], asked: [CART] });
    expect(await doing(set)).toEqual({ told: ['add_to_cart LAMP-1×2', 'cart LAMP-1×3'], asked: [CART] });
    expect(await doing(remove)).toEqual({ told: ['remove_from_cart LAMP-1×-3', 'cart'], asked: [CART] });
  });

  it('the variation that is chosen is seen', async () => {
    await open(woocommerce, '/negozio/prodotto/lamp-1/');
    expect(await doing(`choose({ variation_id: 4713, sku: 'LAMP-1-N', display_price: 99.9, attributes: {} })`)).toEqual({
      told: ['view_item LAMP-1-N'],
      asked: [],
    });
  });

  it('three quick changes are asked about once', async () => {
    await open(woocommerce, '/negozio/categoria/casa/');
    expect(await doing('add(4711), shop.add(4711), shop.add(4712)')).toMatchObject({ asked: [CART] });
  });

  it('jQuery may come late', async () => {
    await page.addInitScript(
      `let late; Object.defineProperty(window, 'jQuery', { get: () => window.isLate && late, set: (value) => (late = value) })`,
    );
    await open(woocommerce, '/negozio/prodotto/lamp-1/');
    await page.evaluate('window.isLate = true');
    await page.waitForFunction('jQuery.handlers.length');
    expect((await doing(`choose({ variation_id: 4713 })`)).told).toEqual(['view_item 4713']);
  });
});

describe('PrestaShop', () => {
  it.each([
    ['/it/', ['cart LAMP-1×1']],
    ['/it/casa/4711-lampada.html', ['cart LAMP-1×1', 'view_item LAMP-1×1']],
    ['/it/3-casa', ['cart LAMP-1×1']],
    ['/it/carrello', ['cart LAMP-1×1']],
  ])('%s tells %j, and nothing is asked', async (path, expected) => {
    const told = await open(prestashop, path, { lamps: 1 });
    expect(inShort(told)).toEqual(expected);
    expect(told[0]?.params).toEqual({
      currency: 'EUR',
      items: [{ item_id: 'LAMP-1', item_name: 'Lampada Aurora', item_variant: 'Bianca', price: 89.9, quantity: 1 }],
    });
    expect(stage.asked).toEqual([]);
  });

  it('what is put in and taken out is told, without asking', async () => {
    await open(prestashop, '/it/3-casa');
    await page.waitForFunction('shop.ready()');
    expect(await doing('add(4711, 2)')).toEqual({ told: ['add_to_cart LAMP-1×2', 'cart LAMP-1×2'], asked: [] });
    expect(await doing('add(4712)')).toEqual({ told: ['add_to_cart VASE-1×1', 'cart LAMP-1×2 VASE-1×1'], asked: [] });
    expect(await doing('remove(4711)')).toEqual({ told: ['remove_from_cart LAMP-1×-2', 'cart VASE-1×1'], asked: [] });
  });

  it('a combination that is chosen and a list that is filtered are seen', async () => {
    await open(prestashop, '/it/casa/4711-lampada.html');
    await page.waitForFunction('shop.ready()');
    expect((await doing(`choose(${JSON.stringify(combination)})`)).told).toEqual(['view_item LAMP-1-N×1']);
    expect((await doing(`filter(${JSON.stringify(filtered)})`)).told).toEqual(['view_item_list LAMP-1×1 VASE-1×1']);
  });

  it('what cannot be read is reported to nobody in the page', async () => {
    await open(prestashop, '/it/casa/4711-lampada.html');
    await page.waitForFunction('shop.ready()');
    expect(await doing(`choose('<div id="product-details" data-product="{"></div>')`, 'filter(7)')).toEqual({ told: [], asked: [] });
    expect(await page.evaluate(`prestashop.emit('updateCart', { resp: {} })`).catch(() => 'threw')).toBe(undefined);
  });
});

describe.each([
  ['Luma', '/'],
  ['Hyvä', '/hyva/'],
])('Magento with %s', (_, root) => {
  it('a product is seen, and nothing is asked', async () => {
    expect(inShort(await open(magento, `${root}lampada.html`)).filter((name) => name !== 'cart')).toEqual(['view_item LAMP-1']);
    expect(stage.asked).toEqual([]);
  });

  it('what is put in and taken out is told; only the shop itself asks', async () => {
    await open(magento, `${root}casa.html`);
    await page.waitForFunction('shop.ready()');
    const asked = ['/customer/section/load/?sections=cart&force_new_section_timestamp=true'];
    expect(await doing('add(4711)')).toMatchObject({ asked });
    expect(await doing('add(4712, 2)')).toEqual({ told: ['add_to_cart VASE-1×2', 'cart LAMP-1×1 VASE-1×2'], asked });
    expect(await doing('set(4711, 0)')).toEqual({ told: ['remove_from_cart LAMP-1×-1', 'cart VASE-1×2'], asked });
  });

  it('the next page knows the cart without asking', async () => {
    await open(magento, root);
    await page.waitForFunction('shop.ready()');
    await doing('add(4711)');
    stage.asked.length = 0;
    await visit(page, stage, `${root}checkout/cart/`);
    const told = await settle(page, stage);
    expect(told[0]?.params).toEqual({
      currency: 'EUR',
      items: [{ item_id: 'LAMP-1', item_name: 'Lampada Aurora', item_variant: 'Bianca', price: 89.9, quantity: 1 }],
    });
    expect(new Set(inShort(told))).toEqual(new Set(['cart LAMP-1×1']));
    expect(stage.asked).toEqual([]);
  });

  it('an order empties the cart: nobody took anything out', async () => {
    await open(magento, root);
    await page.waitForFunction('shop.ready()');
    await doing('add(4711)');
    await visit(page, stage, `${root}checkout/onepage/success/`, 'confirmation');
    await page.waitForFunction('shop.ready()');
    expect((await doing('set(4711, 0)')).told).toEqual(['cart']);
  });
});

describe('Snipcart', () => {
  const ready = () => page.waitForFunction('window.shop.ready()');

  it.each([
    ['/', []],
    ['/lamp-1', ['view_item LAMP-1']],
    ['/casa', []],
    ['/promo', []],
  ])('%s tells %j', async (path, expected) => {
    expect(inShort(await open(snipcart, path))).toEqual(expected);
    expect(stage.asked).toEqual([]);
  });

  it('what is put in, changed and taken out is told; what is typed into its forms is not', async () => {
    await open(snipcart, '/casa');
    await ready();
    expect((await doing('add(4711)')).told).toEqual(['add_to_cart LAMP-1×1', 'cart LAMP-1×1']);
    expect((await doing('set(4711, 3)')).told).toEqual(['cart LAMP-1×3']);
    expect((await doing('add(4712)')).told).toEqual(['add_to_cart VASE-1×1', 'cart LAMP-1×3 VASE-1×1']);
    expect((await doing('remove(4711)')).told).toEqual(['remove_from_cart LAMP-1×3', 'cart VASE-1×1']);
    expect((await doing('type(), shop.type(), shop.type()')).told).toEqual(['cart VASE-1×1']);
  });

  it('the cart of an earlier page is told when it has come, and no empty one before', async () => {
    await open(snipcart, '/casa');
    await ready();
    await doing('add(4711)');
    await visit(page, stage, '/');
    await until(
      async () => (await toldBy(page)).length > 0,
      () => 'the cart was not told',
    );
    expect(inShort(await settle(page, stage))).toEqual(['cart LAMP-1×1']);
  });

  it('an order is told once, and what was bought is no cart', async () => {
    await open(snipcart, '/casa');
    await ready();
    await doing('add(4711)');
    expect((await doing('confirm()', 'type()', 'close()')).told).toEqual(['purchase LAMP-1×1']);
    const [order] = (await settle(page, stage)).slice(-1);
    expect(order?.params).toMatchObject({ transaction_id: 'SNIP-1001', value: 89.9, currency: 'EUR' });
  });
});

describe('when it is over', () => {
  it.each([
    [shopify, '/it/collections/casa', 'add(4711), shop.addByEvent(4712)', false],
    [woocommerce, '/negozio/categoria/casa/', `add(4711), shop.addByBlock(4712), shop.choose({ variation_id: 1 })`, true],
    [prestashop, '/it/3-casa', 'add(4711)', true],
    [magento, '/', 'add(4711)', true],
    [magento, '/hyva/', 'add(4711)', false],
    [snipcart, '/casa', `add(4711), shop.confirm()`, true],
  ] as const)('$part $1: nothing is heard, asked or left', async (shop, path, changes, hasHandlers) => {
    await open(shop, path);
    if (hasHandlers) await page.waitForFunction(`(${shop.handlers}) > 0`);
    expect(await page.evaluate('stage.alive()')).toBeGreaterThanOrEqual(shop === prestashop || shop === snipcart ? 0 : 1);
    await page.evaluate('stage.life.end()');
    expect(await page.evaluate(shop.handlers)).toBe(0);
    expect(await page.evaluate('stage.alive()')).toBe(0);
    const { told, asked } = await doing(changes);
    expect(told).toEqual([]);
    expect(asked.filter((url) => !url.startsWith('/customer/section'))).toEqual([]);
    expect(await page.evaluate('stage.problems')).toEqual([]);
  });

  it('while an answer is on its way: it is not told', async () => {
    stage.reset(shopify);
    let open: (() => void) | undefined;
    stage.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    await context.addCookies([{ name: 'cart', value: '1', url: stage.origin }]);
    await visit(page, stage, '/');
    await until(
      () => stage.answering === 1,
      () => 'the cart was not asked for',
    );
    await page.evaluate('stage.life.end()');
    open?.();
    expect(await settle(page, stage)).toEqual([]);
    expect(await page.evaluate('stage.problems')).toEqual([]);
  });

  it('an answer that comes when the cart has changed again is not told: the next one is', async () => {
    stage.reset(shopify);
    let open: (() => void) | undefined;
    stage.gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    await context.addCookies([{ name: 'cart', value: '1', url: stage.origin }]);
    await visit(page, stage, '/');
    await until(
      () => stage.answering === 1,
      () => 'the cart was not asked for',
    );
    await act(page, 'add(4711)');
    // The browser has listed the change.
    await page.evaluate(
      `new Promise((resolve) => new PerformanceObserver((list) => list.getEntries().some(({ name }) => name.includes('cart/add')) && setTimeout(resolve)).observe({ type: 'resource', buffered: true }))`,
    );
    open?.();
    expect(inShort(await settle(page, stage))).toEqual(['cart LAMP-1×1']);
  });
});

describe('through the whole widget', () => {
  let edge: Stage;
  beforeAll(async () => {
    edge = await startStage();
  });
  afterAll(() => edge?.close());

  it('a Shopify shop: its product and its cart reach the edge, and what GA4 tells besides is there once', async () => {
    const path = '/it/products/lamp-1';
    const cart: Line[] = [];
    const own = shopify.page(path, cart) ?? '';
    edge.pages.set(path, pageHtml(edge, { head: own.replace(/^.*?<\/title>|<\/head>.*$/gs, ''), body: '<main><h1>Lampada</h1></main>' }));
    put(cart, VASE.id, 1);
    const serve = (): void => {
      edge.pages.set('/it/cart.js', JSON.stringify(shopify.answer({ method: 'GET', url: '/it/cart.js', body: '' }, cart)?.json));
    };
    serve();
    edge.pages.set('/it/cart/add.js', '{}');
    await context.addCookies([{ name: 'cart', value: '1', url: edge.shop }]);
    await expectInAction(edge, {
      action: () => page.goto(edge.shop + path),
      expected: [
        ({ events }) => events.some(({ type }) => type === 'view_item'),
        ({ events }) => events.some(({ type }) => type === 'cart'),
      ],
    });
    expect(eventsSent(edge, 'view_item')).toMatchObject([{ currency: 'EUR', items: [{ item_id: 'LAMP-1', price: 89.9 }] }]);
    expect(eventsSent(edge, 'cart')).toMatchObject([{ currency: 'EUR', items: [{ item_id: 'VASE-1', quantity: 1, price: 24.5 }] }]);

    put(cart, LAMP.id, 1);
    serve();
    await expectInAction(edge, {
      action: () =>
        page.evaluate(
          `(window.dataLayer = window.dataLayer || []).push({ event: 'add_to_cart', ecommerce: { currency: 'EUR', items: [{ item_id: 'shopify_IT_47110_4711', item_name: 'Lampada', quantity: 1 }] } }); shop.add(4711).then(() => 0)`,
        ),
      expected: [
        ({ events }) => events.some(({ type, items }) => type === 'cart' && items?.some(({ item_name }) => /Aurora/.test(item_name ?? ''))),
      ],
      refuted: [({ events }) => events.some(({ type, items }) => type === 'cart' && items?.some(({ quantity }) => quantity !== 1))],
    });
    // What the tag calls otherwise, in id and in name, is the same act, and no line of its own.
    expect(eventsSent(edge, 'add_to_cart')).toHaveLength(1);
    expect(
      eventsSent(edge, 'cart')
        .at(-1)
        ?.items?.map(({ item_id }) => item_id),
    ).toEqual(['VASE-1', 'LAMP-1']);
  });
});
