import { describe, expect, it } from 'vitest';
import { admin, answerOf, importAll, ndjson, newSite } from './admin-api.ts';

declare global {
  interface ImportMeta {
    /** of Vite: files that fit a pattern when the tests are built, each behind a function that loads it */
    glob(pattern: string, options?: { query?: string; import?: string }): Record<string, () => Promise<unknown>>;
  }
}

// Real data is no part of the project; where it is not beside it, these tests skip.
const files = import.meta.glob('../../../shared/data/{feeds/*.xml,stores/*.csv,clickstream/retailrocket*.csv}', {
  query: '?raw',
  import: 'default',
});
const read = async (name: string) => (await files[Object.keys(files).find((path) => path.endsWith(name))!]!()) as string;

// Also a program of Node's, whose types this folder does not have: hence not a plain import.
type Convert<T> = (csv: ReadableStream<Uint8Array>) => Promise<T[]>;
const converters = import.meta.glob('../support/convert/*.ts');
async function convert<T>(name: string, csv: string): Promise<T[]> {
  const [path] = Object.keys(converters).filter((candidate) => candidate.endsWith(`/${name.toLowerCase()}.ts`));
  const module = (await converters[path!]!()) as Record<string, Convert<T>>;
  return module[`convert${name}`]!(new Response(csv).body!);
}
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
    const stores = await convert<{ storeCode: string }>('Starbucks', await read('starbucks-california.csv'));
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

  it('5,169 clicks of 1,092 visitors count once, also when sent twice; everybody has a stage with reasons, and left carts are found', async () => {
    await newSite('real-clicks');
    const csv = await read('retailrocket-events-sample.csv');
    const clicks = await convert<{ visitorId: string; at: string }>('RetailRocket', csv);
    const body = clicks.map((click) => JSON.stringify(click)).join('\n');
    const first = await answerOf(await admin('POST', '/sites/real-clicks/events', body, ndjson));
    const second = await answerOf(await admin('POST', '/sites/real-clicks/events', body, ndjson));
    expect(first).toMatchObject({ accepted: clicks.length, rejected: 0 });
    expect(second).toMatchObject({ accepted: clicks.length, rejected: 0, duplicates: clicks.length });
    const visitors = [...new Set(clicks.map((click) => click.visitorId))];
    expect(visitors).toHaveLength(1_092);
    const dayAfter = new Date(Math.max(...clicks.map((click) => Date.parse(click.at))) + 86_400_000).toISOString();
    let counted = 0;
    let leftCarts = 0;
    for (const visitor of visitors) {
      const person = await answerOf(await admin('GET', `/sites/real-clicks/visitors/${visitor}?at=${dayAfter}`));
      expect(person.journey.because.length, visitor).toBeGreaterThan(0);
      counted += Object.values(person.profile.eventCounts as Record<string, number>).reduce((sum, count) => sum + count, 0);
      if (person.journey.because.some(({ code }: { code: string }) => code === 'cart-abandoned')) leftCarts += 1;
    }
    expect(counted).toBe(clicks.length - first.duplicates);
    // In the file 110 visitors put something into a cart, and 85 of them did so after the last thing they bought.
    expect(leftCarts).toBe(85);
  }, 120_000);
});
