import type { SiteHead } from '../../shared/published-site.ts';
import type { InventoryLine } from '../../shared/schemas/store.ts';
import type { Env } from '../platform/env.ts';
import { stockKey } from './keys.ts';
import { bucketOf, shardOf } from './shards.ts';
import { linesOf, type StockShard } from './stock-codec.ts';

/** Shards an isolate holds, of all sites: some 5,000 lines each, about 1 MB in memory. */
const SHARDS_MAX = 24;

/** The newest copy of each shard, by site and shard; the one not used longest goes first. */
const shards = new Map<string, { key: string; shard: StockShard }>();

/**
 * Stock of some products in all shops, as published: reads only the shards these products are in, from memory where they are of the
 * head's revision. A shard that KV does not have (yet) is replaced by the one before.
 *
 * @returns by product id; products without stock anywhere are left out
 */
export async function loadStock(
  env: Pick<Env, 'SNAPSHOTS'>,
  head: SiteHead,
  productIds: readonly string[],
): Promise<Map<string, InventoryLine[]>> {
  const { stock } = head.parts;
  const found = new Map<string, InventoryLine[]>();
  if (!stock) return found;
  const wanted = new Map<number, string[]>();
  for (const productId of new Set(productIds)) {
    const number = shardOf(bucketOf(productId), stock.shards);
    wanted.set(number, [...(wanted.get(number) ?? []), productId]);
  }
  await Promise.all(
    Array.from(wanted, async ([number, ids]) => {
      const shard = await loadShard(env, head.id, number, stock.shards, stock.shardRevisions?.[number] ?? stock.revision);
      for (const productId of shard ? ids : []) {
        const lines = linesOf(shard!, productId);
        if (lines.length > 0) found.set(productId, lines);
      }
    }),
  );
  return found;
}

export function forgetStock(siteId: string): void {
  for (const slot of shards.keys()) if (slot.startsWith(`${siteId}/`)) shards.delete(slot);
}

async function loadShard(
  env: Pick<Env, 'SNAPSHOTS'>,
  siteId: string,
  number: number,
  count: number,
  revision: string,
): Promise<StockShard | null> {
  const slot = `${siteId}/${number}/${count}`;
  const key = stockKey(siteId, revision, number);
  const known = shards.get(slot);
  if (known?.key === key) {
    shards.delete(slot);
    shards.set(slot, known);
    return known.shard;
  }
  const shard = await env.SNAPSHOTS.get<StockShard>(key, 'json');
  if (!shard) return known?.shard ?? null;
  shards.delete(slot);
  shards.set(slot, { key, shard });
  if (shards.size > SHARDS_MAX) shards.delete(shards.keys().next().value!);
  return shard;
}
