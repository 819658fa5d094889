import { describe, expect, it } from 'vitest';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

declare global {
  interface ImportMeta {
    /** of Vite: files that fit a pattern when the tests are built, each behind a function that loads it */
    glob(pattern: string, options?: { query?: string; import?: string }): Record<string, () => Promise<unknown>>;
  }
}

// Real data is no part of the project; where it is not beside it, these tests skip.
const files = import.meta.glob('../../../shared/data/{feeds/*.xml,stores/*.csv}', { query: '?raw', import: 'default' });
const read = async (name: string) => (await files[Object.keys(files).find((path) => path.endsWith(name))!]!()) as string;

// Also a program of Node's, whose types this folder does not have: hence not a plain import.
type Convert = (csv: ReadableStream<Uint8Array>) => Promise<{ storeCode: string }[]>;
const converters = import.meta.glob('../support/convert/starbucks.ts', { import: 'convertStarbucks' });
const here = Object.keys(files).length > 0;

describe.skipIf(!here)('a real shop’s files (skipped where ../shared/data is missing)', () => {
  it('a live Merchant Center feed is taken item by item', async () => {
    await newSite('real-feed');
    const report = await answerOf(
      await admin('POST', '/sites/real-feed/catalog', await read('solarmarket-merchant-feed.xml'), 'application/xml'),
    );
    expect(report.accepted + report.rejected).toBe(785);
    for (const { row, field, message } of report.errors)
      expect([row, field, message]).toEqual([expect.any(Number), expect.stringMatching(/./), expect.stringMatching(/./)]);
    expect(report.accepted).toBeGreaterThan(700);
    const { items } = await answerOf(await admin('GET', '/sites/real-feed/recommendations?count=8'));
    expect(items).toHaveLength(8);
  });

  it('2,558 real shops with their hours are found by nearness', async () => {
    await newSite('real-stores', { currency: 'USD', locale: 'en-US', timeZone: 'America/Los_Angeles' });
    const convertStarbucks = (await Object.values(converters)[0]!()) as Convert;
    const stores = await convertStarbucks(new Response(await read('starbucks-california.csv')).body!);
    await importAll('real-stores', 'stores', stores);
    await importAll(
      'real-stores',
      'inventory',
      stores.slice(0, 500).map(({ storeCode }) => ({ store_code: storeCode, id: 'cup', quantity: 2 })),
    );
    const { stores: found } = await answerOf(
      await admin('GET', '/sites/real-stores/stores/availability?items=cup:1&lat=37.7749&lon=-122.4194&at=2026-11-24T20:00:00Z'),
    );
    expect(found).toHaveLength(stores.length);
    expect(found[0].distanceMeters).toBeLessThan(1_000);
    expect(found.filter(({ whole }: { whole: boolean }) => whole)).toHaveLength(500);
  });
});
