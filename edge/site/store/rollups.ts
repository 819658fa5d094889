import type { RollupMetric, RollupRow } from '../types.ts';
import { jsonBatches } from './batches.ts';

/** Keys of one metric and day. Channels and rules are named by visitors' browsers: who invents names fills no database. */
const KEYS_PER_DAY_MAX = 200;

/** Where keys beyond the limit are counted. */
export const OTHER_KEY = '(other)';

export class RollupsStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(rows: readonly RollupRow[]): void {
    const bounded = this.#bounded(rows);
    for (const batch of jsonBatches(bounded.map((row) => [row.day, row.metric, row.key, row.count, row.valueMinor]))) {
      this.#sql.exec(
        `INSERT INTO rollup (day, metric, key, count, value_minor)
         SELECT value ->> 0, value ->> 1, value ->> 2, CAST(value ->> 3 AS INTEGER), CAST(value ->> 4 AS INTEGER) FROM json_each(?) WHERE true
         ON CONFLICT (day, metric, key) DO UPDATE SET count = count + excluded.count, value_minor = value_minor + excluded.value_minor`,
        batch,
      );
    }
  }

  /** In the order of their keys. */
  listFrom(after: readonly [day: string, metric: string, key: string], limit: number): RollupRow[] {
    const rows = this.#sql.exec<{ day: string; metric: RollupMetric; key: string; count: number; value_minor: number }>(
      'SELECT day, metric, key, count, value_minor FROM rollup WHERE (day, metric, key) > (?, ?, ?) ORDER BY day, metric, key LIMIT ?',
      ...after,
      limit,
    );
    return Array.from(rows, ({ value_minor: valueMinor, ...row }) => ({ ...row, valueMinor }));
  }

  /** Days inclusive, in order. */
  read(fromDay: string, toDay: string): RollupRow[] {
    return this.#sql
      .exec<{ day: string; metric: RollupMetric; key: string; count: number; value_minor: number }>(
        'SELECT day, metric, key, count, value_minor FROM rollup WHERE day >= ? AND day <= ? ORDER BY day, metric, key',
        fromDay,
        toDay,
      )
      .toArray()
      .map((row) => ({ day: row.day, metric: row.metric, key: row.key, count: row.count, valueMinor: row.value_minor }));
  }

  /** Who entered each stage and has not left it, over all days. */
  population(): { stage: string; visitors: number }[] {
    const rows = this.#sql
      .exec<{ metric: string; key: string; n: number }>(
        "SELECT metric, key, SUM(count) AS n FROM rollup WHERE metric IN ('stage-entry', 'stage-change') GROUP BY metric, key",
      )
      .toArray();
    const visitors = new Map<string, number>();
    for (const { metric, key, n } of rows) {
      const [stage, sign] = metric === 'stage-entry' ? [key, 1] : [key.split('>')[0]!, -1];
      visitors.set(stage, (visitors.get(stage) ?? 0) + sign * n);
    }
    return [...visitors].map(([stage, count]) => ({ stage, visitors: Math.max(0, count) }));
  }

  /** Keys that are new on a full day are counted as OTHER_KEY. */
  #bounded(rows: readonly RollupRow[]): RollupRow[] {
    const known = new Map<string, Set<string>>();
    return rows.map((row) => {
      const index = `${row.day} ${row.metric}`;
      const keys = known.get(index) ?? this.#keysOf(row.day, row.metric);
      known.set(index, keys);
      if (!keys.has(row.key) && keys.size >= KEYS_PER_DAY_MAX) return { ...row, key: OTHER_KEY };
      keys.add(row.key);
      return row;
    });
  }

  #keysOf(day: string, metric: string): Set<string> {
    const rows = this.#sql.exec<{ key: string }>('SELECT key FROM rollup WHERE day = ? AND metric = ?', day, metric).toArray();
    return new Set(rows.map(({ key }) => key));
  }
}
