import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { catalogKey, headKey, recommendationsKey, stockKey } from '../../edge/site/keys.ts';
import { forgetSite, loadPublishedSite, loadStock, SNAPSHOT_TTL_MS } from '../../edge/site/snapshot.ts';
import type { SiteHead } from '../../shared/published-site.ts';
import { admin, importAll, newSite } from './admin-api.ts';

/** KV that counts what is read of it, and can be told to fail or to lack a key. */
function watched(more: { lacks?: (key: string) => boolean; fails?: () => boolean } = {}) {
  const reads: string[] = [];
  const get = async (key: string, type: 'json') => {
    reads.push(key);
    if (more.fails?.()) throw new Error('KV is away');
    return more.lacks?.(key) ? null : await env.SNAPSHOTS.get(key, type);
  };
  return { reads, source: { SNAPSHOTS: { get } as unknown as KVNamespace } };
}
const product = (id: string) => ({ id, title: id, link: `https://shop.example/${id}`, price: '1.00 EUR' });
const later = (ms: number) => Date.now() + 60_000 + ms;
let site = '';
let count = 0;

beforeEach(async () => {
  site = `snapshot-${++count}`;
  await newSite(site);
  await importAll(site, 'catalog', [product('lamp')]);
});

describe('a published site in an isolate', () => {
  it('is read once and then kept, its head looked at every few seconds', async () => {
    const { reads, source } = watched();
    const first = await loadPublishedSite(source, site, later(0));
    expect(await loadPublishedSite(source, site, later(SNAPSHOT_TTL_MS - 1_000))).toBe(first);
    const asked = reads.length;
    expect(await loadPublishedSite(source, site, later(SNAPSHOT_TTL_MS + 1_000))).toBe(first);
    expect(reads.slice(asked)).toEqual([headKey(site)]);
  });

  it('takes up only what changed: a new catalog leaves the shops as they are', async () => {
    const before = (await loadPublishedSite(env, site, later(0)))!;
    await importAll(site, 'catalog', [product('vase')]);
    const after = (await loadPublishedSite(env, site, later(0)))!;
    expect(after.head.revision).not.toBe(before.head.revision);
    expect(after.catalog.products.map(({ id }) => id)).toEqual(['lamp', 'vase']);
    expect(before.catalog.products.map(({ id }) => id)).toEqual(['lamp']);
  });

  it('goes on with the part before where KV does not have the new one yet, and asks again', async () => {
    await loadPublishedSite(env, site, later(0));
    const head = (await env.SNAPSHOTS.get<SiteHead>(headKey(site), 'json'))!;
    const ahead: SiteHead = { ...head, revision: 'ahead', parts: { ...head.parts, catalog: 'ahead~1' } };
    await env.SNAPSHOTS.put(headKey(site), JSON.stringify(ahead));
    const without = (await loadPublishedSite(env, site, later(10_000)))!;
    expect(without.head.revision).toBe('ahead');
    expect(without.catalog.byId.has('lamp')).toBe(true);
    await env.SNAPSHOTS.put(catalogKey(site, 'ahead~1', 0), JSON.stringify([{ id: 'arrived' }]));
    expect((await loadPublishedSite(env, site, later(20_000)))!.catalog.byId.has('arrived')).toBe(true);
  });

  it('serves without recommendations when their index cannot be read', async () => {
    const head = (await env.SNAPSHOTS.get<SiteHead>(headKey(site), 'json'))!;
    await env.SNAPSHOTS.put(recommendationsKey(site, 'broken'), new Uint8Array([1, 2, 3]));
    await env.SNAPSHOTS.put(headKey(site), JSON.stringify({ ...head, revision: 'x', parts: { ...head.parts, recommendations: 'broken' } }));
    const loaded = (await loadPublishedSite(env, site, later(10_000)))!;
    expect(loaded.recommendations).toBeNull();
    expect(loaded.catalog.products).toHaveLength(1);
  });

  it('goes on from memory while KV is away', async () => {
    let away = false;
    const { source } = watched({ fails: () => away });
    const first = await loadPublishedSite(source, site, later(0));
    away = true;
    expect(await loadPublishedSite(source, site, later(30_000))).toBe(first);
    forgetSite(site, 0);
    await expect(loadPublishedSite(source, site, later(60_000))).rejects.toThrow('KV is away');
  });

  it('that is not there is remembered as such for a moment, and ids that cannot be are not even looked up', async () => {
    const { reads, source } = watched();
    expect(await loadPublishedSite(source, 'snapshot-none', later(0))).toBeNull();
    expect(await loadPublishedSite(source, 'snapshot-none', later(1_000))).toBeNull();
    expect(await loadPublishedSite(source, '../../etc/passwd', later(0))).toBeNull();
    expect(await loadPublishedSite(source, '', later(0))).toBeNull();
    expect(reads).toEqual([headKey('snapshot-none')]);
    await newSite('snapshot-none');
    expect(await loadPublishedSite(source, 'snapshot-none', later(1_500))).not.toBeNull();
  });

  it('that was removed is gone from the next look on', async () => {
    await loadPublishedSite(env, site, later(0));
    await admin('DELETE', `/sites/${site}`);
    expect(await loadPublishedSite(env, site, later(0))).toBeNull();
    expect((await env.SNAPSHOTS.list({ prefix: headKey(site) })).keys.filter(({ name }) => name.startsWith(`${headKey(site)}:`))).toEqual(
      [],
    );
  });
});

describe('stock in an isolate', () => {
  it('is read by the shards a cart needs, once a revision', async () => {
    await importAll(
      site,
      'inventory',
      Array.from({ length: 12_000 }, (_, i) => ({ store_code: `s${i % 10}`, id: `p${Math.floor(i / 10)}`, quantity: 1 })),
    );
    const { head } = (await loadPublishedSite(env, site, later(0)))!;
    expect(head.parts.stock?.shards).toBe(4);
    const { reads, source } = watched();
    expect((await loadStock(source, head, ['p1', 'p1', 'no-such'])).get('p1')).toHaveLength(10);
    expect(reads.length).toBeLessThanOrEqual(2);
    await loadStock(source, head, ['p1']);
    expect(reads.length).toBeLessThanOrEqual(2);
  });

  it('rewrites one shard when one line changes', async () => {
    await importAll(
      site,
      'inventory',
      Array.from({ length: 12_000 }, (_, i) => ({ store_code: `s${i % 10}`, id: `p${Math.floor(i / 10)}`, quantity: 1 })),
    );
    const before = (await loadPublishedSite(env, site, later(0)))!.head.parts.stock!;
    await admin('PATCH', `/sites/${site}/inventory/s1/p7`, { quantity: 9 });
    await expect
      .poll(async () => (await loadPublishedSite(env, site, later(10_000 * ++count)))!.head.parts.stock!.revision)
      .not.toBe(before.revision);
    const after = (await loadPublishedSite(env, site, later(10_000 * ++count)))!.head.parts.stock!;
    expect(after.shardRevisions!.filter((revision, shard) => revision !== before.shardRevisions![shard])).toHaveLength(1);
  });

  it('falls back to the shard before where KV lacks the new one', async () => {
    await importAll(site, 'inventory', [{ store_code: 's1', id: 'lamp', quantity: 3 }]);
    const { head } = (await loadPublishedSite(env, site, later(0)))!;
    await loadStock(env, head, ['lamp']);
    const ahead: SiteHead = { ...head, parts: { ...head.parts, stock: { revision: 'ahead', shards: 1 } } };
    const { source, reads } = watched();
    expect((await loadStock(source, ahead, ['lamp'])).get('lamp')?.[0]?.quantity).toBe(3);
    expect(reads).toEqual([stockKey(site, 'ahead', 0)]);
  });
});
