import { describe, expect, it } from 'vitest';
import { readArrival } from '../../../widget/reader/channel.ts';
import { readJsonLd } from '../../../widget/reader/json-ld.ts';
import { readNumber } from '../../../widget/reader/number.ts';
import { decidePageType, guessPageType, searchTermOf } from '../../../widget/reader/page-type.ts';

const shop = (path = '/') => new URL(path, 'https://shop.example');

describe('numbers as shops write them', () => {
  it.each([
    [89.9, 89.9],
    ['89.90', 89.9],
    ['89,90 €', 89.9],
    ['€ 1.234,50', 1234.5],
    ['1,234.50', 1234.5],
    ['1,234', 1234],
    ['1,234,567.00', 1234567],
    ['-5,00', -5],
    ['120.0000', 120],
    ['0', 0],
    ['CHF 89.-', 89],
  ])('%j is %d', (written, number) => {
    expect(readNumber(written)).toBe(number);
  });

  it.each([undefined, null, '', 'gratis', {}, [], Number.NaN, Number.POSITIVE_INFINITY])('%j is none', (written) => {
    expect(readNumber(written)).toBeUndefined();
  });
});

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
  const read = (...blocks: unknown[]) =>
    readJsonLd(
      blocks.map((block) => (typeof block === 'string' ? block : JSON.stringify(block))),
      shop('/lampada-aurora'),
    );

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
    const items = (path: string) => readJsonLd([JSON.stringify(group)], shop(path)).telling?.params.items;
    expect(items('/camicia?taglia=m')).toMatchObject([{ item_id: 'SHIRT-M', item_name: 'Camicia', price: 45 }]);
    expect(items('/camicia')).toMatchObject([{ item_id: 'SHIRT-S', price: 40 }]);
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
    expect(readJsonLd(['{"@type":"WebSite","url":"https://shop.example/negozio/"}'], shop('/negozio')).pageType).toBe('home');
    expect(readJsonLd(['{"@type":"WebSite","url":"https://shop.example/"}'], shop('/chi-siamo')).pageType).toBeNull();
    expect(readJsonLd(['{"@type":"SearchResultsPage"}'], shop('/s')).pageType).toBe('search');
    expect(readJsonLd(['{"@type":"CollectionPage"}'], shop('/lampade')).pageType).toBe('list');
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
    expect(() => readJsonLd([text], shop())).not.toThrow();
  });
});

describe('what an address says of its page', () => {
  it.each([
    ['/', 'home'],
    ['/it/', 'home'],
    ['/en-GB', 'home'],
    ['/index.html', 'home'],
    ['/?s=lampada', 'search'],
    ['/carrello', 'cart'],
    ['/it/cart/', 'cart'],
    ['/checkout/shipping', 'checkout'],
    ['/checkouts/cn/abc', 'checkout'],
    ['/cassa', 'checkout'],
    ['/checkout/grazie', 'confirmation'],
    ['/checkout/onepage/success/', 'confirmation'],
    ['/ordine-confermato', 'confirmation'],
    ['/cassa/order-received/99/', 'confirmation'],
    ['/ricerca?q=vaso', 'search'],
    ['/prodotti/lampada', 'product'],
    ['/it/products/lamp.html', 'product'],
    ['/collections/lamps/products/aurora', 'product'],
    ['/prodotti', 'list'],
    ['/categoria/lampade', 'list'],
    ['/collections/all', 'list'],
    ['/account/orders', 'account'],
    ['/accedi', 'account'],
    ['/chi-siamo', null],
    ['/lampada-aurora', null],
  ])('%s: %s', (path, type) => {
    expect(guessPageType(shop(path))).toBe(type);
  });

  it('finds the words looked for', () => {
    expect(searchTermOf(shop('/ricerca?page=2&q=lampada%20blu'))).toBe('lampada blu');
    expect(searchTermOf(shop('/ricerca?q='))).toBeNull();
  });
});

describe('what a page is', () => {
  it('goes by its acts, then JSON-LD, then its address', () => {
    expect(decidePageType(new Set(['view_item']), 'list', shop('/abc'))).toBe('product');
    expect(decidePageType(new Set(), 'product', shop('/abc'))).toBe('product');
    expect(decidePageType(new Set(), null, shop('/prodotti/abc'))).toBe('product');
    expect(decidePageType(new Set(['view_item_list']), null, shop('/abc'))).toBe('list');
    expect(decidePageType(new Set(), null, shop('/abc'))).toBe('other');
  });

  it('is not mistaken by a cart drawer or a row of products on the home page', () => {
    expect(decidePageType(new Set(['view_cart']), null, shop('/'))).toBe('home');
    expect(decidePageType(new Set(['view_item']), 'list', shop('/'))).toBe('home');
    expect(decidePageType(new Set(['begin_checkout']), null, shop('/carrello'))).toBe('checkout');
  });
});

describe('where a visitor came from', () => {
  it.each([
    ['/', '', { campaign: '', channel: 'direct' }],
    ['/', 'https://www.google.it/', { campaign: '', channel: 'organic-search' }],
    ['/', 'https://l.instagram.com/', { campaign: '', channel: 'social' }],
    ['/', 'https://blog.example.org/post', { campaign: '', channel: 'referral' }],
    ['/lampada', 'https://shop.example/', { campaign: '', channel: '' }],
    ['/?utm_source=news&utm_medium=Email&utm_campaign=nov', '', { campaign: 'news/email/nov', channel: 'email' }],
    ['/?utm_source=google&utm_medium=cpc', 'https://www.google.it/', { campaign: 'google/cpc/', channel: 'paid-search' }],
    ['/?utm_source=facebook&utm_medium=cpc', '', { campaign: 'facebook/cpc/', channel: 'paid-social' }],
    ['/?utm_source=vetrina&utm_medium=qr', '', { campaign: 'vetrina/qr/', channel: 'qr' }],
    ['/?utm_source=partner', '', { campaign: 'partner//', channel: 'campaign' }],
    ['/?gclid=abc', 'https://www.google.it/', { campaign: 'paid-search', channel: 'paid-search' }],
    ['/?fbclid=abc', '', { campaign: 'social', channel: 'social' }],
  ])('%s from "%s"', (path, referrer, arrival) => {
    expect(readArrival(shop(path), referrer)).toEqual(arrival);
  });
});
