import type { InventoryLine } from '../../../shared/schemas/store.ts';
import { bucketOf } from '../shards.ts';

interface LineRow extends Record<string, SqlStorageValue> {
  product_id: string;
  store_code: string;
  quantity: number;
  availability: string;
  price_minor: number | null;
  currency: string | null;
  as_of_ms: number;
  sold: number;
}

/** A sale in a shop that its last count does not know of yet. */
export interface StockMovement {
  productId: string;
  storeCode: string;
  orderId: string;
  atMs: number;
  quantity: number;
}

/** Sales older than this are in every count a shop still speaks of. */
const MOVEMENT_MAX_AGE_MS = 30 * 24 * 3_600_000;

const LINE = `i.product_id, i.store_code, i.quantity, i.availability, i.price_minor, i.currency, i.as_of_ms,
  COALESCE((SELECT SUM(m.quantity) FROM stock_movement m
    WHERE m.product_id = i.product_id AND m.store_code = i.store_code AND m.at_ms > i.as_of_ms), 0) AS sold`;

/** Stock as counted, less what tills sold since the count. `asOf` stays the moment of the count. */
export class InventoryStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Adds and replaces, unless what is known is newer. @returns product ids of the lines that changed */
  upsert(lines: readonly InventoryLine[]): Set<string> {
    const rows = lines.map((line) => [
      bucketOf(line.productId),
      line.productId,
      line.storeCode,
      line.quantity,
      line.availability,
      line.priceMinor ?? null,
      line.currency ?? null,
      line.asOfMs,
    ]);
    const changed = this.#sql.exec<{ product_id: string }>(
      `INSERT INTO inventory (bucket, product_id, store_code, quantity, availability, price_minor, currency, as_of_ms)
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, CAST(value ->> 7 AS INTEGER)
       FROM json_each(?) WHERE true
       ON CONFLICT (bucket, product_id, store_code) DO UPDATE SET
         quantity = excluded.quantity, availability = excluded.availability, price_minor = excluded.price_minor,
         currency = excluded.currency, as_of_ms = excluded.as_of_ms
       WHERE excluded.as_of_ms > as_of_ms OR (excluded.as_of_ms = as_of_ms AND (
         quantity <> excluded.quantity OR availability <> excluded.availability
         OR price_minor IS NOT excluded.price_minor OR currency IS NOT excluded.currency))
       RETURNING product_id`,
      JSON.stringify(rows),
    );
    return new Set(Array.from(changed, (row) => row.product_id));
  }

  /** How many of these lines are older than what is known. */
  countOlder(lines: readonly InventoryLine[]): number {
    const rows = lines.map((line) => [bucketOf(line.productId), line.productId, line.storeCode, line.asOfMs]);
    return this.#sql
      .exec<{ n: number }>(
        `SELECT COUNT(*) AS n FROM json_each(?) AS given JOIN inventory i
         ON i.bucket = (given.value ->> 0) AND i.product_id = (given.value ->> 1) AND i.store_code = (given.value ->> 2)
         WHERE i.as_of_ms > (given.value ->> 3)`,
        JSON.stringify(rows),
      )
      .one().n;
  }

  /** Removes all but what an import staged, and what is to be kept (product ids). @returns product ids of the lines that went */
  removeUnstaged(importId: string, kept: readonly string[]): Set<string> {
    const gone = this.#sql.exec<{ product_id: string }>(
      `DELETE FROM inventory WHERE (product_id, store_code) NOT IN (
         SELECT json_extract(entry.value, '$.value.productId'), json_extract(entry.value, '$.value.storeCode')
         FROM staged_chunk, json_each(staged_chunk.entries) AS entry WHERE import_id = ?)
         AND product_id NOT IN (SELECT value FROM json_each(?))
       RETURNING product_id`,
      importId,
      JSON.stringify(kept),
    );
    return new Set(Array.from(gone, (row) => row.product_id));
  }

  count(): number {
    return this.#sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM inventory').one().n;
  }

  read(storeCode: string, productId: string): InventoryLine | null {
    const row = this.#sql
      .exec<LineRow>(
        `SELECT ${LINE} FROM inventory i WHERE i.bucket = ? AND i.product_id = ? AND i.store_code = ?`,
        bucketOf(productId),
        productId,
        storeCode,
      )
      .toArray()[0];
    return row ? lineOf(row) : null;
  }

  /** Stock of some products in all shops. */
  linesOf(productIds: readonly string[]): InventoryLine[] {
    const wanted = productIds.map((productId) => [bucketOf(productId), productId]);
    return this.#sql
      .exec<LineRow>(
        `SELECT ${LINE} FROM json_each(?) AS wanted JOIN inventory i ON i.bucket = (wanted.value ->> 0) AND i.product_id = (wanted.value ->> 1)`,
        JSON.stringify(wanted),
      )
      .toArray()
      .map(lineOf);
  }

  /** Stock of a run of buckets, products together. */
  *linesBetween(fromBucket: number, toBucket: number): Generator<InventoryLine> {
    const rows = this.#sql.exec<LineRow>(
      `SELECT ${LINE} FROM inventory i WHERE i.bucket >= ? AND i.bucket < ? ORDER BY i.bucket, i.product_id, i.store_code`,
      fromBucket,
      toBucket,
    );
    for (const row of rows) yield lineOf(row);
  }

  /** Notes what tills sold; the same receipt counts once. @returns product ids whose stock in a shop is now another */
  addMovements(movements: readonly StockMovement[], nowMs: number): Set<string> {
    const rows = movements
      .filter((movement) => movement.atMs > nowMs - MOVEMENT_MAX_AGE_MS)
      .map((movement) => [movement.productId, movement.storeCode, movement.orderId, movement.atMs, movement.quantity]);
    if (rows.length === 0) return new Set();
    const added = this.#sql.exec<{ product_id: string }>(
      `INSERT INTO stock_movement (product_id, store_code, order_id, at_ms, quantity)
       SELECT value ->> 0, value ->> 1, value ->> 2, CAST(value ->> 3 AS INTEGER), value ->> 4 FROM json_each(?) WHERE true
       ON CONFLICT (product_id, store_code, order_id) DO NOTHING RETURNING product_id`,
      JSON.stringify(rows),
    );
    return new Set(Array.from(added, (row) => row.product_id));
  }

  sweepMovements(nowMs: number): void {
    this.#sql.exec('DELETE FROM stock_movement WHERE at_ms <= ?', nowMs - MOVEMENT_MAX_AGE_MS);
  }
}

/** What is sold out by sales alone is no longer "in stock"; what a shop only displays stays as it says. */
function lineOf(row: LineRow): InventoryLine {
  const quantity = Math.max(0, row.quantity - row.sold);
  const availability = row.availability as InventoryLine['availability'];
  const soldOut = row.sold > 0 && quantity === 0 && availability !== 'on_display_to_order';
  return {
    storeCode: row.store_code,
    productId: row.product_id,
    quantity,
    availability: soldOut ? 'out_of_stock' : availability,
    ...(row.price_minor === null ? {} : { priceMinor: row.price_minor }),
    ...(row.currency === null ? {} : { currency: row.currency }),
    asOfMs: row.as_of_ms,
  };
}
