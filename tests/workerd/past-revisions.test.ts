import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { siteClient } from '../../edge/site/client.ts';
import { loadPastSite } from '../../edge/site/past-site.ts';
import { SiteStore } from '../../edge/site/site-store.ts';
import type { SiteHead } from '../../shared/published-site.ts';
import { admin, answerOf, importAll, newSite } from './admin-api.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const product = (id: string) => ({ id, title: id, link: `https://shop.example/${id}`, price: '1.00 EUR' });
const store = {
  storeCode: 'duomo',
  name: 'Duomo',
  address: { streetAddress: 'Via 1', addressLocality: 'Milano' },
  geo: { latitude: 45, longitude: 9 },
};

let site = '';
let count = 0;
const head = async (): Promise<SiteHead> => {
  const read = await siteClient(env, site).readHead();
  if (!read.ok) throw new Error(read.message);
  return read.value;
};
const keysOf = async (part: string) => (await env.SNAPSHOTS.list({ prefix: `site:${site}:${part}:` })).keys.map(({ name }) => name);
const inStore = <T>(look: (store: SiteStore) => T): Promise<T> =>
  runInDurableObject(env.SITES.getByName(site), (_, { storage }) => look(new SiteStore(storage)));
/** What the object does when its alarm rings then. */
async function ringAfter(ms: number): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
  await runDurableObjectAlarm(env.SITES.getByName(site));
  vi.useRealTimers();
}
async function publish(name: string): Promise<void> {
  const setup = await answerOf(await admin('GET', `/sites/${site}/setup`));
  const rules = setup.rules.map((rule: object) => ({ ...rule, name: { it: name, en: name } }));
  expect((await admin('PUT', `/sites/${site}/setup`, { ...setup, rules, fixtures: [] })).status).toBe(200);
  expect((await admin('POST', `/sites/${site}/publish`, {})).status).toBe(200);
}

beforeEach(async () => {
  site = `past-${++count}`;
  await newSite(site);
  await importAll(site, 'catalog', [product('lamp')]);
  await importAll(site, 'stores', [store]);
  await importAll(site, 'inventory', [{ storeCode: 'duomo', id: 'lamp', quantity: 3 }]);
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a site as it was published under a revision', () => {
  it('is whole again after everything of it changed, and its secrets are not told', async () => {
    const then = await head();
    await publish('altro');
    await importAll(site, 'catalog?mode=full', [product('vase')]);
    await importAll(site, 'stores', [{ ...store, name: 'Loreto' }]);
    await admin('PATCH', `/sites/${site}`, { currency: 'CHF' });
    const now = await head();
    const past = await loadPastSite(env, now, then);
    if ('missing' in past) throw new Error(past.missing);
    expect(past.site.head).toEqual({ ...then, parts: { ...then.parts, stock: null } });
    expect(past.site.catalog.products.map(({ id }) => id)).toEqual(['lamp']);
    expect(past.site.stores.map(({ name }) => name)).toEqual(['Duomo']);
    expect(past.site.head.settings.currency).toBe('EUR');
    const kept = await inStore(({ pastHeads }) => JSON.stringify(pastHeads.read(then.revision)));
    for (const secret of [now.receiptKey, ...now.identitySecrets]) expect(kept).not.toContain(secret);
  });

  it('costs no row where only the stock changed, and is found all the same', async () => {
    const rows = () =>
      runInDurableObject(env.SITES.getByName(site), (_, { storage }) => storage.sql.exec('SELECT counter FROM past_head').toArray().length);
    const before = await rows();
    const revisions: string[] = [];
    for (const quantity of [5, 6, 7]) {
      await importAll(site, 'inventory', [{ storeCode: 'duomo', id: 'lamp', quantity }]);
      revisions.push((await head()).revision);
    }
    expect(new Set(revisions).size).toBe(3);
    expect(await rows()).toBe(before);
    for (const revision of revisions)
      expect(await loadPastSite(env, await head(), { ...(await head()), revision })).toMatchObject({ site: { head: { revision } } });
  });

  it('lasts as long as decisions do; its stock goes after a quarter of an hour', async () => {
    const then = await head();
    await importAll(site, 'catalog', [product('vase')]);
    await importAll(site, 'inventory', [{ storeCode: 'duomo', id: 'lamp', quantity: 9 }]);
    expect([(await keysOf('catalog')).length, (await keysOf('stock')).length]).toEqual([2, 2]);
    await ringAfter(20 * MINUTE_MS);
    expect([(await keysOf('catalog')).length, (await keysOf('stock')).length]).toEqual([2, 1]);
    await ringAfter(13 * DAY_MS);
    expect(await loadPastSite(env, await head(), then)).toHaveProperty('site');
    await ringAfter(15 * DAY_MS);
    expect((await keysOf('catalog')).length).toBe(1);
    expect(await loadPastSite(env, await head(), then)).toEqual({ missing: 'revision' });
    expect(await loadPastSite(env, await head(), await head())).toHaveProperty('site');
  });

  it('says which part is missing, rather than give half a site', async () => {
    const then = await head();
    await importAll(site, 'catalog', [product('vase')]);
    for (const key of await keysOf('catalog')) if (key.includes(then.parts.catalog!)) await env.SNAPSHOTS.delete(key);
    expect(await loadPastSite(env, await head(), then)).toEqual({ missing: 'catalog' });
    await env.SNAPSHOTS.delete(`site:${site}:stores:${then.parts.stores}:0`);
    expect(await loadPastSite(env, await head(), await head())).toEqual({ missing: 'stores' });
  });

  it('gives its place, the oldest first, where all of them together are too many bytes', async () => {
    const deleted = await inStore(({ parts }) => {
      for (const [age, name] of ['new', 'newer', 'newest'].entries()) {
        parts.retire([`site:${site}:catalog:${name}:0`], 400);
        parts.stampRetired(1_000 + age);
      }
      parts.retire([`site:${site}:stock:some:0`], 9_000);
      parts.stampRetired(2_000);
      const kept = { restMs: 100, keptMs: DAY_MS, keptBytes: 1_000 };
      const all = parts.retiredToDelete(50_000, kept, 10);
      const rested = parts.retiredToDelete(1_050, kept, 10);
      return { all, rested };
    });
    expect(deleted.rested).toEqual([]);
    expect(deleted.all.toSorted()).toEqual([`site:${site}:catalog:new:0`, `site:${site}:stock:some:0`]);
  });
});
