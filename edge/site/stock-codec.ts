import type { InventoryLine } from '../../shared/schemas/store.ts';

/** One line in a shard: shop, quantity, availability, as of, price per unit in minor units, currency; the product is the key it stands under. */
type PackedLine = [string, number, InventoryLine['availability'], number, (number | null)?, (string | null)?];

export type StockShard = Record<string, PackedLine[]>;

/** Lines as one shard's JSON. Tuples: a shard is read for each cart, and field names would be half of it. */
export function encodeShard(lines: Iterable<InventoryLine>): string {
  const shard: StockShard = Object.create(null) as StockShard;
  for (const line of lines) {
    const packed: PackedLine = [line.storeCode, line.quantity, line.availability, line.asOfMs];
    if (line.priceMinor !== undefined) packed.push(line.priceMinor, line.currency ?? null);
    const known = shard[line.productId];
    if (known) known.push(packed);
    else shard[line.productId] = [packed];
  }
  return JSON.stringify(shard);
}

/** Stock of one product of a shard, in all shops. */
export function linesOf(shard: StockShard, productId: string): InventoryLine[] {
  if (!Object.hasOwn(shard, productId)) return [];
  return shard[productId]!.map(([storeCode, quantity, availability, asOfMs, priceMinor, currency]) => ({
    storeCode,
    productId,
    quantity,
    availability,
    asOfMs,
    ...(priceMinor === undefined || priceMinor === null ? {} : { priceMinor }),
    ...(currency === undefined || currency === null ? {} : { currency }),
  }));
}
