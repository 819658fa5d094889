import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBlock } from '../../../widget/reader/json-ld.ts';
import { readThings } from '../../../widget/reader/schema-org.ts';

/** What the page of a path says in these blocks, given as they stand there or as data. */
const readAt = (path: string, ...blocks: unknown[]) =>
  readThings(
    blocks.map((block) => parseBlock(typeof block === 'string' ? block : JSON.stringify(block))),
    new URL(path, 'https://shop.example'),
    'json-ld',
  );

describe('schema.org blocks', () => {
  const product = {
    '@context': 'https://schema.org',
    '@type': 'Product',
    sku: 'LAMP-1',
    name: 'Lampada Aurora',
    brand: { '@type': 'Brand', name: 'Lume' },
    offers: { '@type': 'Offer', price: '89.90', priceCurrency: 'EUR' },
  };
  const understood = {
    items: [{ item_id: 'LAMP-1', item_name: 'Lampada Aurora', item_brand: 'Lume', item_category: undefined, price: 89.9 }],
    currency: 'EUR',
  };
  const read = (...blocks: unknown[]) => readAt('/lampada-aurora', ...blocks);

  it.each([
    ['alone', [product]],
    ['in an array', [[{ '@type': 'Organization' }, product]]],
    ['in a graph', [{ '@graph': [{ '@type': 'WebPage' }, product] }]],
    ['as the main entity of the page', [{ '@type': 'ItemPage', mainEntity: product }]],
    ['beside other blocks', [{ '@type': 'BreadcrumbList', itemListElement: [] }, product]],
    ['with a full address as its type, among others', [{ ...product, '@type': ['Vehicle', 'http://schema.org/Product'] }]],
    ['after a broken block', ['{ "@type": "Product", ', product]],
    ['with raw line breaks in its texts', [JSON.stringify(product).replace('Lampada Aurora', 'Lampada\n Aurora')]],
    ['with a list of offers', [{ ...product, offers: [product.offers] }]],
    [
      'with an aggregate offer',
      [{ ...product, offers: { '@type': 'AggregateOffer', lowPrice: 89.9, highPrice: 120, priceCurrency: 'EUR' } }],
    ],
    ['in arrays within arrays', [[[product]]]],
    ['in a comment', [`<!-- ${JSON.stringify(product)} -->`]],
    ['in CDATA behind a comment', [`//<![CDATA[\n${JSON.stringify(product)}\n//]]>`]],
    ['in CDATA in a comment', [`/* <![CDATA[ */ ${JSON.stringify([product])}; /* ]]> */`]],
    ['with commas too many', [JSON.stringify([product]).replaceAll(/(?=[}\]])/g, ', ')]],
    ['told again by another tool, with and without its id', [product, { ...product }, { ...product, sku: undefined, brand: undefined }]],
    ['with offers within an aggregate offer', [{ ...product, offers: { '@type': 'AggregateOffer', offers: [product.offers] } }]],
    ['with its id in a list, its brand a text', [{ ...product, sku: [' LAMP-1 '], brand: 'Lume' }]],
    ['with a price below nothing before the true one', [{ ...product, offers: [{ price: -1 }, product.offers] }]],
    ['with a price specification', [{ ...product, offers: { priceSpecification: [{ price: '89,90', priceCurrency: 'EUR' }] } }]],
  ])('tell the product %s', (_, blocks) => {
    expect(read(...blocks)).toEqual({ telling: { source: 'json-ld', name: 'view_item', params: understood }, pageType: 'product' });
  });

  it('tell the variant that the address names, else the group', () => {
    const group = {
      '@type': 'ProductGroup',
      name: 'Camicia',
      productGroupID: 'SHIRT',
      hasVariant: [
        { '@type': 'Product', sku: 'SHIRT-S', offers: { url: 'https://shop.example/camicia?taglia=s', price: 40 } },
        { '@type': 'Product', sku: 'SHIRT-M', offers: { url: 'https://shop.example/camicia?taglia=m', price: 45 } },
      ],
    };
    const items = (path: string) => readAt(path, group).telling?.params.items;
    expect(items('/camicia?taglia=m')).toMatchObject([{ item_id: 'SHIRT-M', item_name: 'Camicia', price: 45 }]);
    expect(items('/camicia')).toMatchObject([{ item_id: 'SHIRT-S', price: 40 }]);
  });

  it('tell the variant that has a page of its own', () => {
    const group = {
      '@type': 'ProductGroup',
      productGroupID: 'SHIRT',
      hasVariant: ['s', 'm'].map((size) => ({ '@type': 'Product', name: size, url: `/camicia-${size}`, sku: size })),
    };
    expect(readAt('/camicia-m', group).telling?.params.items).toMatchObject([{ item_id: 'm' }]);
    expect(readAt('/camicia', { ...group, hasVariant: [{ url: '/camicia-s' }] }).telling?.params.items).toMatchObject([
      { item_id: 'SHIRT' },
    ]);
  });

  it('know a page by its address, whatever campaign brought people there', () => {
    const other = { ...product, sku: 'LAMP-2' };
    const pair = (url: string) =>
      readAt('/lampada?colore=blu&utm_source=x', { ...other, url: '/altra' }, { ...product, url }).telling?.name;
    expect(pair('/lampada?colore=blu')).toBe('view_item');
    expect(pair('/lampada?colore=rosso')).toBe('view_item_list');
    // An id within the page is no address.
    expect(pair('#product')).toBe('view_item_list');
    expect(pair('https://')).toBe('view_item_list');
    expect(readAt('/lampada', other, { ...product, mainEntityOfPage: { '@id': 'https://shop.example/lampada' } }).telling?.name).toBe(
      'view_item',
    );
  });

  it.each([
    ['https://schema.org/OutOfStock', true],
    ['SoldOut', true],
    ['http://schema.org/Discontinued', true],
    ['https://schema.org/InStock', false],
    ['https://schema.org/BackOrder', false],
    ['PreOrder', false],
    [undefined, undefined],
    [7, false],
  ])('say of availability %s that the product is out of stock: %s', (availability, isOut) => {
    expect(read({ ...product, offers: { ...product.offers, availability } }).isOut).toBe(isOut);
  });

  it('hold a product out of stock only if each of its offers and variants is', () => {
    const offer = (isOut: boolean) => ({ price: 10, availability: isOut ? 'OutOfStock' : 'InStock' });
    const isOut = (...outs: boolean[]) => read({ ...product, offers: outs.map(offer) }).isOut;
    expect([isOut(true), isOut(true, true), isOut(true, false)]).toEqual([true, true, false]);
    const variants = [true, false].map((out, at) => ({ sku: `V${at}`, url: `/p?v=${at}`, offers: offer(out) }));
    const group = { '@type': 'ProductGroup', name: 'P', hasVariant: variants };
    expect(['/p', '/p?v=0', '/p?v=1'].map((path) => readAt(path, group).isOut)).toEqual([false, true, false]);
  });

  it('tell a list where several products stand, unless one of them is this page', () => {
    const other = { ...product, sku: 'LAMP-2', url: '/lampada-due' };
    expect(read(product, other)).toMatchObject({
      telling: { name: 'view_item_list', params: { items: [{ item_id: 'LAMP-1' }, { item_id: 'LAMP-2' }] } },
      pageType: 'list',
    });
    expect(read({ ...product, url: 'https://shop.example/lampada-aurora/' }, other)).toMatchObject({
      telling: { name: 'view_item', params: { items: [{ item_id: 'LAMP-1' }] } },
    });
  });

  it('tell what else a page may be', () => {
    expect(readAt('/negozio', '{"@type":"WebSite","url":"https://shop.example/negozio/"}').pageType).toBe('home');
    expect(readAt('/chi-siamo', '{"@type":"WebSite","url":"https://shop.example/"}').pageType).toBeUndefined();
    expect(readAt('/s', '{"@type":"SearchResultsPage"}').pageType).toBe('search');
    expect(readAt('/lampade', '{"@type":"CollectionPage"}').pageType).toBe('list');
  });

  it.each([
    '',
    'null',
    '[]',
    '3',
    '"x"',
    '{"@type":"Product"}',
    '{"@type":"Product","name":"no id"}',
    '{"@graph":{"@graph":{"@graph":{"@graph":{"@graph":{"@graph":[]}}}}}}',
    '{"@type":"Product","sku":"A","offers":"free","brand":7,"url":5}',
  ])('do no harm as %s', (text) => {
    expect(() => readAt('/', text)).not.toThrow();
  });
});

/** Words of schema.org and of JavaScript, so that what is made up looks like what pages say. */
const KEY = fc.constantFrom(
  ...['@type', '@id', '@graph', 'mainEntity', 'name', 'sku', 'gtin', 'brand', 'offers', 'price', 'lowPrice', 'priceSpecification', 'url'],
  ...['availability', 'hasVariant', 'mainEntityOfPage', 'type', '__proto__', 'constructor', 'toString', 'toJSON', 'length', 'then'],
);
const TEXT = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'Product',
    'ProductGroup',
    'https://schema.org/Product',
    'WebSite',
    'ItemList',
    'OutOfStock',
    '/p',
    'https://',
    '-5',
    '1.234,50 €',
  ),
);
const { page: ANYTHING } = fc.letrec<{ page: unknown; list: unknown[]; node: Record<string, unknown> }>((tie) => ({
  page: fc.oneof({ maxDepth: 7 }, TEXT, fc.double(), fc.constant(null), fc.boolean(), tie('list'), tie('node')),
  list: fc.array(tie('page'), { maxLength: 4 }),
  node: fc.array(fc.tuple(KEY, tie('page')), { maxLength: 8 }).map((entries) => Object.fromEntries(entries)),
}));

const REAL = JSON.stringify({
  '@context': 'https://schema.org',
  '@graph': [
    { '@type': 'WebSite', url: 'https://shop.example/', name: 'Negozio' },
    {
      '@type': ['Product', 'Vehicle'],
      sku: 'LAMP-1',
      name: 'Lampada "Aurora"',
      brand: { '@type': 'Brand', name: 'Lume' },
      offers: [{ '@type': 'AggregateOffer', lowPrice: '89,90', offers: [{ price: 99, availability: 'InStock' }] }],
      hasVariant: [{ sku: 'A', url: '/p?v=1' }, { sku: 'B' }],
    },
  ],
});

describe('whatever a page says in its blocks', () => {
  const isSound = (...blocks: unknown[]): void => {
    const { telling, isOut } = readAt('/p?v=1', ...blocks);
    expect([undefined, true, false]).toContain(isOut);
    for (const item of (telling?.params.items ?? []) as { item_id: unknown; price: unknown }[]) {
      expect(item.item_id).toMatch(/\S/);
      expect(item.price === undefined || (Number.isFinite(item.price) && Number(item.price) >= 0)).toBe(true);
    }
  };

  it('is read without harm: items have an id, and a price that is one or none', () => {
    fc.assert(fc.property(fc.array(ANYTHING, { maxLength: 3 }), (blocks) => isSound(...blocks)));
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => isSound(text)));
    fc.assert(fc.property(fc.json(), (text) => isSound(text)));
  });

  it('is read without harm in a real page that was cut, doubled or scribbled over', () => {
    fc.assert(
      fc.property(
        fc.nat(REAL.length),
        fc.nat(40),
        fc.oneof(TEXT, fc.constantFrom('{', '}', '[', ']', ',', '"', '-->', ']]>', '\n')),
        (at, count, scribble) => isSound(REAL.slice(0, at) + scribble + REAL.slice(at + count), REAL.slice(at)),
      ),
    );
  });

  it('does not exhaust us, however deep it goes', () => {
    const depth = 50_000;
    isSound('['.repeat(depth) + ']'.repeat(depth), `${'{"@graph":'.repeat(depth)}null${'}'.repeat(depth)}`, '['.repeat(depth));
    isSound(`{"@type":"Product","sku":${'['.repeat(depth)}${']'.repeat(depth)}}`);
  });
});
