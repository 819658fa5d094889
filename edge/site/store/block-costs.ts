import type { BlockPause } from '../block-budget.ts';
import type { BlockCosts } from '../learning.ts';

/** What blocks cost pages, and which are left out for it. */
export class BlockCostsStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** A row a rule and day, however many visits told of it. What was counted of the rule as it was before is forgotten. */
  add({ rule, day, counts }: BlockCosts, edition: string): void {
    const before = this.#sql
      .exec<{ edition: string; counts: string }>('SELECT edition, counts FROM block_cost WHERE rule = ? AND day = ?', rule, day)
      .toArray()[0];
    const sum: Record<string, number> = before?.edition === edition ? JSON.parse(before.counts) : {};
    for (const [key, count] of Object.entries(counts)) sum[key] = (sum[key] ?? 0) + count;
    this.#sql.exec(
      'INSERT INTO block_cost (rule, day, edition, counts) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET edition = excluded.edition, counts = excluded.counts',
      rule,
      day,
      edition,
      JSON.stringify(sum),
    );
  }

  /** Counts by day and rule, from a day on. */
  read(fromDay: string): (BlockCosts & { edition: string })[] {
    return this.#sql
      .exec<{ rule: string; day: string; edition: string; counts: string }>(
        'SELECT * FROM block_cost WHERE day >= ? ORDER BY rule, day',
        fromDay,
      )
      .toArray()
      .map(({ counts, ...row }) => ({ ...row, counts: JSON.parse(counts) as Record<string, number> }));
  }

  forgetBefore(day: string): void {
    this.#sql.exec('DELETE FROM block_cost WHERE day < ?', day);
  }

  forgetAll(): void {
    this.#sql.exec('DELETE FROM block_cost');
  }

  pauses(): BlockPause[] {
    return this.#sql
      .exec<{ pause: string }>('SELECT pause FROM block_pause ORDER BY rule')
      .toArray()
      .map(({ pause }) => JSON.parse(pause) as BlockPause);
  }

  pause(pause: BlockPause): void {
    this.#sql.exec('INSERT OR REPLACE INTO block_pause (rule, pause) VALUES (?, ?)', pause.rule, JSON.stringify(pause));
  }

  resume(rule: string): void {
    this.#sql.exec('DELETE FROM block_pause WHERE rule = ?', rule);
  }
}
