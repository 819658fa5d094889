import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadPublishedSite, loadStock } from '../../edge/site/snapshot.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const SITE = 'stores-test';
const at = (path: string) => `/sites/${SITE}${path}`;
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const store = (storeCode: string, latitude: number, longitude: number) => ({
  storeCode,
  name: `Bottega ${storeCode}`,
  address: { streetAddress: 'Via Torino 1', addressLocality: 'Milano', addressCountry: 'IT' },
  geo: { latitude, longitude },
  timeZone: 'Europe/Rome',
  openingHours: [{ dayOfWeek: DAYS, opens: '09:00', closes: '19:30' }],
});
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const nearDuomo = 'lat=45.4641&lon=9.19';
const availability = async (items: string, more = `${nearDuomo}&at=2026-11-24T11:00:00Z`) =>
  (await answerOf(await admin('GET', at(`/stores/availability?items=${items}&${more}`)))).stores;
const stockOf = async (productId: string) => {
  const site = await loadPublishedSite(env, SITE, Date.now());
  return (await loadStock(env, site!.head, [productId])).get(productId) ?? [];
};
const sell = (orderId: string, storeCode: string, itemId: string, quantity: number, when: string, channel = 'pos') =>
  importAll(SITE, 'purchases', [
    { orderId, at: when, channel, storeCode, total: 10, currency: 'EUR', items: [{ item_id: itemId, price: 10, quantity }] },
  ]);

beforeAll(async () => {
  await newSite(SITE);
  await importAll(SITE, 'stores', [
    store('milano-torino', 45.4612, 9.1866),
    store('milano-buenos-aires', 45.4785, 9.2115),
    store('roma-corso', 41.9028, 12.4803),
  ]);
  await importAll(SITE, 'inventory', [
    { store_code: 'milano-torino', id: 'lamp', quantity: 3, asOf: minutesAgo(60) },
    { store_code: 'milano-torino', id: 'vase', quantity: 1, price: '12.00 EUR', asOf: minutesAgo(60) },
    { store_code: 'roma-corso', id: 'lamp', quantity: 9, asOf: minutesAgo(60) },
  ]);
});

describe('availability', () => {
  it('names the nearest shop first, with what it has of each product and when it closes', async () => {
    const stores = await availability('lamp:2,vase:1');
    expect(stores.map(({ storeCode }: { storeCode: string }) => storeCode)).toEqual(['milano-torino', 'milano-buenos-aires', 'roma-corso']);
    expect(stores[0]).toMatchObject({
      open: true,
      closesAt: '2026-11-24T18:30:00.000Z',
      whole: true,
      lines: [
        { item_id: 'lamp', wanted: 2, inStock: 3, asOf: expect.any(String) },
        { item_id: 'vase', wanted: 1, inStock: 1 },
      ],
    });
    expect(stores[0].distanceMeters).toBeGreaterThan(100);
    expect(stores[0].distanceMeters).toBeLessThan(1_000);
    expect(stores[1]).toMatchObject({
      whole: false,
      lines: [
        { inStock: 0, asOf: null },
        { inStock: 0, asOf: null },
      ],
    });
    expect((await availability('lamp', `${nearDuomo}&at=2026-11-24T22:00:00Z`))[0].open).toBe(false);
  });

  it('does without a position and takes ids with colons', async () => {
    const stores = await availability('sku:with:colons:2', '');
    expect(stores[0]).toMatchObject({ distanceMeters: null, lines: [{ item_id: 'sku:with:colons', wanted: 2 }] });
  });

  it('asked wrongly is refused in words', async () => {
    for (const query of [
      '',
      'items=',
      'items=lamp:0',
      'items=lamp&lat=45',
      'items=lamp&lat=north&lon=9',
      'items=lamp&lat=95&lon=9',
      'items=lamp&at=tomorrow',
    ]) {
      expect([query, (await admin('GET', at(`/stores/availability?${query}`))).status]).toEqual([query, 422]);
    }
  });
});

describe('stock', () => {
  it('is published in the form a decision reads', async () => {
    expect(await stockOf('vase')).toEqual([
      {
        storeCode: 'milano-torino',
        productId: 'vase',
        quantity: 1,
        availability: 'in_stock',
        priceMinor: 1200,
        currency: 'EUR',
        asOfMs: expect.any(Number),
      },
    ]);
    expect(await stockOf('unheard-of')).toEqual([]);
  });

  it('is changed line by line, and pages see it', async () => {
    const path = at('/inventory/roma-corso/lamp');
    expect(await answerOf(await admin('PATCH', path, { quantity: 0 }))).toMatchObject({
      store_code: 'roma-corso',
      id: 'lamp',
      quantity: 0,
      availability: 'out_of_stock',
    });
    await expect.poll(async () => (await stockOf('lamp')).find((line) => line.storeCode === 'roma-corso')?.quantity).toBe(0);
    expect(await answerOf(await admin('PATCH', path, { quantity: 4, price: 99.5 }))).toMatchObject({
      quantity: 4,
      availability: 'in_stock',
      price: '99.50 EUR',
    });
    await expect.poll(async () => (await stockOf('lamp')).find((line) => line.storeCode === 'roma-corso')?.quantity).toBe(4);
  });

  it('takes many changes within one second, and the last one of each counts', async () => {
    for (let quantity = 1; quantity <= 20; quantity++) await admin('PATCH', at('/inventory/milano-buenos-aires/rug'), { quantity });
    await expect.poll(async () => (await stockOf('rug'))[0]?.quantity).toBe(20);
  });

  it('does not go back in time: older news is refused or left out, with a word about it', async () => {
    expect((await admin('PATCH', at('/inventory/roma-corso/lamp'), { quantity: 1, asOf: minutesAgo(120) })).status).toBe(409);
    const report = await importAll(SITE, 'inventory', [{ store_code: 'roma-corso', id: 'lamp', quantity: 1, asOf: minutesAgo(120) }]);
    expect(report.warnings[0].message).toContain('older');
    expect((await availability('lamp', 'lat=41.9&lon=12.48'))[0].lines[0].inStock).toBe(4);
  });

  it('patched wrongly is refused, and stays', async () => {
    const path = at('/inventory/milano-torino/lamp');
    for (const body of [
      {},
      { quantity: -1 },
      { quantity: 1.5 },
      { quantity: '3' },
      { availability: 'maybe' },
      { price: 'ten' },
      { quantity: 1, asOf: '2126-01-01' },
      { colour: 'red' },
    ]) {
      expect([body, (await admin('PATCH', path, body)).status]).toEqual([body, 422]);
    }
    expect((await admin('PATCH', at('/inventory/nowhere/lamp'), { quantity: 1 })).status).toBe(404);
    expect((await admin('PATCH', at('/inventory/milano-torino/new'), { availability: 'in_stock' })).status).toBe(422);
    expect((await availability('lamp'))[0].lines[0].inStock).toBe(3);
  });

  it('of shops not known yet is kept, with a warning', async () => {
    const report = await importAll(SITE, 'inventory', [{ store_code: 'bari', id: 'lamp', quantity: 2 }]);
    expect(report.warnings[0]).toMatchObject({ field: 'store_code', message: expect.stringContaining('bari') });
  });
});

describe('a till receipt', () => {
  it('lowers the stock of its shop, once, however often it is sent', async () => {
    await sell('till-1', 'milano-torino', 'lamp', 2, minutesAgo(5));
    await sell('till-1', 'milano-torino', 'lamp', 2, minutesAgo(5));
    expect((await availability('lamp'))[0].lines[0].inStock).toBe(1);
    await expect.poll(async () => (await stockOf('lamp')).find((line) => line.storeCode === 'milano-torino')?.quantity).toBe(1);
  });

  it('older than the count changes nothing, and a later count starts anew', async () => {
    await sell('till-0', 'milano-torino', 'vase', 1, minutesAgo(90));
    expect((await availability('vase'))[0].lines[0].inStock).toBe(1);
    await sell('till-2', 'milano-torino', 'vase', 1, minutesAgo(4));
    expect((await availability('vase'))[0].lines[0].inStock).toBe(0);
    await importAll(SITE, 'inventory', [{ store_code: 'milano-torino', id: 'vase', quantity: 5, asOf: minutesAgo(2) }]);
    expect((await availability('vase'))[0].lines[0].inStock).toBe(5);
  });

  it('that came before the count it followed still counts', async () => {
    await sell('till-3', 'milano-torino', 'bowl', 1, minutesAgo(1));
    await importAll(SITE, 'inventory', [{ store_code: 'milano-torino', id: 'bowl', quantity: 4, asOf: minutesAgo(10) }]);
    expect((await availability('bowl'))[0].lines[0].inStock).toBe(3);
  });

  it('of another channel, or a refund, leaves the shelf alone', async () => {
    await sell('web-1', 'milano-torino', 'bowl', 1, minutesAgo(1), 'web');
    await importAll(SITE, 'purchases', [
      {
        orderId: 'r-1',
        refundOf: 'till-3',
        at: minutesAgo(0),
        channel: 'pos',
        storeCode: 'milano-torino',
        total: 10,
        currency: 'EUR',
        items: [{ item_id: 'bowl', price: 10, quantity: 1 }],
      },
    ]);
    expect((await availability('bowl'))[0].lines[0].inStock).toBe(3);
  });
});

describe('many shops', () => {
  it('2,500 of them with stock are imported and asked in one go', async () => {
    await newSite('stores-many');
    await importAll(
      'stores-many',
      'stores',
      Array.from({ length: 2_500 }, (_, i) => store(`s${i}`, 36 + (i % 100) / 10, 8 + i / 250)),
    );
    await importAll(
      'stores-many',
      'inventory',
      Array.from({ length: 25_000 }, (_, i) => ({ store_code: `s${i % 2_500}`, id: `p${Math.floor(i / 2_500)}`, quantity: i % 7 })),
    );
    const { stores } = await answerOf(await admin('GET', '/sites/stores-many/stores/availability?items=p1:1,p2:2&lat=41&lon=12'));
    expect(stores).toHaveLength(2_500);
    const distances = stores.map(({ distanceMeters }: { distanceMeters: number }) => distanceMeters);
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
    const { head } = (await loadPublishedSite(env, 'stores-many', Date.now()))!;
    expect(head.parts.stock?.shards).toBe(8);
    expect((await loadStock(env, head, ['p1', 'p2'])).get('p1')).toHaveLength(2_500);
    expect((await answerOf(await admin('GET', '/sites/stores-many/stores?limit=1000'))).items).toHaveLength(1_000);
  });
});
