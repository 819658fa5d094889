import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availability } from '../../../edge/stores/availability.ts';
import { distanceMeters } from '../../../edge/stores/distance.ts';
import type { InventoryLine, Store } from '../../../shared/schemas/store.ts';

const NOW = Date.parse('2026-11-16T10:00+01:00');
const MILANO = { latitude: 45.4642, longitude: 9.19 };
const ROMA = { latitude: 41.9028, longitude: 12.4964 };

const store = (storeCode: string, geo: Store['geo'], name = storeCode): Store => ({
  storeCode,
  name,
  address: { streetAddress: 'Via Roma 1', addressLocality: 'Milano' },
  geo,
  timeZone: 'Europe/Rome',
  openingHours: [{ dayOfWeek: ['Monday'], opens: '09:00', closes: '19:30' }],
  specialOpeningHours: [],
});
const line = (storeCode: string, productId: string, quantity: number, more: Partial<InventoryLine> = {}): InventoryLine => ({
  storeCode,
  productId,
  quantity,
  availability: 'in_stock',
  asOfMs: NOW - 3_600_000,
  ...more,
});
function stockOf(...lines: InventoryLine[]): Map<string, InventoryLine[]> {
  const stock = new Map<string, InventoryLine[]>();
  for (const each of lines) stock.set(each.productId, [...(stock.get(each.productId) ?? []), each]);
  return stock;
}
const ask = (question: Partial<Parameters<typeof availability>[0]>) =>
  availability({ stores: [], stock: new Map(), wanted: [{ itemId: 'lamp', quantity: 1 }], position: MILANO, nowMs: NOW, ...question });

describe('distance', () => {
  it('is that of the globe', () => {
    expect(distanceMeters(MILANO, ROMA) / 1_000).toBeCloseTo(477, 0);
    expect(distanceMeters(MILANO, MILANO)).toBe(0);
    expect(distanceMeters({ latitude: 0, longitude: 179.9 }, { latitude: 0, longitude: -179.9 })).toBeLessThan(23_000);
  });
});

describe('where a cart can be had', () => {
  const stores = [
    store('roma', ROMA),
    store('duomo', { latitude: 45.464, longitude: 9.191 }),
    store('navigli', { latitude: 45.45, longitude: 9.17 }),
  ];

  it('is told nearest first, with hours and what each shop has', () => {
    const answer = ask({
      stores,
      stock: stockOf(line('duomo', 'lamp', 1), line('navigli', 'lamp', 3)),
      wanted: [{ itemId: 'lamp', quantity: 2 }],
    });
    expect(answer.map(({ storeCode, whole }) => [storeCode, whole])).toEqual([
      ['duomo', false],
      ['navigli', true],
      ['roma', false],
    ]);
    expect(answer[0]).toMatchObject({
      open: true,
      closesAt: '2026-11-16T18:30:00.000Z',
      lines: [{ item_id: 'lamp', wanted: 2, inStock: 1, asOf: new Date(NOW - 3_600_000).toISOString() }],
    });
    expect(answer[2]?.lines).toEqual([{ item_id: 'lamp', wanted: 2, inStock: 0, asOf: null }]);
  });

  it('goes by name where nobody knows where the shopper is', () => {
    const answer = ask({ stores, position: null });
    expect(answer.map(({ storeCode, distanceMeters: meters }) => [storeCode, meters])).toEqual([
      ['duomo', null],
      ['navigli', null],
      ['roma', null],
    ]);
  });

  it('prefers, at the same distance, the shop that has everything', () => {
    const twins = [store('a', MILANO), store('b', MILANO), store('c', MILANO)];
    expect(ask({ stores: twins, stock: stockOf(line('b', 'lamp', 1)) }).map(({ storeCode }) => storeCode)).toEqual(['b', 'a', 'c']);
  });

  it('counts as there only what can be taken home', () => {
    const pieces = (more: Partial<InventoryLine>) =>
      ask({ stores: [store('a', MILANO)], stock: stockOf(line('a', 'lamp', 5, more)) })[0]?.lines[0]?.inStock;
    expect(pieces({ availability: 'limited_availability' })).toBe(5);
    expect(pieces({ availability: 'out_of_stock' })).toBe(0);
    expect(pieces({ availability: 'on_display_to_order' })).toBe(0);
    expect(pieces({ quantity: -2 })).toBe(0);
  });

  it('believes the newest word, and adds up what is wanted twice', () => {
    const stock = stockOf(
      line('a', 'lamp', 9, { asOfMs: NOW - 9_000_000 }),
      line('a', 'lamp', 2),
      line('a', 'lamp', 7, { asOfMs: NOW - 8_000_000 }),
    );
    const wanted = [
      { itemId: 'lamp', quantity: 1 },
      { itemId: 'lamp', quantity: 2 },
    ];
    expect(ask({ stores: [store('a', MILANO)], stock, wanted })[0]).toMatchObject({ whole: false, lines: [{ wanted: 3, inStock: 2 }] });
  });

  it('is nowhere whole where nothing is wanted', () => {
    expect(ask({ stores, wanted: [] }).every(({ whole, lines }) => !whole && lines.length === 0)).toBe(true);
  });

  it('keeps its order whatever the order of shops and lines', () => {
    const geo = fc.record({
      latitude: fc.double({ min: 36, max: 47, noNaN: true }),
      longitude: fc.double({ min: 6, max: 19, noNaN: true }),
    });
    const shops = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,4}$/), geo), { selector: ([code]) => code, maxLength: 12 });
    fc.assert(
      fc.property(shops, fc.array(fc.nat({ max: 5 })), (places, quantities) => {
        const all = places.map(([code, at]) => store(code, at));
        const lines = all.map(({ storeCode }, index) => line(storeCode, 'lamp', quantities[index] ?? 0));
        const answer = ask({ stores: all, stock: stockOf(...lines) });
        expect(ask({ stores: all.toReversed(), stock: stockOf(...lines.toReversed()) })).toEqual(answer);
        expect(answer.map((each) => each.distanceMeters!)).toEqual(answer.map((each) => each.distanceMeters!).sort((a, b) => a - b));
        expect(new Set(answer.map(({ storeCode }) => storeCode)).size).toBe(all.length);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a chain of more than two thousand real shops', () => {
  const file = join(import.meta.dirname, '../../../../shared/data/stores/starbucks-california.csv');

  it.skipIf(!existsSync(file))(
    'finds the nearest as looking at each of them does (skipped where the file of real shops is not at hand)',
    () => {
      const rows: Record<string, string>[] = parse(readFileSync(file), { columns: true, relax_column_count: true });
      const stores = rows.flatMap((row) => {
        const [latitude, longitude] = (row.Coordinates ?? '').split(',').map(Number);
        return Number.isFinite(latitude) && Number.isFinite(longitude)
          ? [store(row.ID!, { latitude: latitude!, longitude: longitude! }, row.Name)]
          : [];
      });
      const position = { latitude: 37.7749, longitude: -122.4194 };
      const answer = ask({
        stores,
        position,
        stock: new Map([['lamp', stores.map(({ storeCode }, index) => line(storeCode, 'lamp', index % 3))]]),
      });
      const nearest = stores.reduce((best, each) =>
        distanceMeters(position, each.geo) < distanceMeters(position, best.geo) ? each : best,
      );
      expect(stores.length).toBeGreaterThan(2_000);
      expect(answer).toHaveLength(stores.length);
      expect(answer[0]?.distanceMeters).toBe(Math.round(distanceMeters(position, nearest.geo)));
    },
  );
});
