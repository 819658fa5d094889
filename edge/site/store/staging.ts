import type { ImportKind, ImportMode, StagedRow } from '../types.ts';

export interface StagedImport {
  importId: string;
  kind: ImportKind;
  mode: ImportMode;
  chunks: number;
}

/** An import whose sender never came back is dropped after this long: a day's feed takes minutes. */
export const STAGED_MAX_AGE_MS = 3_600_000;

/** Most bytes of one chunk: SQLite values end at 2 MB in production. */
export const CHUNK_MAX_BYTES = 1_900_000;

/** Rows of imports on their way. */
export class StagingStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  begin(importId: string, kind: ImportKind, mode: ImportMode, nowMs: number): void {
    this.#sql.exec('INSERT INTO staged_import (import_id, kind, mode, started_at_ms) VALUES (?, ?, ?, ?)', importId, kind, mode, nowMs);
  }

  read(importId: string): StagedImport | null {
    const row = this.#sql
      .exec<{ kind: ImportKind; mode: ImportMode; chunks: number }>(
        `SELECT kind, mode, (SELECT COUNT(*) FROM staged_chunk WHERE staged_chunk.import_id = staged_import.import_id) AS chunks
         FROM staged_import WHERE import_id = ?`,
        importId,
      )
      .toArray()[0];
    return row ? { importId, ...row } : null;
  }

  /** @returns false when the rows are more than one value may hold */
  add(importId: string, rows: readonly StagedRow[]): boolean {
    const text = JSON.stringify(rows);
    // A UTF-16 unit is at most three bytes of UTF-8, so short texts need no counting.
    if (text.length * 3 > CHUNK_MAX_BYTES && new TextEncoder().encode(text).byteLength > CHUNK_MAX_BYTES) {
      if (rows.length === 1) return false;
      const half = Math.ceil(rows.length / 2);
      return this.add(importId, rows.slice(0, half)) && this.add(importId, rows.slice(half));
    }
    this.#sql.exec(
      `INSERT INTO staged_chunk (import_id, chunk, entries)
       VALUES (?, (SELECT COALESCE(MAX(chunk), 0) + 1 FROM staged_chunk WHERE import_id = ?), ?)`,
      importId,
      importId,
      text,
    );
    return true;
  }

  /** The chunks in order, parsed. */
  *chunks<T>(importId: string): Generator<StagedRow<T>[]> {
    const numbers = this.#sql
      .exec<{ chunk: number }>('SELECT chunk FROM staged_chunk WHERE import_id = ? ORDER BY chunk', importId)
      .toArray();
    for (const { chunk } of numbers) {
      const row = this.#sql
        .exec<{ entries: string }>('SELECT entries FROM staged_chunk WHERE import_id = ? AND chunk = ?', importId, chunk)
        .one();
      yield JSON.parse(row.entries) as StagedRow<T>[];
    }
  }

  drop(importId: string): void {
    this.#sql.exec('DELETE FROM staged_chunk WHERE import_id = ?', importId);
    this.#sql.exec('DELETE FROM staged_import WHERE import_id = ?', importId);
  }

  /** Drops what was left behind. */
  sweep(nowMs: number): void {
    const left = this.#sql
      .exec<{ import_id: string }>('SELECT import_id FROM staged_import WHERE started_at_ms < ?', nowMs - STAGED_MAX_AGE_MS)
      .toArray();
    for (const { import_id } of left) this.drop(import_id);
  }
}
