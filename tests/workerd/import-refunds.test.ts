import { beforeAll, describe, expect, it } from 'vitest';
import { admin, answerOf, importAll, ndjson, newSite } from './admin-api.ts';

const SITE = 'import-refunds-test';
const at = '2026-10-01T10:00:00Z';
const receipt = (orderId: string, more: Record<string, unknown> = {}) => ({
  orderId,
  at,
  channel: 'pos',
  total: 20,
  currency: 'EUR',
  customerId: 'ada',
  ...more,
});
const purchasesOf = async (customerId: string) =>
  (await answerOf(await admin('GET', `/sites/${SITE}/customers/${customerId}`))).profile.purchases as Record<string, unknown>[];

beforeAll(() => newSite(SITE));

describe('a refund', () => {
  it('of an order that is not known is kept and named, and counts once the order comes', async () => {
    const report = await importAll(SITE, 'purchases', [receipt('first'), receipt('back-1', { refundOf: 'later', total: 5 })]);
    expect(report.warnings).toEqual([
      {
        row: 2,
        field: 'refundOf',
        message: 'names an order that is not known (yet): kept, and counts once the order comes (1 row: later)',
      },
    ]);
    expect((await importAll(SITE, 'purchases', [receipt('later', { at: '2026-10-02T10:00:00Z' })])).warnings).toEqual([]);
    expect(await purchasesOf('ada')).toMatchObject([
      { orderId: 'first', refundedMinor: 0 },
      { orderId: 'later', refundedMinor: 500 },
    ]);
  });

  it('may stand before its order in the same file', async () => {
    const report = await importAll(SITE, 'purchases', [receipt('back-2', { refundOf: 'same-file' }), receipt('same-file')]);
    expect(report.warnings).toEqual([]);
  });

  it('in another currency than its order is kept and named, and takes nothing', async () => {
    const rows = [
      receipt('in-euro', { customerId: 'bea' }),
      receipt('in-dollar', { customerId: 'bea', currency: 'USD', refundOf: 'in-euro' }),
    ];
    expect((await importAll(SITE, 'purchases', rows)).warnings).toEqual([
      {
        row: 2,
        field: 'currency',
        message:
          'is not the currency of the order, so nothing could be taken from it: kept (1 row: in-dollar in USD, its order in-euro in EUR)',
      },
    ]);
    expect(await purchasesOf('bea')).toMatchObject([{ orderId: 'in-euro', refundedMinor: 0 }]);
  });

  it('of a refund is named, and of more than was paid takes all of it', async () => {
    await importAll(SITE, 'purchases', [
      receipt('paid', { customerId: 'cleo' }),
      receipt('back-3', { customerId: 'cleo', refundOf: 'paid', total: 900 }),
    ]);
    const { warnings } = await importAll(SITE, 'purchases', [receipt('back-4', { customerId: 'cleo', refundOf: 'back-3' })]);
    expect(warnings[0]).toMatchObject({ field: 'refundOf', message: expect.stringContaining('names another refund') });
    expect(await purchasesOf('cleo')).toMatchObject([{ orderId: 'paid', totalMinor: 2_000, refundedMinor: 2_000 }]);
  });

  it('of thousands names the first and counts all', async () => {
    const rows = Array.from({ length: 4_500 }, (_, index) => receipt(`r${index}`, { refundOf: `nowhere-${index}` }));
    const { warnings } = await importAll(SITE, 'purchases', rows);
    expect(warnings).toHaveLength(1);
    expect(warnings[0].message).toMatch(/\(4500 rows: nowhere-0; .*nowhere-9\)$/);
  });
});

describe('rows that can not be kept', () => {
  it('are each named with what is wrong, and the others are kept', async () => {
    const long = 'x'.repeat(10_000);
    const rows = [
      receipt('good-1', { customerId: 'dora' }),
      receipt(long),
      receipt('negative', { total: -1 }),
      receipt('no-day', { at: '2026-02-30' }),
      receipt('half-\ud83d'),
      receipt('good-2', { customerId: 'dora', [long]: 1 }),
    ];
    const response = await admin('POST', `/sites/${SITE}/purchases`, rows.map((row) => JSON.stringify(row)).join('\n'), ndjson);
    expect(response.status).toBe(200);
    const report = await answerOf(response);
    expect(report).toMatchObject({ accepted: 2, rejected: 4 });
    expect(report.errors.map(({ row, field }: { row: number; field: string }) => [row, field])).toEqual([
      [2, 'orderId'],
      [3, 'total'],
      [4, 'at'],
      [5, 'orderId'],
    ]);
    expect(JSON.stringify(report).length).toBeLessThan(2_000);
    expect((await purchasesOf('dora')).map(({ orderId }) => orderId)).toEqual(['good-1', 'good-2']);
  });
});
