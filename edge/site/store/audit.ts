import type { AuditEntry } from '../types.ts';

/** Who changed what, and when. Entries are never changed; the oldest go when there are too many. */
const AUDIT_ENTRIES_MAX = 10_000;

export class AuditStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(nowMs: number, actor: string, action: string, detail: Record<string, unknown>): void {
    const { seq } = this.#sql
      .exec<{ seq: number }>(
        'INSERT INTO audit (at_ms, actor, action, detail) VALUES (?, ?, ?, ?) RETURNING seq',
        nowMs,
        actor,
        action,
        JSON.stringify(detail),
      )
      .one();
    this.#sql.exec('DELETE FROM audit WHERE seq <= ?', seq - AUDIT_ENTRIES_MAX);
  }

  /** Merges of somebody who was erased name neither of the two any more. That there was one, when, and by whom stays. */
  forgetMergesOf(customerId: string): void {
    this.#sql.exec(
      `UPDATE audit SET detail = '{"erased":true}' WHERE action IN ('visitors.merge', 'visitors.unmerge')
         AND ?1 IN (detail ->> '$.keep.customerId', detail ->> '$.take.customerId')`,
      customerId,
    );
  }

  /** Newest first, below `before` where given. */
  list(before: number | null, limit: number): AuditEntry[] {
    return this.#sql
      .exec<{ seq: number; at_ms: number; actor: string; action: string; detail: string }>(
        'SELECT seq, at_ms, actor, action, detail FROM audit WHERE seq < ? ORDER BY seq DESC LIMIT ?',
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      )
      .toArray()
      .map((row) => ({
        seq: row.seq,
        atMs: row.at_ms,
        actor: row.actor,
        action: row.action,
        detail: JSON.parse(row.detail) as Record<string, unknown>,
      }));
  }
}
