import { jsonBatches } from './batches.ts';

export interface LearnedSession {
  sessionId: string;
  items: string[];
  endedAtMs: number;
}

/** Sessions kept to learn from; the oldest go. 200,000 of them make an index well inside an isolate's 48 MB budget for one. */
export const LEARNED_SESSIONS_MAX = 200_000;

/** Message ids remembered: a queue sends a batch again within minutes, thousands of messages at the most. */
export const MESSAGES_REMEMBERED = 20_000;

/** What the recommendation index is made of, and which queue messages were counted. */
export class LearningStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  readSessions(sessionIds: readonly string[]): Map<string, LearnedSession> {
    const rows = this.#sql.exec<{ session_id: string; ended_at_ms: number; items: string }>(
      'SELECT session_id, ended_at_ms, items FROM learned_session WHERE session_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(sessionIds),
    );
    return new Map(
      Array.from(rows, (row) => [
        row.session_id,
        { sessionId: row.session_id, endedAtMs: row.ended_at_ms, items: JSON.parse(row.items) as string[] },
      ]),
    );
  }

  writeSessions(sessions: readonly LearnedSession[]): void {
    for (const batch of jsonBatches(sessions.map((session) => [session.sessionId, session.endedAtMs, JSON.stringify(session.items)]))) {
      this.#sql.exec(
        `INSERT INTO learned_session (session_id, ended_at_ms, items)
         SELECT value ->> 0, CAST(value ->> 1 AS INTEGER), value ->> 2 FROM json_each(?) WHERE true
         ON CONFLICT (session_id) DO UPDATE SET ended_at_ms = excluded.ended_at_ms, items = excluded.items`,
        batch,
      );
    }
  }

  /** @returns whether any of them had taught something */
  removeSessions(sessionIds: readonly string[]): boolean {
    const gone = this.#sql.exec(
      'DELETE FROM learned_session WHERE session_id IN (SELECT value FROM json_each(?)) RETURNING 1',
      JSON.stringify(sessionIds),
    );
    return gone.toArray().length > 0;
  }

  /** Sessions with at least two products, in any order: one product alone says nothing of what goes with what, but is popular. */
  *sessions(): Generator<{ items: string[]; endedAtMs: number }> {
    for (const row of this.#sql.exec<{ items: string; ended_at_ms: number }>(
      "SELECT items, ended_at_ms FROM learned_session WHERE items <> '[]'",
    )) {
      yield { items: JSON.parse(row.items) as string[], endedAtMs: row.ended_at_ms };
    }
  }

  /** Keeps the newest sessions. */
  prune(): void {
    const { n } = this.#sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM learned_session').one();
    if (n <= LEARNED_SESSIONS_MAX) return;
    this.#sql.exec(
      'DELETE FROM learned_session WHERE session_id IN (SELECT session_id FROM learned_session ORDER BY ended_at_ms LIMIT ?)',
      n - LEARNED_SESSIONS_MAX,
    );
  }

  /** Message ids of the last calls, to fill the object's memory when it starts. */
  rememberedMessages(): string[] {
    const rows = this.#sql.exec<{ message_ids: string }>('SELECT message_ids FROM learned_call ORDER BY call').toArray();
    return rows.flatMap((row) => JSON.parse(row.message_ids) as string[]);
  }

  /** One row a call, whatever the number of messages: rows written are what a visit is paid for. The oldest calls are forgotten. */
  rememberMessages(messageIds: readonly string[]): void {
    if (messageIds.length === 0) return;
    const kept = messageIds.slice(-MESSAGES_REMEMBERED);
    this.#sql.exec('INSERT INTO learned_call (messages, message_ids) VALUES (?, ?)', kept.length, JSON.stringify(kept));
    this.#sql.exec(
      `DELETE FROM learned_call WHERE call IN (
         SELECT call FROM (SELECT call, SUM(messages) OVER (ORDER BY call DESC) AS total FROM learned_call) WHERE total > ?)`,
      MESSAGES_REMEMBERED,
    );
  }
}
