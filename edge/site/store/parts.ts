export type PartName = 'catalog' | 'stores' | 'stock' | 'recommendations';

interface PartRow extends Record<string, SqlStorageValue> {
  changed: number;
  published: number;
  revision: string | null;
  keys: string;
}

export interface PartState {
  /** counts changes; what was published of it is compared with it */
  changed: number;
  dirty: boolean;
  revision: string | null;
  /** KV keys that hold the published revision */
  keys: string[];
}

export interface ShardState {
  shard: number;
  changed: number;
  dirty: boolean;
  revision: string | null;
}

/**
 * What of each part stands published. A change raises `changed`; publishing notes the count it saw, so that a change
 * made while KV was being written stays dirty.
 */
export class PartStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  touch(part: PartName): void {
    this.#sql.exec(
      `INSERT INTO part (part, changed, published, revision, keys) VALUES (?, 1, 0, NULL, '[]')
       ON CONFLICT (part) DO UPDATE SET changed = changed + 1`,
      part,
    );
  }

  read(part: PartName): PartState {
    const row = this.#sql.exec<PartRow>('SELECT changed, published, revision, keys FROM part WHERE part = ?', part).toArray()[0];
    if (!row) return { changed: 0, dirty: false, revision: null, keys: [] };
    return { changed: row.changed, dirty: row.changed > row.published, revision: row.revision, keys: JSON.parse(row.keys) as string[] };
  }

  /** Notes that `changed` as it was read is now published under `keys`. */
  notePublished(part: PartName, changed: number, revision: string | null, keys: readonly string[]): void {
    this.#sql.exec('UPDATE part SET published = ?, revision = ?, keys = ? WHERE part = ?', changed, revision, JSON.stringify(keys), part);
  }

  touchShards(shards: Iterable<number>): void {
    this.#sql.exec(
      `INSERT INTO stock_shard (shard, changed, published, revision)
       SELECT CAST(value AS INTEGER), 1, 0, NULL FROM json_each(?) WHERE true
       ON CONFLICT (shard) DO UPDATE SET changed = changed + 1`,
      JSON.stringify([...shards]),
    );
  }

  readShards(): ShardState[] {
    return this.#sql
      .exec<{ shard: number; changed: number; published: number; revision: string | null }>(
        'SELECT shard, changed, published, revision FROM stock_shard ORDER BY shard',
      )
      .toArray()
      .map((row) => ({ shard: row.shard, changed: row.changed, dirty: row.changed > row.published, revision: row.revision }));
  }

  noteShardPublished(shard: number, changed: number, revision: string): void {
    this.#sql.exec('UPDATE stock_shard SET published = ?, revision = ? WHERE shard = ?', changed, revision, shard);
  }

  /** Another number of shards: every one of them is to be written anew. */
  resetShards(count: number): void {
    this.#sql.exec('DELETE FROM stock_shard');
    this.touchShards(Array.from({ length: count }, (_, shard) => shard));
  }

  /** Keys a new revision takes the place of. They count as retired once a head is out that no longer names them (`stampRetired`). */
  retire(keys: readonly string[]): void {
    this.#sql.exec(
      'INSERT INTO retired_key (kv_key, retired_at_ms) SELECT value, 0 FROM json_each(?) WHERE true ON CONFLICT (kv_key) DO NOTHING',
      JSON.stringify(keys),
    );
  }

  /** @returns whether there was any */
  stampRetired(nowMs: number): boolean {
    return this.#sql.exec('UPDATE retired_key SET retired_at_ms = ? WHERE retired_at_ms = 0', nowMs).rowsWritten > 0;
  }

  retiredBefore(beforeMs: number, limit: number): string[] {
    return this.#sql
      .exec<{ kv_key: string }>('SELECT kv_key FROM retired_key WHERE retired_at_ms > 0 AND retired_at_ms < ? LIMIT ?', beforeMs, limit)
      .toArray()
      .map((row) => row.kv_key);
  }

  hasRetired(): boolean {
    return this.#sql.exec('SELECT 1 FROM retired_key LIMIT 1').toArray().length > 0;
  }

  forgetRetired(keys: readonly string[]): void {
    this.#sql.exec('DELETE FROM retired_key WHERE kv_key IN (SELECT value FROM json_each(?))', JSON.stringify(keys));
  }
}
