import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  asksOf,
  eventsSent,
  expectInAction,
  visit as openAndWait,
  pageHtml,
  type Sent,
  type Stage,
  stayQuiet,
  typesSent,
} from './support-widget.ts';
import { useStage } from './use-stage.ts';

let stage: Stage;
let page: Page;

useStage((open) => {
  ({ stage, page } = open);
});

const LAYER = 'window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)}';
const LAMP = `{item_id:'LAMP-1',item_name:'Lampada Aurora',price:89.9,quantity:1}`;
const JSON_LD = `<script type="application/ld+json">{"@type":"Product","sku":"LAMP-1","name":"Lampada Aurora","offers":{"price":"89.90","priceCurrency":"EUR"}}</script>`;
const asks = (sent: Sent): boolean => sent.path === 'journey';
const has =
  (type: string) =>
  (sent: Sent): boolean =>
    sent.events.some((event) => event.type === type);

const visit = (path: string, head: string, body?: string): Promise<Sent> =>
  openAndWait(stage, page, path, pageHtml(stage, { head, ...(body !== undefined && { body }) }));

describe('a product page is understood without code', () => {
  it.each([
    ['gtag before the script', `<script>${LAYER};gtag('event','view_item',{currency:'EUR',items:[${LAMP}]})</script>`],
    [
      'a GTM push with ecommerce',
      `<script>${LAYER};dataLayer.push({ecommerce:null});dataLayer.push({event:'view_item',ecommerce:{currency:'EUR',items:[${LAMP}]}})</script>`,
    ],
    [
      'what is sold pushed before its event, as a tag manager joins them',
      `<script>${LAYER};dataLayer.push({ecommerce:{currency:'EUR',items:[${LAMP}]}});dataLayer.push({user:'x'});dataLayer.push({event:'view_item'})</script>`,
    ],
    [
      'a flat push, after the script',
      `<script>${LAYER};addEventListener('load',()=>setTimeout(()=>dataLayer.push({event:'view_item',currency:'EUR',items:[${LAMP}]}),400))</script>`,
    ],
    ['JSON-LD', JSON_LD],
    ['JSON-LD beside a broken block', `<script type="application/ld+json">{"@type":</script>${JSON_LD}`],
    [
      'a marked element',
      `<meta data-tappa-product="LAMP-1" data-tappa-name="Lampada Aurora" data-tappa-price="89,90" data-tappa-currency="EUR">`,
    ],
    [
      'all of them at once',
      `${JSON_LD}<meta data-tappa-product="LAMP-1"><script>${LAYER};gtag('event','view_item',{currency:'EUR',items:[${LAMP}]});dataLayer.push({event:'view_item',ecommerce:{currency:'EUR',items:[${LAMP}]}})</script>`,
    ],
  ])('%s', async (_, head) => {
    await visit('/lampada-aurora', head);
    expect(typesSent(stage)).toEqual(['page_view', 'view_item']);
    expect(eventsSent(stage, 'view_item')[0]?.items).toMatchObject([{ item_id: 'LAMP-1' }]);
    const debug = (await page.evaluate('tappa.debug()')) as { page: { type: string }; product: string };
    expect(debug).toMatchObject({ page: { type: 'product' }, product: 'LAMP-1' });
  });

  it('even if a tag manager replaces `push`, or the page the whole array', async () => {
    await visit('/p', `<script>${LAYER};dataLayer.push=function(){return Array.prototype.push.apply(this,arguments)}</script>`);
    await expectInAction(stage, {
      action: () => page.evaluate(`dataLayer.push({event:'view_item',items:[{item_id:'A'}]})`),
      expected: [has('view_item')],
    });
    await expectInAction(stage, {
      action: () => page.evaluate(`dataLayer=[{event:'view_item',items:[{item_id:'B'}]}]`),
      expected: [has('view_item')],
    });
    expect(await page.evaluate(`Object.hasOwn(dataLayer,'push')`)).toBe(false);
  });

  it('the question waits for none of it: it names the page, its product and its slots', async () => {
    const sent = await visit(
      '/lampada-aurora',
      JSON_LD,
      '<div data-tappa-slot="product-picks"></div><div data-tappa-slot="product-picks"></div>',
    );
    expect(sent).toMatchObject({ path: 'journey', page: { type: 'product', product: 'LAMP-1', locale: 'it' }, slots: ['product-picks'] });
  });
});

describe('what kind of page it is', () => {
  it.each([
    ['/', '', 'home'],
    ['/negozio/', '<script type="application/ld+json">{"@type":"WebSite","url":"/negozio/"}</script>', 'home'],
    ['/carrello', '', 'cart'],
    ['/x', '<meta data-tappa-page="checkout">', 'checkout'],
    ['/y', `<script>tappa('page',{type:'account'})</script>`, 'account'],
    ['/chi-siamo', '', 'other'],
  ])('%s %s: %s', async (path, head, type) => {
    stage.pages.set(path, pageHtml(stage, { head }));
    await expectInAction(stage, {
      action: () => page.goto(stage.shop + path),
      expected: [(sent) => asks(sent) && sent.page.type === type],
    });
    expect(eventsSent(stage, 'page_view')[0]).toMatchObject({ page_type: type, channel: 'direct' });
  });

  it('a search tells its words', async () => {
    await visit('/ricerca?q=lampada', '');
    await expectInAction(stage, {
      action: () => page.evaluate(() => history.pushState({}, '', '/ricerca?q=lampada%20blu')),
      expected: [(sent) => sent.events.some(({ search_term }) => search_term === 'lampada blu')],
    });
    await stayQuiet(stage);
    expect(eventsSent(stage, 'search').map(({ search_term }) => search_term)).toEqual(['lampada', 'lampada blu']);
    expect(eventsSent(stage, 'page_view')).toHaveLength(1);
  });
});

describe('the cart', () => {
  const add = `dataLayer.push({event:'add_to_cart',ecommerce:{currency:'EUR',items:[${LAMP}]}})`;

  it('is told whole whenever it changed, with the question, once for quick taps', async () => {
    await visit('/p', `<script>${LAYER}</script>`);
    expect(eventsSent(stage, 'cart')).toEqual([]);
    stage.sent.length = 0;
    const [sent] = await expectInAction(stage, {
      action: () => page.evaluate(`${add};${add};${add}`),
      expected: [has('cart')],
      refuted: [(body) => body.path === 'events'],
    });
    expect(stage.sent).toHaveLength(1);
    expect(sent?.events.map(({ type }) => type)).toEqual(['add_to_cart', 'add_to_cart', 'add_to_cart', 'cart']);
    expect(sent?.events[3]).toMatchObject({ currency: 'EUR', items: [{ item_id: 'LAMP-1', quantity: 3, price: 89.9 }] });
  });

  it('is remembered from page to page, and not told again while it is the same', async () => {
    await visit('/p', `<script>${LAYER};${add}</script>`);
    stage.sent.length = 0;
    await visit('/q', `<script>${LAYER};dataLayer.push({event:'view_cart',ecommerce:{currency:'EUR',items:[${LAMP}]}})</script>`);
    expect(eventsSent(stage, 'cart')).toEqual([]);
    stage.sent.length = 0;
    await visit('/r', `<script>${LAYER};${add}</script>`);
    expect(eventsSent(stage, 'cart')).toMatchObject([{ items: [{ item_id: 'LAMP-1', quantity: 2 }] }]);
  });

  it('can be marked up, empty too', async () => {
    await visit(
      '/carrello',
      '',
      '<div data-tappa-cart data-tappa-currency="EUR"><p data-tappa-line="A" data-tappa-quantity="2" data-tappa-price="10,50"></p></div>',
    );
    expect(eventsSent(stage, 'cart')).toMatchObject([{ currency: 'EUR', items: [{ item_id: 'A', quantity: 2, price: 10.5 }] }]);
    stage.sent.length = 0;
    await visit('/carrello', '', '<div data-tappa-cart></div>');
    expect(eventsSent(stage, 'cart')).toMatchObject([{ items: [] }]);
  });

  it('ends with a purchase, which counts once however often its page is seen', async () => {
    const bought = `<script>${LAYER};dataLayer.push({event:'purchase',ecommerce:{transaction_id:'o-1',value:89.9,currency:'EUR',items:[${LAMP}]}})</script>`;
    await visit('/p', `<script>${LAYER};${add}</script>`);
    expect(await visit('/grazie', bought)).toMatchObject({ path: 'journey', page: { type: 'confirmation' } });
    await expectInAction(stage, { action: () => page.reload(), expected: [asksOf('/grazie')] });
    await stayQuiet(stage);
    expect(eventsSent(stage, 'purchase')).toMatchObject([{ transaction_id: 'o-1', value: 89.9 }]);
    expect((await page.evaluate('tappa.debug()')) as object).toMatchObject({ cart: [] });
  });
});

describe('a checkout given up at the shipping cost', () => {
  const shipping = `<script>${LAYER};gtag('event','add_shipping_info',{currency:'EUR',value:80,shipping:6.9,items:[${LAMP}]})</script>`;
  const form = '<form action="/pagamento"><button>Avanti</button></form><a href="/">Negozio</a>';

  /** A person stays on a page for more than the second after which what watches it comes: waits until it is at work. */
  const watched = async (): Promise<void> => {
    const urls = `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('/tappa-signals-'))`;
    await page.waitForFunction(`${urls}.length > 0`);
    // Asked for again, the same module is there once it has run, and was started before us.
    await page.evaluate(`import(${urls}[0]).then(() => undefined)`);
  };
  const reachShipping = async (): Promise<void> => {
    await visit('/checkout/spedizione', shipping, form);
    await watched();
  };

  it('is told as the page goes', async () => {
    await reachShipping();
    stage.pages.set('/', pageHtml(stage));
    await expectInAction(stage, { action: () => page.click('a'), expected: [has('friction'), has('page_view')] });
    expect(eventsSent(stage, 'friction')).toMatchObject([{ friction: 'shipping_cost' }]);
  });

  it('is none when the shopper goes on and pays', async () => {
    await reachShipping();
    stage.pages.set(
      '/pagamento',
      pageHtml(stage, { head: `<script>${LAYER};gtag('event','add_payment_info',{items:[${LAMP}]})</script>` }),
    );
    await expectInAction(stage, { action: () => page.click('button'), expected: [has('add_payment_info')] });
    await expectInAction(stage, { action: () => page.goto('about:blank'), refuted: [has('friction')] });
  });

  it('is one when it is left at the payment, unpaid', async () => {
    await reachShipping();
    stage.pages.set('/pagamento', pageHtml(stage));
    await expectInAction(stage, { action: () => page.click('button'), expected: [(sent) => sent.page.url.includes('pagamento')] });
    await watched();
    await expectInAction(stage, { action: () => page.goto('about:blank'), expected: [has('friction')] });
  });
});
