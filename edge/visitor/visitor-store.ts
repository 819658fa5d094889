import type { Fact } from './facts.ts';
import type { Profile, StageNote } from './profile.ts';

/** Where the profile stands among the facts: the last one it was made of. */
export interface Cursor {
  atMs: number;
  id: string;
}

/** Everything about a person but the facts: one row, written once a batch. */
export interface VisitorState {
  profile: Profile;
  /** last fact the profile holds, in the order of `compareFacts`; null before the first */
  last: Fact | null;
  stageNote: StageNote | null;
  /** on a customer's object: devices whose past is already here */
  devices: string[];
  /** on a device's object: the customer its facts went to */
  linkedTo: string | null;
}

/** Fact rows in one statement: the JSON text of a batch stays far below SQLite's 2 MB value limit. */
const ROWS_PER_INSERT = 500;

/** The only SQL of a visitor. Called inside the object, where statements are synchronous and a request's writes land together or not at all. */
export class VisitorStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.migrate();
  }

  /** `facts.data` is empty once a fact has moved to a customer: its id stays, so that it still counts only once. */
  migrate(): void {
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS facts (id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL, data TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS state (key INTEGER PRIMARY KEY CHECK (key = 1), data TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS erasures (device_id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    `);
  }

  readState(): VisitorState | null {
    const row = this.#sql.exec<{ data: string }>('SELECT data FROM state WHERE key = 1').toArray()[0];
    return row ? (JSON.parse(row.data) as VisitorState) : null;
  }

  writeState(state: VisitorState): void {
    this.#sql.exec(
      'INSERT INTO state (key, data) VALUES (1, ?) ON CONFLICT (key) DO UPDATE SET data = excluded.data',
      JSON.stringify(state),
    );
  }

  /** Keeps the facts whose ids are new. @returns those, in the order given */
  insertFacts(facts: readonly Fact[]): Fact[] {
    const kept = new Set<string>();
    for (let start = 0; start < facts.length; start += ROWS_PER_INSERT) {
      const rows = facts.slice(start, start + ROWS_PER_INSERT).map((fact) => [fact.id, fact.atMs, JSON.stringify(fact)]);
      const cursor = this.#sql.exec<{ id: string }>(
        `INSERT INTO facts (id, at_ms, data)
         SELECT value ->> 0, CAST(value ->> 1 AS INTEGER), value ->> 2 FROM json_each(?) WHERE true
         ON CONFLICT (id) DO NOTHING RETURNING id`,
        JSON.stringify(rows),
      );
      for (const { id } of cursor) kept.add(id);
    }
    const fresh: Fact[] = [];
    for (const fact of facts) if (kept.delete(fact.id)) fresh.push(fact);
    return fresh;
  }

  /** All facts that are still here, oldest first. */
  readFacts(): Fact[] {
    return this.#sql
      .exec<{ data: string }>("SELECT data FROM facts WHERE data <> '' ORDER BY at_ms")
      .toArray()
      .map((row) => JSON.parse(row.data) as Fact);
  }

  /** Takes out every fact that a device brought. */
  deleteFactsOf(deviceId: string): void {
    this.#sql.exec("DELETE FROM facts WHERE CASE WHEN data = '' THEN NULL ELSE data ->> '$.deviceId' END = ?", deviceId);
  }

  /** Until when what came from a device was erased, by device. */
  readErasures(): Map<string, number> {
    const rows = this.#sql.exec<{ device_id: string; at_ms: number }>('SELECT device_id, at_ms FROM erasures').toArray();
    return new Map(rows.map((row) => [row.device_id, row.at_ms]));
  }

  addErasure(deviceId: string, atMs: number): void {
    this.#sql.exec(
      'INSERT INTO erasures (device_id, at_ms) VALUES (?, ?) ON CONFLICT (device_id) DO UPDATE SET at_ms = max(at_ms, excluded.at_ms)',
      deviceId,
      atMs,
    );
  }

  dropErasuresBefore(atMs: number): void {
    this.#sql.exec('DELETE FROM erasures WHERE at_ms <= ?', atMs);
  }

  /** Empties the facts named, keeping their ids. */
  clearFacts(ids: readonly string[]): void {
    this.#sql.exec("UPDATE facts SET data = '' WHERE id IN (SELECT value FROM json_each(?))", JSON.stringify(ids));
  }
}
