import { jsonBatches } from './batches.ts';

/** Notes of erasures: hashes that name nobody to who has not the site's key, and the moment until which what they stand for is refused. */
export class ErasuresStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  isEmpty(): boolean {
    return this.#sql.exec('SELECT 1 FROM erased LIMIT 1').toArray().length === 0;
  }

  /** @param untilMs when the note is of no use any more; null = it holds for good */
  add(hashes: readonly string[], atMs: number, untilMs: number | null): void {
    for (const batch of jsonBatches(hashes)) {
      this.#sql.exec(
        `INSERT INTO erased (hash, at_ms, until_ms) SELECT value, ?2, ?3 FROM json_each(?1) WHERE true
         ON CONFLICT (hash) DO UPDATE SET at_ms = MAX(at_ms, excluded.at_ms), until_ms = excluded.until_ms`,
        batch,
        atMs,
        untilMs,
      );
    }
  }

  /** Moments of erasure of those of the hashes that have one. */
  read(hashes: readonly string[]): Map<string, number> {
    const rows = this.#sql.exec<{ hash: string; at_ms: number }>(
      'SELECT hash, at_ms FROM erased WHERE hash IN (SELECT value FROM json_each(?))',
      JSON.stringify(hashes),
    );
    return new Map(Array.from(rows, (row) => [row.hash, row.at_ms]));
  }

  /** Who was erased, for good, by hash. Notes of sessions, which end, are not among them. */
  listFrom(after: string, limit: number): { hash: string; atMs: number }[] {
    const sql = 'SELECT hash, at_ms FROM erased WHERE hash > ? AND until_ms IS NULL ORDER BY hash LIMIT ?';
    return Array.from(this.#sql.exec<{ hash: string; at_ms: number }>(sql, after, limit), (row) => ({ hash: row.hash, atMs: row.at_ms }));
  }

  sweep(nowMs: number): void {
    this.#sql.exec('DELETE FROM erased WHERE until_ms < ?', nowMs);
  }
}
