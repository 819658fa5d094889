import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentMs } from '../../../edge/imports/dates.ts';
import { parseCustomer } from '../../../edge/imports/parse-customer.ts';
import { parseEvent } from '../../../edge/imports/parse-event.ts';
import { parseInventory } from '../../../edge/imports/parse-inventory.ts';
import { parseLoyaltyTransaction } from '../../../edge/imports/parse-loyalty-transaction.ts';
import { parsePurchase } from '../../../edge/imports/parse-purchase.ts';
import { parseStore } from '../../../edge/imports/parse-store.ts';
import { sha256Hex } from '../../../edge/imports/sha256.ts';
import type { RawRow, RowResult } from '../../../edge/imports/types.ts';
import { convertRetailRocket } from '../../support/convert/retailrocket.ts';
import { convertStarbucks } from '../../support/convert/starbucks.ts';
import { allRows, bodyOf } from '../../support/rows.ts';

const SITE = { currency: 'EUR', timeZone: 'Europe/Rome' };
const NOW = Date.parse('2026-11-20T12:00:00Z');
type Parse<T> = (raw: RawRow, site: typeof SITE, nowMs: number) => RowResult<T>;

const value = <T>(parse: Parse<T>, fields: object): T => {
  const result = parse({ row: 7, fields: fields as Record<string, unknown> }, SITE, NOW);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
};
const errors = <T>(parse: Parse<T>, fields: object): Record<string, string> => {
  const result = parse({ row: 7, fields: fields as Record<string, unknown> }, SITE, NOW);
  if (result.ok) throw new Error('was accepted');
  expect(result.errors.every((error) => error.row === 7)).toBe(true);
  return Object.fromEntries(result.errors.map((error) => [error.field, error.message]));
};
const warnings = <T>(parse: Parse<T>, fields: object) => {
  const result = parse({ row: 7, fields: fields as Record<string, unknown> }, SITE, NOW);
  return result.ok ? (result.warnings ?? []).map((warning) => warning.field) : [];
};

const STORE = {
  storeCode: 'milano-torino',
  name: 'Milano Via Torino',
  address: { streetAddress: 'Via Torino 1', postalCode: '20123', addressLocality: 'Milano', addressCountry: 'IT' },
  geo: { latitude: 45.46, longitude: 9.18 },
  timeZone: 'Europe/Rome',
  telephone: '+39 02 1234567',
  url: 'https://shop.example/milano',
  openingHours: [{ dayOfWeek: ['Monday', 'Tuesday'], opens: '09:00', closes: '19:30' }],
  specialOpeningHours: [{ validFrom: '2026-12-25', validThrough: '2026-12-26', opens: '00:00', closes: '00:00' }],
};

describe('a store', () => {
  it('is kept as the interface describes it', () => {
    expect(value(parseStore, STORE)).toEqual(STORE);
  });

  it('is read from a flat spreadsheet, with hours by the day, in Italian too', async () => {
    const csv =
      'storeCode;name;streetAddress;city;lat;lon;Lunedì;martedi;domenica\nMI01;Milano;Via Torino 1;Milano;45,46;9,18;09:00-13:00,15:00-19:30;9.00-19.30;chiuso\n';
    const [row] = await allRows('text/csv', csv);
    expect(value(parseStore, row!.fields)).toMatchObject({
      storeCode: 'MI01',
      geo: { latitude: 45.46, longitude: 9.18 },
      timeZone: 'Europe/Rome',
      openingHours: [
        { dayOfWeek: ['Monday'], opens: '09:00', closes: '13:00' },
        { dayOfWeek: ['Monday'], opens: '15:00', closes: '19:30' },
        { dayOfWeek: ['Tuesday'], opens: '09:00', closes: '19:30' },
      ],
    });
  });

  it('is read in schema.org names, and with JSON in cells', () => {
    const { storeCode, openingHours, ...rest } = STORE;
    const schemaOrg = {
      '@type': 'Store',
      branchCode: storeCode,
      ...rest,
      address: { '@type': 'PostalAddress', ...STORE.address, addressCountry: { '@type': 'Country', name: 'IT' } },
      openingHoursSpecification: [
        { '@type': 'OpeningHoursSpecification', dayOfWeek: 'https://schema.org/Sunday', opens: '10:00:00', closes: '24:00' },
      ],
    };
    expect(value(parseStore, schemaOrg).openingHours).toEqual([{ dayOfWeek: ['Sunday'], opens: '10:00', closes: '24:00' }]);
    expect(value(parseStore, { ...STORE, openingHours: JSON.stringify(openingHours), address: JSON.stringify(STORE.address) })).toEqual(
      STORE,
    );
  });

  it('is refused with absurd coordinates, hours, dates or zones, each named', () => {
    const wrong = {
      ...STORE,
      storeCode: 'a/b',
      geo: { latitude: 145.46, longitude: 'east' },
      timeZone: 'Mars/Olympus',
      url: 'javascript:alert(1)',
      openingHours: [{ dayOfWeek: ['Caturday'], opens: '25:00', closes: '19:30' }],
      specialOpeningHours: [{ validFrom: '2026-02-30', opens: '09:00', closes: '10:00' }],
    };
    expect(Object.keys(errors(parseStore, wrong)).sort()).toEqual([
      'geo.latitude',
      'geo.longitude',
      'openingHours.0.dayOfWeek',
      'openingHours.0.opens',
      'specialOpeningHours.0.validFrom',
      'storeCode',
      'timeZone',
      'url',
    ]);
    expect(errors(parseStore, { ...STORE, geo: { latitude: 0, longitude: 0 } })).toHaveProperty(['geo.latitude']);
    expect(Object.keys(errors(parseStore, {})).sort()).toEqual([
      'addressLocality',
      'latitude',
      'longitude',
      'name',
      'storeCode',
      'streetAddress',
    ]);
  });

  it('loses a telephone that cannot be dialled, not the shop', () => {
    expect(value(parseStore, { ...STORE, telephone: '#N/A' })).not.toHaveProperty('telephone');
    expect(warnings(parseStore, { ...STORE, telephone: '#N/A', manager: 'X' })).toEqual(['telephone', 'manager']);
  });
});

describe('a line of stock', () => {
  const line = {
    store_code: 'milano-torino',
    id: 'A',
    quantity: 3,
    availability: 'in_stock',
    price: '120.00 EUR',
    asOf: '2026-11-20T09:00:00Z',
  };

  it('is kept with its moment and its price', () => {
    expect(value(parseInventory, line)).toEqual({
      storeCode: 'milano-torino',
      productId: 'A',
      quantity: 3,
      availability: 'in_stock',
      priceMinor: 12_000,
      currency: 'EUR',
      asOfMs: Date.parse(line.asOf),
    });
    expect(value(parseInventory, { store_code: 'x', id: 1, quantity: '2' })).toEqual({
      storeCode: 'x',
      productId: '1',
      quantity: 2,
      availability: 'in_stock',
      asOfMs: NOW,
    });
  });

  it("takes the feed's spellings of availability", () => {
    for (const [text, quantity] of [
      ['in stock', 1],
      ['Limited Availability', 1],
      ['https://schema.org/OutOfStock', 0],
      ['on_display_to_order', 0],
    ] as const) {
      expect(value(parseInventory, { store_code: 'x', id: 'A', availability: text }).quantity).toBe(quantity);
    }
  });

  it('promises nothing where quantity and availability disagree', () => {
    for (const wrong of [
      { quantity: 5, availability: 'out_of_stock' },
      { quantity: 0, availability: 'in_stock' },
    ]) {
      expect(value(parseInventory, { store_code: 'x', id: 'A', ...wrong })).toMatchObject({ quantity: 0, availability: 'out_of_stock' });
      expect(warnings(parseInventory, { store_code: 'x', id: 'A', ...wrong })).toEqual(['availability']);
    }
  });

  it('is refused with a negative or broken quantity, a future date, or nothing said', () => {
    expect(errors(parseInventory, { ...line, quantity: -1 })).toEqual({ quantity: 'must be 0 or more' });
    expect(errors(parseInventory, { ...line, quantity: 1.5 })).toEqual({ quantity: 'must be a whole number' });
    expect(errors(parseInventory, { ...line, quantity: 'molti' })).toEqual({ quantity: 'must be a number' });
    expect(errors(parseInventory, { ...line, asOf: '2027-01-01' })).toEqual({ asOf: 'lies in the future' });
    expect(errors(parseInventory, { store_code: 'x', id: 'A' })).toHaveProperty('quantity');
  });
});

describe('a receipt', () => {
  const receipt = {
    orderId: 'o1',
    at: '2026-11-19T18:30:00+01:00',
    channel: 'pos',
    storeCode: 'milano-torino',
    customerId: 'c1',
    emailSha256: 'A'.repeat(64),
    total: 89.9,
    currency: 'EUR',
    items: [{ item_id: 'A', price: 89.9, quantity: 1 }],
  };

  it('is kept in minor units', () => {
    expect(value(parsePurchase, receipt)).toEqual({
      orderId: 'o1',
      atMs: Date.parse(receipt.at),
      channel: 'pos',
      storeCode: 'milano-torino',
      customerId: 'c1',
      emailSha256: 'a'.repeat(64),
      totalMinor: 8_990,
      currency: 'EUR',
      items: [{ itemId: 'A', priceMinor: 8_990, quantity: 1 }],
    });
  });

  it('in a spreadsheet has text for numbers and JSON for items, and local time', () => {
    const cells = { orderId: 'o1', at: '2026-07-01 10:00', channel: 'POS', total: '89,90', items: JSON.stringify(receipt.items) };
    expect(value(parsePurchase, cells)).toMatchObject({
      totalMinor: 8_990,
      atMs: Date.parse('2026-07-01T08:00:00Z'),
      items: [{ itemId: 'A' }],
    });
  });

  it('of a currency without cents is whole', () => {
    expect(value(parsePurchase, { ...receipt, total: 1200, currency: 'JPY', items: [] }).totalMinor).toBe(1_200);
  });

  it('is refused with a negative total, an unknown channel, a plain e-mail address or a broken item', () => {
    expect(errors(parsePurchase, { ...receipt, total: -5 }).total).toMatch(/refundOf/);
    expect(errors(parsePurchase, { ...receipt, channel: 'pigeon' }).channel).toMatch(/web, pos, phone, marketplace/);
    expect(errors(parsePurchase, { ...receipt, emailSha256: 'mario@example.it' }).emailSha256).not.toMatch(/mario/);
    expect(errors(parsePurchase, { ...receipt, items: [{ item_id: 'A', price: 'x', quantity: -1 }] })).toEqual({
      'items.0.price': 'must be a number',
      'items.0.quantity': 'must be 0 or more',
    });
    expect(errors(parsePurchase, { ...receipt, items: 'lamp' })).toHaveProperty('items');
    expect(errors(parsePurchase, { ...receipt, at: '19/11/2026' }).at).toMatch(/ISO 8601/);
    expect(errors(parsePurchase, { ...receipt, refundOf: 'o1' })).toHaveProperty('refundOf');
    expect(Object.keys(errors(parsePurchase, {}))).toEqual(['orderId', 'at', 'channel', 'total']);
  });
});

describe('a member', () => {
  it('is kept without anything that names a person, and the warning does not repeat it', () => {
    const fields = {
      customerId: 'c1',
      points: '320',
      pending: 0,
      tier: 'silver',
      joinedAt: '2024-05-01',
      channelPreference: 'email',
      email: 'mario@example.it',
    };
    expect(value(parseCustomer, fields)).toEqual({
      customerId: 'c1',
      points: 320,
      pending: 0,
      tier: 'silver',
      joinedAtMs: Date.parse('2024-04-30T22:00:00Z'),
      channelPreference: 'email',
      asOfMs: NOW,
    });
    const result = parseCustomer({ row: 1, fields }, SITE, NOW);
    expect(JSON.stringify(result)).not.toContain('mario');
    expect(warnings(parseCustomer, fields)).toEqual(['email']);
  });

  it('is refused with negative points or a preference nobody knows', () => {
    expect(Object.keys(errors(parseCustomer, { customerId: 'c1', points: -1, channelPreference: 'fax' }))).toEqual([
      'points',
      'channelPreference',
    ]);
  });
});

describe('a line of the points ledger', () => {
  const line = { transactionId: 't1', customerId: 'c1', points: 100, type: 'spend', at: '2026-11-01T10:00:00Z' };

  it('has the sign of its type, however the till wrote it', () => {
    expect(value(parseLoyaltyTransaction, line).points).toBe(-100);
    expect(value(parseLoyaltyTransaction, { ...line, points: -100 }).points).toBe(-100);
    expect(value(parseLoyaltyTransaction, { ...line, type: 'adjust', points: -3 }).points).toBe(-3);
    expect(value(parseLoyaltyTransaction, { ...line, type: 'earn' }).points).toBe(100);
  });

  it('is refused when it earns less than nothing, or nothing', () => {
    expect(errors(parseLoyaltyTransaction, { ...line, type: 'earn', points: -5 })).toHaveProperty('points');
    expect(errors(parseLoyaltyTransaction, { ...line, points: 0 })).toHaveProperty('points');
  });
});

describe('an event of the past', () => {
  const event = {
    visitorId: 'v1',
    type: 'view_item',
    at: '2025-01-02T03:04:05Z',
    currency: 'EUR',
    value: 10,
    items: [{ item_id: 'A', price: 10, quantity: 1 }],
  };

  it('has an id made from its content, the same whatever the order of its fields', () => {
    const one = value(parseEvent, event);
    const two = value(parseEvent, Object.fromEntries(Object.entries(event).reverse()));
    expect(one.event.id).toMatch(/^[0-9a-f]{32}$/);
    expect(two.event.id).toBe(one.event.id);
    expect(value(parseEvent, { ...event, visitorId: 'v2' }).event.id).not.toBe(one.event.id);
    expect(value(parseEvent, { ...event, value: 11 }).event.id).not.toBe(one.event.id);
    expect(value(parseEvent, { ...event, id: 'given' }).event.id).toBe('given');
  });

  it('in a spreadsheet may spell its one item in columns', () => {
    const cells = {
      visitorId: 'v1',
      session: 's1',
      type: 'purchase',
      at: '2025-01-02',
      transaction_id: 'o1',
      value: '10.5',
      item_id: 'A',
      price: '10.5',
      quantity: '1',
    };
    expect(value(parseEvent, cells)).toMatchObject({
      sessionId: 's1',
      event: { value: 10.5, items: [{ item_id: 'A', price: 10.5, quantity: 1 }] },
    });
    expect(warnings(parseEvent, cells)).toEqual([]);
  });

  it('is refused in the future, of an unknown type or for no visitor, and names what it does not know', () => {
    expect(errors(parseEvent, { ...event, at: '2027-01-01T00:00:00Z' })).toEqual({ at: 'lies in the future' });
    expect(errors(parseEvent, { ...event, type: 'teleport' })).toHaveProperty('type');
    expect(errors(parseEvent, { ...event, items: [{ quantity: 1 }] })).toHaveProperty(['items.0.item_id']);
    expect(errors(parseEvent, { ...event, visitorId: undefined })).toEqual({ visitorId: 'is missing' });
    expect(warnings(parseEvent, { ...event, mood: 'good' })).toEqual(['mood']);
  });
});

describe('the tools below', () => {
  it('hash as SHA-256 does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(sha256Hex(text)).toBe(createHash('sha256').update(text).digest('hex'));
      }),
    );
  });

  it('read local time as the clocks on the wall showed it, on the days they change too', () => {
    expect(momentMs('2026-03-29T01:30', 'Europe/Rome')).toBe(Date.parse('2026-03-29T00:30:00Z'));
    expect(momentMs('2026-03-29T03:30', 'Europe/Rome')).toBe(Date.parse('2026-03-29T01:30:00Z'));
    expect(momentMs('2026-10-25T12:00', 'Europe/Rome')).toBe(Date.parse('2026-10-25T11:00:00Z'));
    for (const text of ['2026-02-30', '2026-13-01', '2026-01-01T25:00', 'yesterday', '20260101', '2026-01-01T10:00+99:00'])
      expect(momentMs(text, 'UTC')).toBeNull();
  });

  it('read any moment back to the millisecond', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), (date) => {
        expect(momentMs(date.toISOString(), 'Europe/Rome')).toBe(date.getTime());
      }),
    );
  });
});

const STORES_FILE = new URL('../../../../shared/data/stores/starbucks-california.csv', import.meta.url);
const CLICKS_FILE = new URL('../../../../shared/data/clickstream/retailrocket-events-sample.csv', import.meta.url);

describe.skipIf(!existsSync(STORES_FILE) || !existsSync(CLICKS_FILE))('real data (needs ../shared/data)', () => {
  it('2,558 shops are accepted, all-day service too', async () => {
    const stores = await convertStarbucks(bodyOf(new Uint8Array(readFileSync(STORES_FILE))));
    const kept = stores.map((store) => value(parseStore, store));
    expect(kept).toHaveLength(2_558);
    expect(kept.some((store) => store.openingHours.some((hours) => hours.opens === '00:00' && hours.closes === '24:00'))).toBe(true);
  });

  it('5,169 clicks become events, and a transaction of several lines one purchase', async () => {
    const events = await convertRetailRocket(bodyOf(new Uint8Array(readFileSync(CLICKS_FILE))));
    const count = (type: string) => events.filter((event) => event.type === type).length;
    expect([count('view_item'), count('add_to_cart')]).toEqual([4_732, 377]);
    expect(events.flatMap((event) => (event.type === 'purchase' ? event.items : []))).toHaveLength(60);
    for (const event of events) value(parseEvent, event);
  });
});
