import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProduct } from '../../../edge/catalog/parse-product.ts';
import { readProductRows } from '../../../edge/catalog/read-products.ts';
import type { RowResult } from '../../../edge/imports/types.ts';
import type { Product } from '../../../shared/schemas/product.ts';
import { bodyOf } from '../../support/rows.ts';

const SITE = { currency: 'EUR', timeZone: 'Europe/Rome' };
const NOW = Date.parse('2026-11-20T12:00:00Z');
const LAMP = { id: 'A', title: 'Lamp', link: 'https://shop.example/a', price: '120.00 EUR' };

const parse = (fields: object) => parseProduct({ row: 3, fields: fields as Record<string, unknown> }, SITE, NOW);
const product = (fields: object): Product => {
  const result = parse({ ...LAMP, ...fields });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
};
const refusals = (fields: object): Record<string, string> => {
  const result = parse(fields);
  if (result.ok) throw new Error('was accepted');
  return Object.fromEntries(result.errors.map(({ field, message }) => [field, message]));
};
const warned = (fields: object) => {
  const result = parse({ ...LAMP, ...fields });
  return result.ok ? (result.warnings ?? []).map(({ field }) => field) : [];
};
const imported = async (type: string, content: string | Uint8Array, origin?: string): Promise<RowResult<Product>[]> => {
  const results: RowResult<Product>[] = [];
  for await (const raw of readProductRows(type, bodyOf(content), origin === undefined ? {} : { origin }))
    results.push(parseProduct(raw, SITE, NOW));
  return results;
};
const values = (results: RowResult<Product>[]) => results.flatMap((result) => (result.ok ? [result.value] : []));

describe('a product', () => {
  it('in Merchant Center names is kept whole', () => {
    expect(
      product({
        image_link: 'https://shop.example/a.jpg',
        sale_price: '99.90 EUR',
        availability: 'in stock',
        brand: 'Flos',
        gtin: '8059607',
        mpn: 'F1',
        product_type: 'Home > Lamps',
        item_group_id: 'G',
        titles: { it: 'Lampada', en: 'Lamp' },
        description: '<p>Warm   light</p>',
        condition: 'New',
      }),
    ).toEqual({
      id: 'A',
      title: 'Lamp',
      titles: { it: 'Lampada', en: 'Lamp' },
      link: 'https://shop.example/a',
      imageLink: 'https://shop.example/a.jpg',
      price: { minor: 12_000, currency: 'EUR' },
      salePrice: { minor: 9_990, currency: 'EUR' },
      availability: 'in_stock',
      brand: 'Flos',
      categories: ['Home', 'Lamps'],
      itemGroupId: 'G',
      description: 'Warm light',
      gtin: '8059607',
      mpn: 'F1',
      condition: 'new',
    });
  });

  it('may carry the prefix in its names, or plain ones', () => {
    expect(parse({ 'g:id': 'A', 'g:title': 'Lamp', 'g:link': LAMP.link, 'g:price': '1 EUR' }).ok).toBe(true);
    expect(parse({ sku: 'A', name: 'Lamp', url: LAMP.link, price: 12.5, category: 'Home > Lamps' })).toMatchObject({
      value: { id: 'A', price: { minor: 1_250, currency: 'EUR' }, categories: ['Home', 'Lamps'] },
    });
  });

  it.each([
    ['120.00 EUR', 12_000, 'EUR'],
    ['EUR 15', 1_500, 'EUR'],
    ['129900.00 TRY', 12_990_000, 'TRY'],
    ['1500 JPY', 1_500, 'JPY'],
    ['12.5', 1_250, 'EUR'],
    ['1.234,50 €', 123_450, 'EUR'],
    ['€ 12,90', 1_290, 'EUR'],
    ['1,234.50 usd', 123_450, 'USD'],
    ['£9.99', 999, 'GBP'],
  ])('costs %s as it is written', (price, minor, currency) => {
    expect(product({ price }).price).toEqual({ minor, currency });
  });

  it.each(['free', '12,345', '1.234 EUR EUR', '-5 EUR', '12 €uro', '1e9 EUR', {}])('is refused for a price of %j', (price) => {
    expect(refusals({ ...LAMP, price })).toHaveProperty('price');
  });

  it.each([
    ['in stock', 'in_stock'],
    ['IN_STOCK', 'in_stock'],
    ['https://schema.org/OutOfStock', 'out_of_stock'],
    ['http://schema.org/PreOrder', 'preorder'],
    ['out-of-stock', 'out_of_stock'],
    ['backorder', 'backorder'],
    ['', 'in_stock'],
  ])('is available when the feed says %j', (availability, expected) => {
    expect(product({ availability }).availability).toBe(expected);
  });

  it('shows a sale only where it is one, and only while it lasts', () => {
    expect(product({ sale_price: '150 EUR' })).not.toHaveProperty('salePrice');
    expect(product({ sale_price: '100 USD' })).not.toHaveProperty('salePrice');
    expect(warned({ sale_price: '150 EUR' })).toEqual(['sale_price']);
    expect(product({ sale_price: '100 EUR', sale_price_effective_date: '2026-11-01T00:00+0100/2026-11-30T23:59+0100' })).toHaveProperty(
      'salePrice',
    );
    expect(product({ sale_price: '100 EUR', sale_price_effective_date: '2026-12-01/2026-12-31' })).not.toHaveProperty('salePrice');
    expect(warned({ sale_price: '100 EUR', sale_price_effective_date: 'soon' })).toEqual(['sale_price_effective_date']);
  });

  it('takes its categories from the shop, then from Google unless that is a bare number', () => {
    expect(product({ product_type: ['Casa > Luci', 'Altro'], google_product_category: 'Home & Garden' }).categories).toEqual([
      'Casa',
      'Luci',
    ]);
    expect(product({ google_product_category: 'Home & Garden > Lighting' }).categories).toEqual(['Home & Garden', 'Lighting']);
    expect(product({ google_product_category: 594 }).categories).toEqual([]);
  });

  it('is refused by field, all that is wrong at once', () => {
    expect(refusals({ title: ' ', link: 'javascript:alert(1)', availability: 'maybe', id: 'x'.repeat(129) })).toEqual({
      id: expect.stringContaining('128'),
      title: 'is missing',
      link: expect.stringContaining('http'),
      price: 'is missing',
      availability: expect.stringContaining('in_stock'),
    });
    expect(refusals({ ...LAMP, link: 'data:text/html,x' })).toHaveProperty('link');
    expect(refusals({ ...LAMP, title: 'bell\u0007' })).toHaveProperty('title');
    expect(refusals({ ...LAMP, titles: { italiano: 'x' } })).toHaveProperty(['titles.italiano']);
  });

  it('names what it does not know, and says nothing of what feeds usually hold', () => {
    expect(warned({ margin_class: 'A', custom_label_0: 'x', shipping: { country: 'IT' } })).toEqual(['margin_class']);
  });

  it('of an unreadable row gives the reason of the row alone', () => {
    expect(parseProduct({ row: 9, fields: {}, error: 'is not JSON' }, SITE, NOW)).toEqual({
      ok: false,
      errors: [{ row: 9, field: '', message: 'is not JSON' }],
    });
  });

  it('never makes the import fail, whatever stands in its fields', () => {
    const names = fc.constantFrom(
      'id',
      'title',
      'titles',
      'link',
      'price',
      'sale_price',
      'availability',
      'product_type',
      'description',
      'g:id',
      'currency',
      '__proto__',
    );
    fc.assert(
      fc.property(fc.dictionary(names, fc.jsonValue()), (fields) => {
        const result = parse(fields);
        if (result.ok) expect(result.value.price.minor).toBeGreaterThanOrEqual(0);
        else expect(result.errors.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('a Shopify product export', () => {
  const CSV = `Handle,Title,Body (HTML),Vendor,Product Category,Type,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Status
sedia,Sedia Nora,<p>Faggio</p>,Nora,Home & Garden,Sedie,true,Colore,Rosso,'NORA-R,shopify,4,deny,89.90,119.90,800123,https://cdn.example/r.jpg,active
sedia,,,,,,,,Verde,NORA-V,shopify,0,deny,89.90,,,,
sedia,,,,,,,,,,,,,,,,https://cdn.example/2.jpg,
lampada,Lampada Arco,,Flos,,Luci,true,Title,Default Title,,,,deny,250.00,,,https://cdn.example/l.jpg,draft
`;

  it('becomes one product a variant, with the texts of the first row', async () => {
    const results = await imported('text/csv', CSV, 'https://shop.example');
    expect(values(results)).toEqual([
      {
        id: 'NORA-R',
        title: 'Sedia Nora – Rosso',
        link: 'https://shop.example/products/sedia',
        imageLink: 'https://cdn.example/r.jpg',
        itemGroupId: 'sedia',
        price: { minor: 11_990, currency: 'EUR' },
        salePrice: { minor: 8_990, currency: 'EUR' },
        availability: 'in_stock',
        brand: 'Nora',
        categories: ['Sedie'],
        description: 'Faggio',
        gtin: '800123',
      },
      expect.objectContaining({
        id: 'NORA-V',
        title: 'Sedia Nora – Verde',
        availability: 'out_of_stock',
        price: { minor: 8_990, currency: 'EUR' },
        itemGroupId: 'sedia',
      }),
      expect.objectContaining({ id: 'lampada', title: 'Lampada Arco', availability: 'out_of_stock' }),
    ]);
    expect(results.every((result) => result.ok)).toBe(true);
  });

  it('links within the shop where nobody says where that is', async () => {
    expect(values(await imported('text/csv', CSV))[0]?.link).toBe('/products/sedia');
  });

  it('refuses a row without a handle and a variant without a price', async () => {
    const results = await imported('text/csv', `${CSV}${',x'.padEnd(19, ',')}\ntavolo,Tavolo,,,,,,,,T1,,,,,,,,active\n`);
    expect(results.slice(3).map((result) => !result.ok && result.errors.map(({ field }) => field))).toEqual([[''], ['price']]);
  });
});

const FEED = new URL('../../../../shared/data/feeds/solarmarket-merchant-feed.xml', import.meta.url);

describe.skipIf(!existsSync(FEED))('a live feed (needs ../shared/data)', () => {
  const xml = existsSync(FEED) ? readFileSync(FEED, 'utf8') : '';

  it('of 785 items in three currencies is accepted whole', async () => {
    const products = values(await imported('application/xml', xml));
    expect(products).toHaveLength(785);
    expect(new Set(products.map((one) => one.price.currency))).toEqual(new Set(['EUR', 'USD', 'TRY']));
    expect(products.every((one) => one.price.minor > 0 && one.categories.length > 0 && one.link.startsWith('https://'))).toBe(true);
  });

  it('with single items spoilt loses those alone, each with row, field and reason', async () => {
    let item = 0;
    const spoilt = xml.replace(/<g:price>[^<]*<\/g:price>/g, (price) => (++item % 100 === 0 ? '<g:price>gratis</g:price>' : price));
    const results = await imported('application/xml', spoilt);
    const refused = results.flatMap((result) => (result.ok ? [] : result.errors));
    expect(values(results)).toHaveLength(778);
    expect(refused.map(({ row }) => row)).toEqual([100, 200, 300, 400, 500, 600, 700]);
    expect(refused[0]).toEqual({ row: 100, field: 'price', message: 'is not a price such as 120.00 EUR' });
  });

  it('cut in the middle is refused as a whole, naming the row', async () => {
    const at = xml.split('<item>').slice(0, 501).join('<item>').length - 40;
    await expect(imported('application/xml', xml.slice(0, at))).rejects.toMatchObject({ row: 500 });
  });
});
