/**
 * Stock is published in shards, so that a cart of three products reads three small values and a till receipt rewrites one.
 * A product's bucket never changes; shards are runs of buckets, and their number doubles as the stock grows.
 */

/** Buckets in all, a power of two: the most shards there can be. */
export const STOCK_BUCKETS = 1_024;

/** Lines a shard holds about: ~150 KB of JSON, parsed in a millisecond or two. */
export const STOCK_SHARD_LINES = 5_000;

/** Bucket of a product: FNV-1a, 32 bits, over UTF-16 code units, folded to 10 bits (Fowler, Noll & Vo). */
export function bucketOf(productId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < productId.length; i++) {
    hash = Math.imul(hash ^ productId.charCodeAt(i), 0x01000193);
  }
  return ((hash >>> 10) ^ hash) & (STOCK_BUCKETS - 1);
}

/** How many shards so many lines make: a power of two from 1 to STOCK_BUCKETS. */
export function shardCount(lines: number): number {
  let shards = 1;
  while (shards < STOCK_BUCKETS && lines > shards * STOCK_SHARD_LINES) shards *= 2;
  return shards;
}

/** Shard of a bucket among `shards` (a power of two). */
export function shardOf(bucket: number, shards: number): number {
  return Math.floor((bucket * shards) / STOCK_BUCKETS);
}

/** First bucket and the one past the last of a shard. */
export function bucketsOf(shard: number, shards: number): { from: number; to: number } {
  const width = STOCK_BUCKETS / shards;
  return { from: shard * width, to: (shard + 1) * width };
}
