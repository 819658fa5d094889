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

/** How long retired keys stay. */
export interface RetiredKept {
  /** all of them: isolates and KV's caches go on with the head before */
  restMs: number;
  /** those decisions were made on */
  keptMs: number;
  /** … as long as they are not more than this together */
  keptBytes: number;
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

  /**
   * Keys a new revision takes the place of. They count as retired once a head is out that no longer names them (`stampRetired`).
   * @param bytes what each of them holds, about
   */
  retire(keys: readonly string[], bytes = 0): void {
    this.#sql.exec(
      'INSERT INTO retired_key (kv_key, retired_at_ms, bytes) SELECT value, 0, ?2 FROM json_each(?1) WHERE true ON CONFLICT (kv_key) DO NOTHING',
      JSON.stringify(keys),
      bytes,
    );
  }

  /** @returns whether there was any */
  stampRetired(nowMs: number): boolean {
    return this.#sql.exec('UPDATE retired_key SET retired_at_ms = ? WHERE retired_at_ms = 0', nowMs).rowsWritten > 0;
  }

  /**
   * Retired keys to be deleted: those that nobody can be reading any more, but for the ones decisions were made on, which stay for as long as decisions
   * do, and as long as all of them together are not too many bytes: the oldest go first. Stock stands in the decisions' own records.
   */
  retiredToDelete(nowMs: number, { restMs, keptMs, keptBytes }: RetiredKept, limit: number): string[] {
    const rows = this.#sql.exec<{ kv_key: string }>(
      `SELECT kv_key FROM (
         SELECT kv_key, retired_at_ms, kv_key GLOB 'site:*:stock:*' AS is_stock,
           SUM(CASE WHEN kv_key GLOB 'site:*:stock:*' THEN 0 ELSE bytes END) OVER (ORDER BY retired_at_ms DESC, kv_key) AS newer_bytes
         FROM retired_key WHERE retired_at_ms > 0
       ) WHERE retired_at_ms < ?1 AND (is_stock OR retired_at_ms < ?2 OR newer_bytes > ?3) LIMIT ?4`,
      nowMs - restMs,
      nowMs - keptMs,
      keptBytes,
      limit,
    );
    return rows.toArray().map((row) => row.kv_key);
  }

  /** When the next of them is due by its time; null where there is none. */
  nextRetiredDueAtMs({ restMs, keptMs }: Pick<RetiredKept, 'restMs' | 'keptMs'>): number | null {
    return this.#sql
      .exec<{ due: number | null }>(
        `SELECT MIN(retired_at_ms + CASE WHEN kv_key GLOB 'site:*:stock:*' THEN ?1 ELSE ?2 END) AS due FROM retired_key WHERE retired_at_ms > 0`,
        restMs,
        keptMs,
      )
      .one().due;
  }

  forgetRetired(keys: readonly string[]): void {
    this.#sql.exec('DELETE FROM retired_key WHERE kv_key IN (SELECT value FROM json_each(?))', JSON.stringify(keys));
  }
}
