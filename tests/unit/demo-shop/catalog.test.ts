import { describe, expect, it } from 'vitest';
import { parseProduct } from '../../../edge/catalog/parse-product.ts';
import { CATEGORIES } from '../../../edge/demo-shop/data/categories.ts';
import { demoInventory } from '../../../edge/demo-shop/data/inventory.ts';
import { demoCustomers, findMember, MEMBERS } from '../../../edge/demo-shop/data/members.ts';
import { demoProducts, PRODUCTS, productGroup } from '../../../edge/demo-shop/data/products.ts';
import { demoStores, PLACES } from '../../../edge/demo-shop/data/stores.ts';
import { demoStory } from '../../../edge/demo-shop/data/story.ts';
import { parseCustomer } from '../../../edge/imports/parse-customer.ts';
import { parseInventory } from '../../../edge/imports/parse-inventory.ts';
import { parseStore } from '../../../edge/imports/parse-store.ts';
import { readRows } from '../../../edge/imports/read-rows.ts';
import type { RawRow, RowResult } from '../../../edge/imports/types.ts';

const NOW_MS = Date.parse('2026-11-22T09:00:00Z');
const SITE = { currency: 'EUR', timeZone: 'Europe/Rome' };

/** Reads rows as the import route does, and says what it would refuse or leave out. */
async function complaints<T>(
  rows: readonly unknown[],
  parse: (raw: RawRow, site: typeof SITE, nowMs: number) => RowResult<T>,
): Promise<unknown[]> {
  const body = new Blob([rows.map((row) => JSON.stringify(row)).join('\n')]).stream();
  const found: unknown[] = [];
  for await (const raw of readRows('application/x-ndjson', body)) {
    const result = raw.error ? { ok: false as const, errors: [{ row: raw.row, field: '', message: raw.error }] } : parse(raw, SITE, NOW_MS);
    if (!result.ok) found.push(...result.errors);
    else if (result.warnings?.length) found.push(...result.warnings);
  }
  return found;
}

describe('the demo shop’s catalog', () => {
  it('has about 150 products in 8 categories, each id once', () => {
    expect(PRODUCTS.length).toBeGreaterThanOrEqual(145);
    expect(new Set(PRODUCTS.map(({ id }) => id)).size).toBe(PRODUCTS.length);
    for (const { id } of CATEGORIES) expect(PRODUCTS.filter(({ category }) => category === id).length).toBeGreaterThanOrEqual(14);
  });

  it('names and describes everything in Italian and English', () => {
    for (const { title, description } of PRODUCTS) {
      expect(title.it).not.toBe(title.en);
      expect(description.it.length).toBeGreaterThan(40);
      expect(description.en.length).toBeGreaterThan(40);
    }
  });

  it('groups the colours of a design', () => {
    const lamp = PRODUCTS[0]!;
    expect(productGroup(lamp).map(({ color }) => color)).toEqual(['terracotta', 'sand']);
  });

  it('is accepted whole by the catalog import, sale prices below the price', async () => {
    expect(await complaints(demoProducts('http://localhost:1234'), parseProduct)).toEqual([]);
    for (const { priceMinor, saleMinor } of PRODUCTS) if (saleMinor !== null) expect(saleMinor).toBeLessThan(priceMinor);
    expect(demoProducts('http://localhost:1234')[0]?.image_link).toBe('http://localhost:1234/shop/img/OL-1011.svg');
  });
});

describe('the demo shop’s shops and stock', () => {
  const stores = demoStores(NOW_MS);

  it('are sixteen, accepted whole by the import', async () => {
    expect(stores).toHaveLength(16);
    expect(await complaints(stores, parseStore)).toEqual([]);
  });

  it('shows lunch breaks, Sunday closures and special days of this year and the next', () => {
    const hoursOn = (code: string, day: 'Monday' | 'Sunday') =>
      stores.find(({ storeCode }) => storeCode === code)!.openingHours.filter(({ dayOfWeek }) => dayOfWeek.includes(day));
    expect(hoursOn('verona-mazzini', 'Monday')).toHaveLength(2);
    expect(hoursOn('trieste-italia', 'Sunday')).toHaveLength(0);
    expect(hoursOn('milano-torino', 'Sunday')).toHaveLength(1);
    const closed = stores[0]!.specialOpeningHours.filter(({ opens, closes }) => opens === closes).map(({ validFrom }) => validFrom);
    expect(closed).toContain('2026-12-25');
    expect(closed).toContain('2027-08-15');
  });

  it('counts every product in every shop, as of the moment asked for', async () => {
    const lines = demoInventory(NOW_MS);
    expect(lines).toHaveLength(16 * PRODUCTS.length);
    expect(lines.every(({ asOf }) => asOf === '2026-11-22T09:00:00.000Z')).toBe(true);
    expect(lines.some(({ quantity }) => quantity === 0)).toBe(true);
    expect(await complaints(lines, parseInventory)).toEqual([]);
  });

  it('keeps the same numbers from one day to the next', () => {
    const quantities = (nowMs: number) => demoInventory(nowMs).map(({ quantity }) => quantity);
    expect(quantities(NOW_MS + 86_400_000)).toEqual(quantities(NOW_MS));
  });

  it('tells its story: both products stand in the shop nearest to the place Milano', () => {
    const place = PLACES.find(({ name }) => name === demoStory.place)!;
    const degrees = ({ geo }: (typeof stores)[number]) =>
      Math.hypot(geo.latitude - place.latitude, (geo.longitude - place.longitude) * 0.7);
    const nearest = [...stores].sort((a, b) => degrees(a) - degrees(b))[0]!;
    expect(nearest.storeCode).toBe(demoStory.storeCode);
    for (const id of demoStory.products) {
      const line = demoInventory(NOW_MS).find((one) => one.store_code === nearest.storeCode && one.id === id);
      expect(line?.quantity).toBeGreaterThan(1);
    }
  });
});

describe('the demo shop’s members', () => {
  it('are 400, accepted whole, and named by nothing that leaves the shop', async () => {
    const customers = demoCustomers();
    expect(customers).toHaveLength(400);
    expect(await complaints(customers, parseCustomer)).toEqual([]);
    const text = JSON.stringify(customers);
    for (const { email, lastName } of MEMBERS.slice(0, 50)) {
      expect(text).not.toContain(email);
      expect(text).not.toContain(lastName);
    }
  });

  it('have tiers that follow from their points', () => {
    for (const { points, tier } of demoCustomers()) expect(tier).toBe(points >= 1_000 ? 'gold' : points >= 300 ? 'silver' : 'base');
  });

  it('begin with Giulia: silver, 320 points', () => {
    expect(demoCustomers()[0]).toMatchObject({ customerId: demoStory.customerId, tier: 'silver', points: 320 });
  });

  it('are found by number, card or e-mail, however it is typed', () => {
    const giulia = MEMBERS[0]!;
    expect(findMember(' M-1001 ')).toBe(giulia);
    expect(findMember(giulia.loyaltyCard.toLowerCase())).toBe(giulia);
    expect(findMember(giulia.email.toUpperCase())).toBe(giulia);
    expect(findMember('nobody')).toBeNull();
    expect(findMember('')).toBeNull();
  });
});
