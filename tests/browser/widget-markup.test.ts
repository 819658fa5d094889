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

/** The same lamp in each markup, under an id of its own. */
const JSON_LD = `<script type="application/ld+json">
  /* <![CDATA[ */ {"@context":"https://schema.org","@graph":[{"@type":"Product","sku":"BY-JSON-LD","name":"Lampada",
  "offers":{"@type":"Offer","price":"1234.50","priceCurrency":"EUR",},},]} /* ]]> */</script>`;
const MICRODATA = `<main itemscope itemtype="https://schema.org/WebPage">
  <article itemprop="mainEntity" itemscope itemtype="https://schema.org/Product">
    <h1 itemprop="name">
      Lampada</h1>
    <meta itemprop="sku" content="BY-MICRODATA">
    <a itemprop="brand" href="/lume">Lume</a>
    <div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
      <span itemprop="price">€ 1.234,50</span><meta itemprop="priceCurrency" content="EUR">
      <link itemprop="availability" href="https://schema.org/InStock">
    </div>
    <div itemprop="review" itemscope itemtype="https://schema.org/Review"><p itemprop="name">Bella</p><i itemprop="sku">REVIEW</i></div>
    <aside itemprop="isRelatedTo" itemscope itemtype="https://schema.org/Product"><meta itemprop="sku" content="OTHER"></aside>
  </article></main>`;
const OPEN_GRAPH = `<meta property="og:type" content="product"><meta property="og:title" content="Lampada">
  <meta property="product:retailer_item_id" content="BY-OPEN-GRAPH"><meta property="product:brand" content="Lume">
  <meta property="product:price:amount" content="1234.50"><meta property="product:price:currency" content="EUR">`;
const ATTRIBUTES = `<div data-tappa-product="BY-ATTRIBUTES" data-tappa-name="Lampada" data-tappa-price="€ 1.234" data-tappa-currency="EUR"></div>`;

const visit = (path: string, head: string, body?: string): Promise<Sent> =>
  openAndWait(stage, page, path, pageHtml(stage, { head, ...(body !== undefined && { body }) }));
const viewed = () => eventsSent(stage, 'view_item').map(({ items, currency }) => ({ ...items?.[0], currency }));

describe('a product page is understood by the markup it has', () => {
  it.each([
    ['JSON-LD in a graph, with what does not belong there', JSON_LD, '', { item_id: 'BY-JSON-LD', price: 1234.5 }],
    ['microdata', '', MICRODATA, { item_id: 'BY-MICRODATA', item_brand: 'Lume', price: 1234.5 }],
    ['Open Graph', OPEN_GRAPH, '', { item_id: 'BY-OPEN-GRAPH', item_brand: 'Lume', price: 1234.5 }],
    ['`data-tappa-product`', '', ATTRIBUTES, { item_id: 'BY-ATTRIBUTES', price: 1234 }],
  ])('%s', async (_, head, body, item) => {
    const sent = await visit('/lampada', head, body);
    expect(viewed()).toEqual([expect.objectContaining({ ...item, item_name: 'Lampada', currency: 'EUR' })]);
    expect(sent.page).toMatchObject({ type: 'product', product: item.item_id });
  });

  it('where the markups disagree, the shop is shown one view, of the one we trust most', async () => {
    const all = [ATTRIBUTES, JSON_LD, MICRODATA, OPEN_GRAPH];
    for (const [at, id] of ['BY-ATTRIBUTES', 'BY-JSON-LD', 'BY-MICRODATA', 'BY-OPEN-GRAPH'].entries()) {
      stage.reset();
      const markup = all.slice(at).reverse();
      await visit(
        `/lampada-${at}`,
        markup.filter((text) => /^<(meta|script)/.test(text)).join(''),
        markup.filter((text) => /^<(main|div)/.test(text)).join(''),
      );
      expect(viewed()).toEqual([expect.objectContaining({ item_id: id })]);
    }
  });

  it('several products in microdata are a list, unless one of them is this page', async () => {
    const card = (id: string) =>
      `<li itemscope itemtype="http://schema.org/Product"><a itemprop="url" href="/p/${id}">Vai</a><b itemprop="name">${id}</b><data itemprop="sku" value="${id}"></data></li>`;
    await visit('/lampade', '', card('A') + card('B'));
    expect(typesSent(stage)).toEqual(['page_view', 'view_item_list']);
    expect(eventsSent(stage, 'view_item_list')[0]?.items).toMatchObject([{ item_id: 'A' }, { item_id: 'B' }]);
    stage.reset();
    await visit('/p/B', '', card('A') + card('B'));
    expect(viewed()).toEqual([expect.objectContaining({ item_id: 'B' })]);
  });

  it('an app that changes the page without its markup says nothing of the product before', async () => {
    await visit('/lampada', OPEN_GRAPH, MICRODATA);
    const known = typesSent(stage).length;
    await expectInAction(stage, {
      action: () => page.evaluate(() => history.pushState({}, '', '/chi-siamo')),
      expected: [asksOf('/chi-siamo')],
    });
    await stayQuiet(stage);
    expect(typesSent(stage).slice(known)).toEqual(['page_view']);
  });

  it('no markup breaks the page', async () => {
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    const odd = `<div itemscope><i itemprop="__proto__ constructor  toString">x</i><i itemprop></i><div itemprop itemscope></div></div>
      <div itemscope itemtype="https://schema.org/Product"><i itemprop="sku"> </i><i itemprop="offers">free</i></div>
      <script type="application/ld+json">{"@type":{"toString":1},"__proto__":{"sku":"X"}}</script>`;
    await visit('/p', '<meta property="__proto__" content="x"><meta property content="x"><meta property="og:type" content="product">', odd);
    expect(typesSent(stage)).toEqual(['page_view']);
    expect(errors).toEqual([]);
  });
});

describe('what a template left empty', () => {
  it('says nothing: the cart stays as it was', async () => {
    await visit('/lampada', '', '<div data-tappa-cart><i data-tappa-line="A" data-tappa-quantity="2" data-tappa-price="10"></i></div>');
    expect(eventsSent(stage, 'cart')).toHaveLength(1);
    stage.reset();
    stage.pages.set(
      '/altra',
      pageHtml(stage, { body: '<i data-tappa-product=""></i><i data-tappa-order=""></i><i data-tappa-search=""></i>' }),
    );
    await expectInAction(stage, {
      action: () => page.goto(`${stage.shop}/altra`),
      expected: [asksOf('/altra')],
      refuted: [({ events }) => events.some(({ type }) => type !== 'page_view' && type !== 'web_vitals')],
    });
  });
});
