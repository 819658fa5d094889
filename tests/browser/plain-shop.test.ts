import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Markup } from '../../widget/reader/markup.ts';
import type { PageReading, Telling } from '../../widget/reader/seam.ts';
import type { Stage } from './support-widget.ts';
import { useStage } from './use-stage.ts';

declare global {
  interface Window {
    told: Telling[];
    markup: Markup;
  }
}

let stage: Stage;
let page: Page;

/** What reads markup and clicks alone: what the widget makes of it is told in `widget-markup`. */
async function readerFile(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    stdin: { contents: "export * from './attributes.ts'; export * from './markup.ts';", resolveDir: 'widget/reader' },
    bundle: true,
    format: 'esm',
    target: 'es2021',
    write: false,
  });
  return new Map([['/tappa-reader-test.js', outputFiles[0]!.text]]);
}
useStage(
  (open) => {
    ({ stage, page } = open);
  },
  { files: readerFile },
);

/** A page of a shop with that alone. */
async function open(path: string, body: string): Promise<void> {
  stage.pages.set(path, `<!doctype html><html lang="it"><meta charset="utf-8"><title>Negozio</title><body>${body}</body></html>`);
  await page.goto(stage.shop + path);
  // As text: the tests' own tools would rewrite the import.
  await page.evaluate(`import('${stage.edge}/tappa-reader-test.js').then(({ createMarkup, readClick }) => {
    window.told = [];
    document.addEventListener('click', ({ target }) => {
      const telling = readClick(target);
      if (telling) told.push(telling);
    }, true);
    window.markup = createMarkup(document);
  })`);
}
const told = (): Promise<Telling[]> => page.evaluate(() => window.told);
const read = (): Promise<PageReading> => page.evaluate(() => window.markup.read(new URL(location.href), '', new Set()));

describe('a button marked for the cart', () => {
  it('tells what it puts in, with all it says of it', async () => {
    await open(
      '/lampada',
      `<button data-tappa-add="LAMP-1" data-tappa-name="Lampada" data-tappa-brand="Lume" data-tappa-category="Luci" data-tappa-price="€ 1.234,50" data-tappa-currency="EUR" data-tappa-quantity="3"><b>Aggiungi</b></button>`,
    );
    await page.click('b');
    const item = { item_id: 'LAMP-1', item_name: 'Lampada', item_brand: 'Lume', item_category: 'Luci', price: 1234.5, quantity: 3 };
    expect(await told()).toEqual([{ source: 'attributes', name: 'add_to_cart', params: { items: [item], currency: 'EUR' } }]);
  });

  it.each([
    ['the field of its form', '<form><input name="quantity" value="2"><button data-tappa-add="A" type="button">+</button></form>', 2],
    [
      'a list of its form',
      '<form><select name="qty"><option>4</option></select><button data-tappa-add="A" type="button">+</button></form>',
      4,
    ],
    ['one, where the field is empty', '<form><input name="qty"><button data-tappa-add="A" type="button">+</button></form>', 1],
    ['one, where the field is of another form', '<form><input name="qty" value="9"></form><button data-tappa-add="A">+</button>', 1],
    ['its own, before the field', '<form><input name="qty" value="9"><a data-tappa-add="A" data-tappa-quantity="2">+</a></form>', 2],
  ])('counts %s', async (_, body, quantity) => {
    await open('/lampada', body);
    await page.click('[data-tappa-add]');
    expect((await told())[0]?.params.items).toMatchObject([{ item_id: 'A', quantity }]);
  });

  it('tells what it takes out, and again with each click, even if the page stops the click', async () => {
    await open('/carrello', `<button data-tappa-remove="A" onclick="event.stopPropagation();event.preventDefault()">–</button>`);
    await page.click('button');
    await page.click('button');
    expect((await told()).map(({ name, params }) => [name, params.items])).toMatchObject(
      Array(2).fill(['remove_from_cart', [{ item_id: 'A' }]]),
    );
  });

  it('says nothing without a product, nor does any other click', async () => {
    await open('/lampada', `<button data-tappa-add="">+</button><a>Info</a><div data-tappa-product="A">Lampada</div>`);
    for (const selector of ['button', 'a', 'div', 'body']) await page.click(selector);
    expect(await told()).toEqual([]);
  });

  it('is no act before it is clicked', async () => {
    await open('/lampada', `<button data-tappa-add="A">+</button>`);
    expect((await read()).tellings).toEqual([]);
  });
});

describe('a product that cannot be had', () => {
  const product = (id: string, availability: string) =>
    `<script type="application/ld+json">{"@type":"Product","sku":"${id}","name":"Lampada","offers":{"price":10,"availability":"${availability}"}}</script>`;
  const openGraph = (availability: string) =>
    `<meta property="og:type" content="product.item"><meta property="product:retailer_item_id" content="A"><meta property="product:availability" content="${availability}">`;
  const tells = async (): Promise<unknown[]> => (await read()).tellings.map(({ name, params }) => [name, params.friction]);
  const OUT = [
    ['view_item', undefined],
    ['friction', 'out_of_stock'],
  ];

  it.each([
    ['JSON-LD', product('A', 'https://schema.org/OutOfStock')],
    [
      'microdata',
      `<div itemscope itemtype="http://schema.org/Product"><i itemprop="productID">A</i><p itemprop="offers" itemscope><a itemprop="availability" href="http://schema.org/SoldOut">Esaurito</a></p></div>`,
    ],
    ['Open Graph', `${openGraph('oos')}`],
    ['Open Graph in words', `${openGraph('out of stock')}`],
  ])('is told as seen, then as out of stock: %s', async (_, markup) => {
    await open('/lampada', `<script>document.head.innerHTML=${JSON.stringify(markup).replaceAll('</', '<\\/')}</script>${markup}`);
    expect(await tells()).toEqual(OUT);
  });

  it('goes by the id we trust most, and by the first markup that knows of its stock', async () => {
    await open('/lampada', `<i data-tappa-product="MINE"></i>${product('A', 'SoldOut')}`);
    expect((await read()).tellings.at(-1)).toMatchObject({
      source: 'attributes',
      name: 'friction',
      params: { items: [{ item_id: 'MINE' }] },
    });
    await open('/altra', `<script>document.head.innerHTML=${JSON.stringify(openGraph('oos'))}</script>${product('A', 'InStock')}`);
    expect(await tells()).toEqual([['view_item', undefined]]);
  });

  it('is nobody’s trouble in a list', async () => {
    await open('/lampade', product('A', 'OutOfStock') + product('B', 'OutOfStock'));
    expect(await tells()).toEqual([['view_item_list', undefined]]);
  });
});

describe('an address names its category', () => {
  it.each([
    ['/it/categoria/lampade-da-tavolo', '', 'lampade-da-tavolo'],
    ['/collections/summer/products/hat', '', 'summer'],
    ['/luci/lampada', '<i data-tappa-page="product"></i>', 'luci'],
    ['/luci', '<i data-tappa-page="nothing we know"></i>', undefined],
  ])('%s', async (path, body, category) => {
    await open(path, body);
    expect((await read()).category).toBe(category);
  });
});
