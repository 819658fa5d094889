import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const SITE = 'exports';
const AT = '2026-10-05T10:00:00.000Z';
const ask = (kind: string, query = '', site = SITE) => admin('GET', `/sites/${site}/exports/${kind}${query}`);
// biome-ignore lint/suspicious/noExplicitAny: looked at field by field
const rowsOf = async (response: Response): Promise<any[]> => {
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
};

beforeAll(async () => {
  await newSite(SITE);
  await importAll(SITE, 'customers', [
    { customerId: 'c, "one"', loyaltyCard: 'K1', tier: 'gold', joinedAt: '2026-01-01T00:00:00Z' },
    { customerId: 'c2', emailSha256: 'b'.repeat(64) },
  ]);
  const receipts = Array.from({ length: 2_300 }, (_, index) => ({
    orderId: `o${String(index).padStart(5, '0')}`,
    at: AT,
    channel: 'pos',
    total: 12.5,
    currency: 'EUR',
    customerId: index === 0 ? 'c2' : undefined,
    items: [{ item_id: 'lamp', price: 12.5, quantity: 1 }],
  }));
  await importAll(SITE, 'purchases', [
    ...receipts,
    { orderId: 'r1', at: AT, channel: 'pos', total: 2.5, currency: 'EUR', refundOf: 'o00001' },
  ]);
  await importAll(SITE, 'events', [{ visitorId: 'v1', type: 'page_view', at: new Date(Date.now() - 3_600_000).toISOString() }]);
});

describe('an export', () => {
  it('of events has every purchase and refund once, in amounts of money', async () => {
    const rows = await rowsOf(await ask('events'));
    expect(rows.length).toBe(2_301);
    expect(new Set(rows.map(({ transaction_id }) => transaction_id)).size).toBe(2_301);
    expect(rows[0]).toMatchObject({ event: 'purchase', transaction_id: 'o00000', at: AT, value: 12.5, currency: 'EUR', customerId: 'c2' });
    expect(JSON.parse(rows[0].items)).toEqual([{ item_id: 'lamp', price: 12.5, quantity: 1 }]);
    expect(rows.at(-1)).toMatchObject({ event: 'refund', refundOf: 'o00001', value: 2.5 });
  });

  it('comes in pages by a cursor, none twice and none missing', async () => {
    const ids: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; cursor !== null; page += 1) {
      const response = await ask('events', `?limit=1000${cursor ? `&cursor=${cursor}` : ''}`);
      cursor = response.headers.get('tappa-next');
      ids.push(...(await rowsOf(response)).map(({ transaction_id }) => transaction_id));
      expect(page).toBeLessThan(4);
    }
    expect(ids).toEqual((await rowsOf(await ask('events'))).map(({ transaction_id }) => transaction_id));
  });

  it('of counters tells what the reports are made of', async () => {
    const rows = await rowsOf(await ask('rollups'));
    expect(rows.length).toBeGreaterThan(0);
    expect(Object.keys(rows[0])).toEqual(['day', 'metric', 'name', 'count', 'value', 'currency']);
    const first = await ask('rollups', '?limit=1');
    const next = first.headers.get('tappa-next');
    expect(next ? await rowsOf(await ask('rollups', `?cursor=${next}`)) : []).toEqual(rows.slice(1));
  });

  it('is a table where that is asked for, whatever the values hold', async () => {
    const response = await ask('visitors', '?format=csv');
    expect(response.headers.get('content-type')).toContain('text/csv');
    const rows = parse(await response.text(), { columns: true }) as Record<string, string>[];
    expect(rows.map(({ customerId }) => customerId)).toEqual(['c, "one"', 'c2']);
    expect(rows[0]).toMatchObject({ loyaltyCard: 'K1', tier: 'gold', joinedAt: '2026-01-01T00:00:00.000Z', erasedAt: '' });
  });

  it('has of somebody erased a keyed hash and a moment, by which a copy elsewhere can let go of them too', async () => {
    const [before] = (await rowsOf(await ask('visitors'))).filter(({ customerId }) => customerId === 'c2');
    const [order] = await rowsOf(await ask('events', '?limit=1'));
    expect(order.key).toBe(before.key);
    expect((await admin('DELETE', `/sites/${SITE}/customers/c2`)).status).toBe(204);
    const texts = await Promise.all(['events', 'rollups', 'visitors'].map(async (kind) => await (await ask(kind)).text()));
    expect(texts.join('\n')).not.toMatch(/"c2"|b{64}/);
    const erased = (await rowsOf(await ask('visitors'))).filter(({ erasedAt }) => erasedAt !== null);
    expect(erased.map(({ key }) => key)).toContain(before.key);
    for (const { key, erasedAt, ...rest } of erased) {
      expect(key).toMatch(/^[0-9a-f]{64}$/);
      expect(erasedAt).toMatch(/^\d{4}-/);
      expect(Object.values(rest).every((value) => value === null)).toBe(true);
    }
    const pages = await rowsOf(await ask('visitors', '?limit=1'));
    expect(pages.length).toBe(1);
    const [left] = (await rowsOf(await ask('events', '?limit=1'))).map(({ value, key }) => ({ value, key }));
    expect(left).toEqual({ value: 12.5, key: null });
  });

  it('is refused in words where it cannot be', async () => {
    const parquet = await ask('events', '?format=parquet');
    expect(parquet.status).toBe(422);
    expect((await answerOf(parquet)).errors).toEqual([{ pointer: '/format', message: expect.stringContaining('ndjson') }]);
    expect((await ask('events', '?limit=0')).status).toBe(422);
    expect((await ask('events', '?cursor=%25')).status).toBe(422);
    expect((await ask('rollups', '?cursor=YQ')).status).toBe(422);
    expect((await ask('people')).status).toBe(404);
    expect((await ask('__proto__')).status).toBe(404);
    expect((await ask('events', '', 'no-such-site')).status).toBe(404);
    expect((await admin('GET', `/sites/${SITE}/exports/events`, undefined, undefined, 'wrong')).status).toBe(401);
  });
});
