import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonChunks } from '../../../edge/site/json-chunks.ts';
import { chunkedRevision, chunksOf } from '../../../edge/site/keys.ts';
import { bucketOf, bucketsOf, STOCK_BUCKETS, shardCount, shardOf } from '../../../edge/site/shards.ts';
import { encodeShard, linesOf, type StockShard } from '../../../edge/site/stock-codec.ts';
import type { InventoryLine } from '../../../shared/schemas/store.ts';

describe('shards of the stock', () => {
  it('cover every product exactly once, whatever their number', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(1, 2, 8, 64, STOCK_BUCKETS), (productId, shards) => {
        const bucket = bucketOf(productId);
        const shard = shardOf(bucket, shards);
        const { from, to } = bucketsOf(shard, shards);
        expect(bucket).toBeGreaterThanOrEqual(from);
        expect(bucket).toBeLessThan(to);
        expect(shard).toBeLessThan(shards);
      }),
    );
  });

  it('fill evenly with the ids that shops use', () => {
    const sizes = new Array<number>(16).fill(0);
    for (let i = 0; i < 16_000; i++) sizes[shardOf(bucketOf(`SKU-${100_000 + i}`), 16)]! += 1;
    expect(Math.max(...sizes)).toBeLessThan(1_300);
    expect(Math.min(...sizes)).toBeGreaterThan(700);
  });

  it('grow by doubling, and not for ever', () => {
    expect([0, 5_000, 5_001, 20_000, 20_001].map(shardCount)).toEqual([1, 1, 2, 4, 8]);
    expect(shardCount(1e9)).toBe(STOCK_BUCKETS);
  });

  it('give back the lines that went in', () => {
    const line = fc.record({
      storeCode: fc.string({ minLength: 1 }),
      productId: fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toString'),
      quantity: fc.nat(),
      availability: fc.constantFrom<InventoryLine['availability']>(
        'in_stock',
        'limited_availability',
        'on_display_to_order',
        'out_of_stock',
      ),
      asOfMs: fc.nat(),
    });
    const priced = fc
      .tuple(line, fc.option(fc.nat(), { nil: undefined }))
      .map(([plain, priceMinor]): InventoryLine => (priceMinor === undefined ? plain : { ...plain, priceMinor, currency: 'EUR' }));
    fc.assert(
      fc.property(fc.array(priced), (lines) => {
        const shard = JSON.parse(encodeShard(lines)) as StockShard;
        for (const productId of ['a', 'b', '__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
          expect(linesOf(shard, productId)).toEqual(lines.filter((entry) => entry.productId === productId));
        }
      }),
    );
  });
});

describe('a part cut for KV', () => {
  it('comes together again, in order, no chunk larger than allowed', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 })), fc.integer({ min: 40, max: 200 }), (values, maxChars) => {
        const chunks = jsonChunks(
          values.map((value) => JSON.stringify(value)),
          maxChars,
        );
        expect(chunks.flatMap((chunk) => JSON.parse(chunk) as string[])).toEqual(values);
        const revision = chunkedRevision('abc-1', chunks.length);
        expect(chunksOf(revision)).toBe(chunks.length);
      }),
    );
    expect(chunksOf('abc-1')).toBe(0);
  });
});
