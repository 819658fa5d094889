import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanAct } from '../../../widget/sources/clean-act.ts';
import { magentoCart } from '../../../widget/sources/magento.ts';
import type { PlatformCart } from '../../../widget/sources/platform-lines.ts';
import { prestashopCart } from '../../../widget/sources/prestashop.ts';
import { shopifyCart, shopifyProducts } from '../../../widget/sources/shopify.ts';
import { snipcartCart, snipcartOrder } from '../../../widget/sources/snipcart.ts';
import { wooCart } from '../../../widget/sources/woocommerce.ts';

/** What the core makes of a cart that a platform told. */
const told = (cart: PlatformCart | undefined) => cart && cleanAct('cart', cart, undefined, true);

const teeInCart = {
  id: 40490343563461,
  properties: {},
  quantity: 2,
  variant_id: 40490343563461,
  key: '40490343563461:1a2b',
  title: 'Maglietta - M / Blu',
  price: 1990,
  original_price: 1990,
  final_price: 1791,
  line_price: 3980,
  final_line_price: 3582,
  sku: 'TEE-M-BLU',
  vendor: 'Atelier',
  product_id: 4681855533135,
  handle: 'maglietta',
  product_title: 'Maglietta',
  variant_title: 'M / Blu',
  variant_options: ['M', 'Blu'],
};

describe('a cart of Shopify', () => {
  it('has what is paid for one, in major units, and the id of the product export', () => {
    expect(told(shopifyCart({ token: 'abc', item_count: 2, total_price: 3582, currency: 'EUR', items: [teeInCart] }))).toEqual({
      type: 'cart',
      currency: 'EUR',
      items: [{ item_id: 'TEE-M-BLU', item_name: 'Maglietta - M / Blu', item_variant: 'M / Blu', price: 17.91, quantity: 2 }],
    });
  });

  it.each([
    ['a handle and the options, where a variant has no SKU', { ...teeInCart, sku: '' }, 'maglietta-M-Blu'],
    ['a handle, where a product has no variants', { ...teeInCart, sku: null, variant_title: null }, 'maglietta'],
    ['a number, where there is neither', { id: 7, quantity: 1 }, '7'],
  ])('an id is %s', (_, row, id) => {
    expect(told(shopifyCart({ items: [row] }))?.items?.[0]?.item_id).toBe(id);
  });

  it('tells hundredths of yen too', () => {
    expect(told(shopifyCart({ currency: 'JPY', items: [{ ...teeInCart, final_price: 120_000 }] }))?.items?.[0]?.price).toBe(1200);
  });
});

describe('products that Shopify says a page shows', () => {
  const product = {
    id: 10217206972727,
    gid: 'gid://shopify/Product/10217206972727',
    vendor: 'Atelier',
    type: 'Lampade',
    handle: 'aurora',
    variants: [
      { id: 50778480509239, price: 8990, name: 'Aurora - Bianca', public_title: 'Bianca', sku: 'LAMP-W' },
      { id: 50778480509240, price: 9990, name: 'Aurora - Nera', public_title: 'Nera', sku: '' },
    ],
    remote: false,
  };

  it.each([
    ['the first variant', '', { item_id: 'LAMP-W', item_name: 'Aurora - Bianca', item_variant: 'Bianca', price: 89.9 }],
    [
      'the variant of the address',
      '?variant=50778480509240&utm_source=x',
      { item_id: 'aurora-Nera', item_name: 'Aurora - Nera', item_variant: 'Nera', price: 99.9 },
    ],
  ])('the one of a page: %s', (_, query, line) => {
    expect(told(shopifyProducts({ currency: 'EUR', product, page: { pageType: 'product' } }, query))).toMatchObject({
      currency: 'EUR',
      items: [line],
    });
  });

  it('those of a collection; none where the page has none', () => {
    expect(shopifyProducts({ currency: 'EUR', products: [product, { ...product, handle: 'b', variants: [] }] }, '')?.items).toHaveLength(2);
    expect(shopifyProducts({ currency: 'EUR', page: { pageType: 'home' } }, '')).toBeUndefined();
    expect(shopifyProducts(undefined, '')).toBeUndefined();
  });
});

describe('a cart of WooCommerce', () => {
  const row = {
    key: 'a5771bce',
    id: 2217,
    type: 'variation',
    quantity: 3,
    name: 'Felpa &#8211; Uomo &amp; Donna',
    sku: 'FELPA-BLU',
    permalink: 'https://shop.example/product/felpa/?attribute_pa_color=blu',
    variation: [{ raw_attribute: 'attribute_pa_color', attribute: 'Colore', value: 'Blu' }],
    prices: { price: '1999', regular_price: '2499', sale_price: '1999', currency_code: 'EUR', currency_minor_unit: 2 },
  };
  const cart = (items: unknown[], code = 'EUR') => ({
    coupons: [],
    items,
    items_count: 3,
    totals: { total_items: '5997', total_price: '5997', currency_code: code, currency_minor_unit: 2 },
  });

  it('has prices in major units and names as people read them', () => {
    expect(told(wooCart(cart([row])))).toEqual({
      type: 'cart',
      currency: 'EUR',
      items: [{ item_id: 'FELPA-BLU', item_name: 'Felpa – Uomo & Donna', price: 19.99, quantity: 3 }],
    });
  });

  it.each([
    ['JPY', 0, '1999', 1999],
    ['KWD', 3, '19990', 19.99],
    ['EUR', undefined, '1999', undefined],
    ['EUR', 2, '', undefined],
  ])('prices of %s with %s decimals: %s is %s', (currency, units, price, major) => {
    const said = wooCart(cart([{ ...row, prices: { price, currency_minor_unit: units } }], currency));
    expect(told(said)?.items?.[0]?.price).toBe(major);
  });

  it('goes by the number of what has no SKU', () => {
    expect(told(wooCart(cart([{ ...row, sku: '' }])))?.items?.[0]?.item_id).toBe('2217');
  });
});

describe('a cart of PrestaShop', () => {
  const row = {
    id_product: '2',
    id_product_attribute: '60',
    cart_quantity: '2',
    quantity: 2,
    stock_quantity: 86,
    name: 'Maglione orso',
    reference: 'demo_3',
    attributes: { Taglia: 'S', Colore: 'Nero' },
    price: '1.234,50 €',
    price_amount: 1234.5,
    price_wt: 1234.5,
  };
  const said = (changed: object) => told(prestashopCart({ products: [{ ...row, ...changed }], products_count: 2 }, { iso_code: 'EUR' }));

  it('goes by references, and counts what is in the cart rather than in stock', () => {
    expect(said({ quantity: 86 })).toEqual({
      type: 'cart',
      currency: 'EUR',
      items: [{ item_id: 'demo_3', item_name: 'Maglione orso', item_variant: 'S / Nero', price: 1234.5, quantity: 2 }],
    });
    expect(said({ reference: '' })?.items?.[0]?.item_id).toBe('2');
  });

  it.each([
    ['€ 1.234,50', 1234.5],
    ['£36.00', 36],
    ['R 44,000.00', 44_000],
    ['gratis', undefined],
  ])('older versions tell a price as people read it: %s', (price_amount, price) => {
    expect(said({ price_amount })?.items?.[0]?.price).toBe(price);
  });
});

describe('a cart of Magento', () => {
  const row = {
    product_type: 'configurable',
    options: [
      { label: 'Taglia', value: 'M', option_id: 144 },
      { label: 'Colore', value: 'Giallo', option_id: 93 },
    ],
    qty: 1,
    item_id: '7',
    product_id: '1818',
    product_name: 'Lampadario 46&quot; &amp; paralume',
    product_sku: 'WT09-M-Yellow',
    product_price: '<span class="price">34,00&nbsp;€</span>',
    product_price_value: 34,
  };
  const said = (changed: object, subtotal = '<span class="price">34,00 €</span>') =>
    magentoCart({ summary_count: 1, subtotalAmount: '34.0000', subtotal, items: [{ ...row, ...changed }], data_id: 1560770609 }, 'USD');

  it('goes by the SKU of the variant', () => {
    expect(told(said({}))).toEqual({
      type: 'cart',
      currency: 'EUR',
      items: [{ item_id: 'WT09-M-Yellow', item_name: 'Lampadario 46" & paralume', item_variant: 'M / Giallo', price: 34, quantity: 1 }],
    });
  });

  it.each([
    ['34.9500', 34.95],
    [{ incl_tax: '42.70', excl_tax: 35 }, 42.7],
    [null, undefined],
  ])('a price may be told as %j', (product_price_value, price) => {
    expect(told(said({ product_price_value }))?.items?.[0]?.price).toBe(price);
  });

  it('has the currency of the page where its sign says little', () => {
    expect(said({}, '<span class="price">$34.00</span>')?.currency).toBe('USD');
  });

  it('is empty when nothing is in it, and unknown when its lines are kept back', () => {
    expect(magentoCart({ summary_count: 0, items: [] })?.items).toEqual([]);
    expect(magentoCart({ summary_count: 3, items: [] })).toBeUndefined();
    expect(magentoCart({ data_id: 1 })).toBeUndefined();
  });
});

describe('a cart of Snipcart', () => {
  const item = {
    uniqueId: 'eb4c9dae-e725-4dad-b7ae-a5e48097c831',
    id: 'POSTER-1',
    name: 'Poster',
    price: 20,
    unitPrice: 24.5,
    quantity: 2,
    totalPrice: 49,
    customFields: [{ name: 'Cornice', value: 'Rovere', displayValue: 'Rovere' }],
  };
  const line = { item_id: 'POSTER-1', item_name: 'Poster', item_variant: 'Rovere', price: 24.5, quantity: 2 };

  it('has prices with what the options add', () => {
    expect(told(snipcartCart({ token: 'a', currency: 'eur', total: 49, items: { count: 1, items: [item] } }))).toEqual({
      type: 'cart',
      currency: 'EUR',
      items: [line],
    });
  });

  it.each([
    ['as the cart', { invoiceNumber: 'SNIP-1001', currency: 'eur', total: 49, items: { items: [item] } }],
    ['with the cart in it', { cart: { token: 'SNIP-1001', currency: 'eur', total: 49, items: [item] } }],
  ])('an order comes %s', (_, said) => {
    expect(cleanAct('purchase', snipcartOrder(said), undefined)).toEqual({
      type: 'purchase',
      transaction_id: 'SNIP-1001',
      value: 49,
      currency: 'EUR',
      items: [line],
    });
  });

  it('a price in several currencies is none', () => {
    const said = { currency: 'usd', items: { items: [{ ...item, unitPrice: undefined, price: { usd: 20, cad: 25 } }] } };
    expect(told(snipcartCart(said))?.items?.[0]).not.toHaveProperty('price');
  });
});

describe('whatever a platform says', () => {
  const field = fc.oneof(fc.jsonValue(), fc.constantFrom('EUR', 'x', 0, -1, 1e308, '1e999', null, '&#999999999;', { value: null }));
  const names =
    'id sku handle title variant_title price final_price quantity name prices variation currency_minor_unit reference id_product attributes ' +
    'price_amount cart_quantity product_sku product_id product_name product_price_value options qty unitPrice customFields variants public_title';
  const row = fc.oneof(field, fc.dictionary(fc.constantFrom(...names.split(' ')), field));
  const rows = fc.oneof(field, fc.array(row));
  const shapes: [string, fc.Arbitrary<unknown>, (said: unknown) => PlatformCart | undefined][] = [
    ['Shopify', fc.record({ items: rows, currency: field }), shopifyCart],
    ['Shopify (page)', fc.record({ product: row, products: rows, currency: field }), (said) => shopifyProducts(said, '?variant=1')],
    ['WooCommerce', fc.record({ items: rows, totals: fc.oneof(field, fc.record({ currency_code: field })) }), wooCart],
    ['PrestaShop', fc.record({ products: rows }), (said) => prestashopCart(said, { iso_code: 'EUR' })],
    ['Magento', fc.record({ items: rows, summary_count: field, subtotal: field }), (said) => magentoCart(said)],
    ['Snipcart', fc.record({ items: fc.oneof(rows, fc.record({ items: rows })), currency: field }), snipcartCart],
  ];

  it.each(shapes)(
    '%s: nothing is thrown, and each line of a cart has an id, a quantity, and a price that is one or none',
    (_, shape, read) => {
      fc.assert(
        fc.property(fc.oneof(fc.jsonValue(), shape), (said) => {
          // What cannot even become a text throws wherever it is looked at; `life.safely` keeps that from the page.
          fc.pre(!/"(toString|valueOf)"/.test(JSON.stringify(said)));
          const cart = read(said);
          for (const { item_id, quantity } of cart?.items ?? []) {
            expect(item_id).toBeTruthy();
            expect(quantity).toBeGreaterThan(0);
          }
          const act = told(cart);
          expect(act?.currency ?? 'EUR').toMatch(/^[A-Z]{3}$/);
          for (const line of act?.items ?? []) {
            expect(line.item_id).not.toBe('');
            expect(line.quantity ?? 1).toBeGreaterThan(0);
            expect(Number.isFinite(line.price ?? 0)).toBe(true);
          }
        }),
      );
    },
  );
});
