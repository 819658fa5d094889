import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCustomer } from '../../../edge/imports/parse-customer.ts';
import { parseEvent } from '../../../edge/imports/parse-event.ts';
import { parseInventory } from '../../../edge/imports/parse-inventory.ts';
import { parseLoyaltyTransaction } from '../../../edge/imports/parse-loyalty-transaction.ts';
import { parsePurchase } from '../../../edge/imports/parse-purchase.ts';

const SITE = { currency: 'EUR', timeZone: 'Europe/Rome' };
const NOW = Date.UTC(2026, 10, 24, 12);
const receipt = { orderId: 'o1', at: '2026-11-20T10:00:00Z', channel: 'pos', total: 20, currency: 'EUR' };
const points = { transactionId: 't1', customerId: 'c1', points: 10, type: 'earn', at: '2026-11-20T10:00:00Z' };
const event = { visitorId: 'v1', type: 'view_item', at: '2026-11-20T10:00:00Z', items: [{ item_id: 'A' }] };

type Parse = typeof parsePurchase | typeof parseCustomer | typeof parseLoyaltyTransaction | typeof parseEvent;
const refusal = (parse: Parse, fields: Record<string, unknown>): string[] => {
  const result = parse({ row: 7, fields }, SITE, NOW);
  if (result.ok) return [];
  expect(result.errors.every(({ row }) => row === 7)).toBe(true);
  return result.errors.map(({ field, message }) => `${field} ${message}`);
};

describe('a date that is none', () => {
  it.each([
    '2026-02-30',
    '2026-13-01',
    '2026-11-20T25:00:00Z',
    '2026-11-20T10:61:00Z',
    '2026-11-20T10:00:00+25:00',
    '0000-00-00',
    '20/11/2026',
    '1795547723',
    'yesterday',
    '+275760-09-14',
  ])('is refused where it stands: %s', (at) => {
    for (const [parse, row] of [
      [parsePurchase, receipt],
      [parseLoyaltyTransaction, points],
      [parseEvent, event],
    ] as const)
      expect(refusal(parse, { ...row, at })).toEqual(['at is not an ISO 8601 date such as 2026-11-20T18:30:00+01:00']);
    expect(refusal(parseCustomer, { customerId: 'c1', joinedAt: at })).toHaveLength(1);
  });

  it('is told apart from one that nobody can mean', () => {
    expect(refusal(parsePurchase, { ...receipt, at: '2027-01-01T00:00:00Z' })).toEqual(['at lies in the future']);
    expect(refusal(parsePurchase, { ...receipt, at: '1899-12-30' })).toEqual(['at lies before 1990']);
    expect(refusal(parsePurchase, { ...receipt, at: undefined })).toEqual(['at is missing']);
  });
});

describe('money that is none', () => {
  it.each([-1, '-0.01', '-12,50', 1e300, Number.NaN, Number.POSITIVE_INFINITY, '12,345.67.8', 'gratis', '1e3', true, {}, [[]]])(
    'is refused: %s',
    (amount) => {
      expect(refusal(parsePurchase, { ...receipt, total: amount })).toHaveLength(1);
      expect(refusal(parsePurchase, { ...receipt, items: [{ item_id: 'A', price: amount, quantity: 1 }] })).toHaveLength(1);
    },
  );

  it('of a refund says how to write what went back', () => {
    expect(refusal(parsePurchase, { ...receipt, orderId: 'r1', refundOf: 'o1', total: -20 })).toEqual([
      'total must be 0 or more; money given back is a receipt with refundOf and a positive total',
    ]);
    expect(refusal(parsePurchase, { ...receipt, refundOf: 'o1' })).toEqual([
      'refundOf names the receipt itself: a refund needs an orderId of its own',
    ]);
  });

  it('is refused of an act of the past too, unless it was given back', () => {
    const [value, price] = [
      (amount: number) => ({ type: 'purchase', value: amount }),
      (amount: number) => ({ items: [{ item_id: 'A', price: amount }] }),
    ];
    expect(refusal(parseEvent, { ...event, ...value(-1) })).toEqual([
      'value must be 0 or more; money given back is an event of type refund',
    ]);
    expect(refusal(parseEvent, { ...event, ...price(-1) })).toEqual(['items.0.price must be 0 or more']);
    expect(refusal(parseEvent, { ...event, shipping: -1 })).toEqual(['shipping must be 0 or more']);
    expect(refusal(parseEvent, { ...event, type: 'refund', value: -1 })).toEqual([]);
  });

  it('has a currency there is', () => {
    for (const currency of ['EURO', 'E', '€', '12', {}]) expect(refusal(parsePurchase, { ...receipt, currency }).length).toBeGreaterThan(0);
  });
});

describe('an id no system has', () => {
  const long = 'x'.repeat(10_000);

  it('of 10,000 characters is refused, without being repeated', () => {
    const refusals = [
      ...(['orderId', 'customerId', 'loyaltyCard', 'refundOf', 'emailSha256', 'phoneSha256', 'storeCode'] as const).map((field) =>
        refusal(parsePurchase, { ...receipt, [field]: long }),
      ),
      refusal(parsePurchase, { ...receipt, items: [{ item_id: long, price: 1, quantity: 1 }] }),
      refusal(parseCustomer, { customerId: long }),
      refusal(parseLoyaltyTransaction, { ...points, transactionId: long }),
      refusal(parseEvent, { ...event, visitorId: long }),
      refusal(parseEvent, { ...event, id: long }),
      refusal(parseEvent, { ...event, items: [{ item_id: long }] }),
    ];
    for (const messages of refusals) {
      expect(messages).toHaveLength(1);
      expect(messages[0]!.length).toBeLessThan(200);
    }
  });

  it('with half a character or a control character is refused', () => {
    expect(refusal(parseCustomer, { customerId: 'c\ud83d' })).toEqual([
      'customerId has half a character: the file was cut or read in a wrong encoding',
    ]);
    expect(refusal(parseCustomer, { customerId: 'c\u0000' })).toEqual(['customerId has control characters']);
    expect(refusal(parseCustomer, { customerId: 'c-😀-è' })).toEqual([]);
  });
});

describe('whatever a row holds', () => {
  it('is a record or a list of reasons, never thrown', () => {
    const names = [
      ...Object.keys(receipt),
      ...Object.keys(points),
      ...Object.keys(event),
      'refundOf',
      'store_code',
      'quantity',
      '__proto__',
    ];
    const row = fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.double()), {
      noNullPrototype: false,
    });
    fc.assert(
      fc.property(row, (fields) => {
        for (const parse of [parsePurchase, parseCustomer, parseLoyaltyTransaction, parseEvent, parseInventory]) {
          const result = parse({ row: 1, fields }, SITE, NOW);
          if (!result.ok) expect(result.errors.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });
});
