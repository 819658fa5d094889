import type { Store } from '../../../shared/schemas/store.ts';
import { jsonBatches } from './batches.ts';

export class StoresStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Adds and replaces; what is known already is not written. @returns how many changed */
  upsert(stores: readonly Store[]): number {
    const rows = stores.map((store) => [store.storeCode, JSON.stringify(store)]);
    let changed = 0;
    for (const batch of jsonBatches(rows)) {
      changed += this.#sql.exec(
        `INSERT INTO store (store_code, data) SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE true
         ON CONFLICT (store_code) DO UPDATE SET data = excluded.data WHERE data <> excluded.data`,
        batch,
      ).rowsWritten;
    }
    return changed;
  }

  /** Removes all but what an import staged, and what is to be kept. @returns how many went */
  removeUnstaged(importId: string, kept: readonly string[]): number {
    return this.#sql.exec(
      `DELETE FROM store WHERE store_code NOT IN (
         SELECT json_extract(entry.value, '$.value.storeCode') FROM staged_chunk, json_each(staged_chunk.entries) AS entry WHERE import_id = ?)
         AND store_code NOT IN (SELECT value FROM json_each(?))`,
      importId,
      JSON.stringify(kept),
    ).rowsWritten;
  }

  count(): number {
    return this.#sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM store').one().n;
  }

  has(storeCode: string): boolean {
    return this.#sql.exec('SELECT 1 FROM store WHERE store_code = ?', storeCode).toArray().length > 0;
  }

  /** In order of code, after `after`. */
  list(after: string | null, limit: number): Store[] {
    return this.#sql
      .exec<{ data: string }>('SELECT data FROM store WHERE store_code > ? ORDER BY store_code LIMIT ?', after ?? '', limit)
      .toArray()
      .map((row) => JSON.parse(row.data) as Store);
  }

  /** JSON text of each store, one after another. */
  *publishedTexts(): Generator<string> {
    for (const row of this.#sql.exec<{ data: string }>('SELECT data FROM store ORDER BY store_code')) yield row.data;
  }
}
