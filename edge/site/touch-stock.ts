import { bucketOf, shardCount, shardOf } from './shards.ts';
import type { SiteStore } from './site-store.ts';

/**
 * Notes which shards of the stock have to be published anew. After a file, also whether the stock has outgrown its shards: then all of them.
 * @param recount counts every line, which is paid for by the row: not for a single change
 */
export function touchStock(store: SiteStore, productIds: ReadonlySet<string>, recount: boolean): void {
  if (productIds.size === 0) return;
  store.parts.touch('stock');
  const known = store.parts.readShards().length;
  const wanted = recount || known === 0 ? shardCount(store.inventory.count()) : known;
  // Fewer lines keep their shards until half would do with room to spare: else stock around a limit were rewritten again and again.
  if (wanted > known || wanted * 4 <= known) {
    store.parts.resetShards(wanted);
    return;
  }
  store.parts.touchShards(new Set(Array.from(productIds, (productId) => shardOf(bucketOf(productId), known))));
}
