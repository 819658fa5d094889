import { applyMigrations, type Migration, schemaVersion } from '../platform/sql-migrations.ts';
import { CHUNK_SPAN_MS } from './lines.ts';
import { firstIdAt, momentOfId } from './record-ids.ts';

const TRAFFIC_MIGRATIONS: readonly Migration[] = [
  [
    // Records as gzip-compressed NDJSON, a batch of the queue to a row. `ids` names those too whose record was taken out since, `people` only whose are here.
    `CREATE TABLE chunk (
       chunk INTEGER PRIMARY KEY, first_id TEXT NOT NULL, last_id TEXT NOT NULL, ids TEXT NOT NULL, people TEXT NOT NULL, lines BLOB NOT NULL
     ) STRICT`,
    'CREATE INDEX chunk_by_time ON chunk (first_id)',
    // Who was erased, by keys: what the queue still brings of them from before is refused.
    'CREATE TABLE erased (person TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID',
    'CREATE TABLE kept (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), kept_ms INTEGER NOT NULL) STRICT',
  ],
];

export interface Chunk {
  /** in order of time */
  ids: readonly string[];
  people: readonly string[];
  lines: Uint8Array;
}

/** A chunk as it stands in its row. */
export interface StoredChunk {
  chunk: number;
  firstId: string;
  ids: string[];
  lines: ArrayBuffer;
}

interface ChunkRow extends Record<string, SqlStorageValue> {
  chunk: number;
  first_id: string;
  ids: string;
  lines: ArrayBuffer;
}

/** The only SQL of a site's traffic. A database nobody wrote into is not made by asking. */
export class TrafficStore {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  #isOpen: boolean;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#isOpen = schemaVersion(storage) > 0;
    if (this.#isOpen) applyMigrations(storage, TRAFFIC_MIGRATIONS);
  }

  exists(): boolean {
    return this.#isOpen;
  }

  open(): void {
    if (!this.#isOpen) applyMigrations(this.#storage, TRAFFIC_MIGRATIONS);
    this.#isOpen = true;
  }

  /** After everything was deleted. */
  closed(): void {
    this.#isOpen = false;
  }

  add({ ids, people, lines }: Chunk): void {
    this.#sql.exec(
      'INSERT INTO chunk (first_id, last_id, ids, people, lines) VALUES (?, ?, ?, ?, ?)',
      ids[0]!,
      ids.at(-1)!,
      JSON.stringify(ids),
      JSON.stringify(people),
      lines,
    );
  }

  /** Takes the place of a chunk's lines; its ids stay. */
  rewrite(chunk: number, people: readonly string[], lines: Uint8Array): void {
    this.#sql.exec('UPDATE chunk SET people = ?, lines = ? WHERE chunk = ?', JSON.stringify(people), lines, chunk);
  }

  /** The chunk that holds an id, or held it; null where it was never brought. */
  chunkWith(id: string): StoredChunk | null {
    const rows = this.#sql.exec<ChunkRow>(
      `SELECT chunk, first_id, ids, lines FROM chunk WHERE first_id > ?2 AND first_id <= ?1 AND last_id >= ?1 AND instr(ids, ?1) > 0 LIMIT 1`,
      id,
      firstIdAt(momentOfId(id) - CHUNK_SPAN_MS),
    );
    return rows.toArray().map(storedChunk)[0] ?? null;
  }

  has(id: string): boolean {
    const rows = this.#sql.exec(
      `SELECT 1 FROM chunk WHERE first_id > ?2 AND first_id <= ?1 AND last_id >= ?1 AND instr(ids, ?1) > 0 LIMIT 1`,
      id,
      firstIdAt(momentOfId(id) - CHUNK_SPAN_MS),
    );
    return rows.toArray().length > 0;
  }

  /** The first chunk that begins with an id or after it, and before another; null at the end. */
  nextChunk(fromId: string, beforeId: string): StoredChunk | null {
    const rows = this.#sql.exec<ChunkRow>(
      'SELECT chunk, first_id, ids, lines FROM chunk WHERE first_id >= ? AND first_id < ? ORDER BY first_id LIMIT 1',
      fromId,
      beforeId,
    );
    return rows.toArray().map(storedChunk)[0] ?? null;
  }

  /** Ids by chunk, the last chunk first. */
  *idsBackwards(fromId: string, beforeId: string): Generator<string[]> {
    const rows = this.#sql.exec<{ ids: string }>(
      'SELECT ids FROM chunk WHERE first_id >= ? AND first_id < ? ORDER BY first_id DESC',
      fromId,
      beforeId,
    );
    for (const { ids } of rows) yield JSON.parse(ids) as string[];
  }

  /** Rows of the chunks in which anybody known by one of the keys is. */
  chunksOf(keys: readonly string[]): number[] {
    const rows = this.#sql.exec<{ chunk: number }>(
      `SELECT chunk FROM chunk WHERE EXISTS (SELECT 1 FROM json_each(?) AS wanted WHERE instr(chunk.people, '"' || wanted.value || '"') > 0)`,
      JSON.stringify(keys),
    );
    return rows.toArray().map(({ chunk }) => chunk);
  }

  read(chunk: number): StoredChunk | null {
    const rows = this.#sql.exec<ChunkRow>('SELECT chunk, first_id, ids, lines FROM chunk WHERE chunk = ?', chunk);
    return rows.toArray().map(storedChunk)[0] ?? null;
  }

  noteErased(keys: readonly string[], atMs: number): void {
    this.#sql.exec(
      `INSERT INTO erased (person, at_ms) SELECT value, ?2 FROM json_each(?1) WHERE true
       ON CONFLICT (person) DO UPDATE SET at_ms = MAX(at_ms, excluded.at_ms)`,
      JSON.stringify(keys),
      atMs,
    );
  }

  /** Moments of erasure by key. Few: they are looked at for as long as the queue may bring anything of before. */
  erased(): Map<string, number> {
    const rows = this.#sql.exec<{ person: string; at_ms: number }>('SELECT person, at_ms FROM erased');
    return new Map(Array.from(rows, (row) => [row.person, row.at_ms]));
  }

  keptMs(): number | null {
    return this.#sql.exec<{ kept_ms: number }>('SELECT kept_ms FROM kept').toArray()[0]?.kept_ms ?? null;
  }

  /** What did not change is not written. */
  hearKept(keptMs: number): void {
    if (this.keptMs() === keptMs) return;
    this.#sql.exec(
      'INSERT INTO kept (only_row, kept_ms) VALUES (1, ?) ON CONFLICT (only_row) DO UPDATE SET kept_ms = excluded.kept_ms',
      keptMs,
    );
  }

  /** Lets go of what is older. @returns whether anything is left to let go of later */
  sweep(recordsBeforeMs: number, notesBeforeMs: number): boolean {
    this.#sql.exec('DELETE FROM chunk WHERE last_id < ?', firstIdAt(recordsBeforeMs));
    this.#sql.exec('DELETE FROM erased WHERE at_ms < ?', notesBeforeMs);
    return this.#sql.exec('SELECT 1 FROM chunk UNION ALL SELECT 1 FROM erased LIMIT 1').toArray().length > 0;
  }
}

function storedChunk({ chunk, first_id, ids, lines }: ChunkRow): StoredChunk {
  return { chunk, firstId: first_id, ids: JSON.parse(ids) as string[], lines };
}
