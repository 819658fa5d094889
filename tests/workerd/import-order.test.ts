import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { admin, answerOf, ndjson, newSite } from './admin-api.ts';

const SITE = 'import-order';
const day = (days: number) => new Date(Date.UTC(2026, 9, days, 10)).toISOString();

type Row = [kind: 'customers' | 'purchases' | 'loyalty/transactions', row: Record<string, unknown>];

/** What a shop tells of one customer, from its till, its web shop and its member list; among it refunds of each other and of nothing. */
const rowsOf = (of: string): Row[] => {
  const sale = (orderId: string, more: Record<string, unknown>): Row => [
    'purchases',
    { orderId: `${of}-${orderId}`, at: day(2), channel: 'pos', total: 50, currency: 'EUR', ...more },
  ];
  return [
    ['customers', { customerId: of, loyaltyCard: `K-${of}`, points: 100, asOf: day(3) }],
    sale('by-id', { customerId: of }),
    sale('by-card', { loyaltyCard: `K-${of}`, at: day(4), total: 20 }),
    sale('back', { refundOf: `${of}-by-id`, at: day(5), total: 10 }),
    sale('back-in-dollars', { refundOf: `${of}-by-card`, at: day(5), total: 10, currency: 'USD' }),
    sale('back-of-nothing', { refundOf: `${of}-never`, customerId: of, at: day(6), total: 5 }),
    sale('circle-1', { refundOf: `${of}-circle-2`, customerId: of, at: day(7), total: 1 }),
    sale('circle-2', { refundOf: `${of}-circle-1`, customerId: of, at: day(7), total: 1 }),
    ['loyalty/transactions', { transactionId: `${of}-t1`, customerId: of, type: 'earn', points: 20, at: day(4) }],
    ['loyalty/transactions', { transactionId: `${of}-t2`, customerId: of, type: 'spend', points: 5, at: day(5) }],
    ['loyalty/transactions', { transactionId: `${of}-t0`, customerId: of, type: 'earn', points: 7, at: day(1) }],
  ];
};

const bring = async ([kind, row]: Row) => await answerOf(await admin('POST', `/sites/${SITE}/${kind}`, JSON.stringify(row), ndjson));

/** All that is known of a customer, under whatever name. */
async function known(of: string): Promise<unknown> {
  const { purchases, loyalty } = await answerOf(await admin('GET', `/sites/${SITE}/customers/${of}/export`));
  return JSON.parse(JSON.stringify({ purchases, loyalty }).replaceAll(of, 'somebody'));
}

let inOrder: unknown;
beforeAll(async () => {
  await newSite(SITE);
  for (const row of rowsOf('first')) await bring(row);
  inOrder = await known('first');
});

describe('what a shop tells in whatever order, and as often as it likes', () => {
  it('is what it tells: orders, what was given back of them, and points', () => {
    expect(inOrder).toMatchObject({
      purchases: expect.arrayContaining([
        expect.objectContaining({ orderId: 'somebody-by-id', total: '50.00 EUR', refunded: '10.00 EUR' }),
        expect.objectContaining({ orderId: 'somebody-by-card', total: '20.00 EUR', refunded: '0.00 EUR' }),
      ]),
      loyalty: expect.objectContaining({ points: 115 }),
    });
  });

  it('comes to the same', async () => {
    let run = 0;
    const count = rowsOf('x').length;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...Array(count).keys()], { minLength: count, maxLength: count }),
        fc.array(fc.nat(count - 1), { maxLength: 6 }),
        async (order, again) => {
          const of = `run${++run}x`;
          const rows = rowsOf(of);
          // The member stands somewhere: entries of the ledger are only taken of somebody who is known.
          for (const index of [0, ...order, ...again]) expect(await bring(rows[index]!)).toMatchObject({ rejected: 0 });
          expect(await known(of)).toEqual(inOrder);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('is refused where it says otherwise of a row that counted: a till’s number is one sale', async () => {
    const [, sale] = rowsOf('first')[1]!;
    for (const wrong of [
      { total: -50 },
      { at: '2026-02-30' },
      { currency: 'EURO' },
      { customerId: 'c'.repeat(10_000) },
      { refundOf: sale.orderId },
    ]) {
      expect(await bring(['purchases', { ...sale, ...wrong }])).toMatchObject({ accepted: 0, rejected: 1 });
    }
    expect(await known('first')).toEqual(inOrder);
  });
});
