import { type Cursor, type Fact, isReceipt } from './facts.ts';
import { fingerprint } from './fingerprint.ts';
import type { ToldTotals } from './outcomes.ts';
import { emptyProfile, type Offers, type Profile, type StageNote } from './profile.ts';
import { REDUCER_VERSION } from './reduce.ts';
import type { Retention } from './retention.ts';
import type { StageAtFact } from './stage-notes.ts';

/** Everything about a person but the facts: one row, written once a batch. */
export interface VisitorState {
  /** `REDUCER_VERSION` of who made the profile */
  madeBy: number;
  profile: Profile;
  /** last fact the profile holds, in the order of `compareFacts`; null before the first */
  last: Cursor | null;
  stageNote: StageNote | null;
  /** where they stood in the instant of a fact; absent before a visit asked, null where it is to be found anew */
  stageAtLast?: StageAtFact | null;
  /** rows of the log written so far, those taken out since included */
  rows: number;
  /** facts the profile holds beyond the newest checkpoint */
  sinceCheckpoint: number;
  /** fingerprints of the newest ids counted, which do not fill a row yet */
  newestIds: number[];
  /** fingerprint of the receipts last brought; null before the first */
  receipts: number | null;
  /** on a customer's object: devices whose past is already here */
  devices: string[];
  /** those of them that may have a newer past of their own, because somebody used them signed out */
  apart: string[];
  /** session in which the edge first met a device, by device; `''`: it knew of the device before it came */
  firstSessions: Record<string, string>;
  /** what was told of the person's worth to the variants they are in; absent before they were in any */
  told?: ToldTotals;
  /** what pages of the person were given and have not shown yet; absent before anything with a limit was */
  offers?: Offers;
  /** the customer its facts went to: a device's, or another customer's who was found to be the same person */
  linkedTo: string | null;
  /** on a device's object: customers who have not been given yet what it has let go of for them (`owed` of the store) */
  owes: string[];
  /** the person it was found to be (`nameOf`), whose profile holds its facts too */
  mergedInto: string | null;
  /** those found to be this person, by name, with a fingerprint of the facts last brought of them; null before the first */
  merged: Record<string, number | null>;
  /** on a device's object: that customer's object knows that there is something new here */
  isToldApart: boolean;
  /** how long the site keeps what people did, as last heard; null = never heard */
  retention: Retention | null;
  /** when the object's alarm rings at the latest; null = none was set */
  wakesAtMs: number | null;
}

/** A profile as it was after a fact, from which later ones are followed up. */
export interface Checkpoint {
  profile: Profile;
  /** null: before the first fact */
  last: Cursor | null;
}

/** Before the first fact. */
export function emptyState(): VisitorState {
  return {
    madeBy: REDUCER_VERSION,
    profile: emptyProfile(),
    last: null,
    stageNote: null,
    rows: 0,
    sinceCheckpoint: 0,
    newestIds: [],
    receipts: null,
    devices: [],
    apart: [],
    firstSessions: {},
    linkedTo: null,
    owes: [],
    mergedInto: null,
    merged: {},
    isToldApart: false,
    retention: null,
    wakesAtMs: null,
  };
}

/** In place of a device: what came from none, which is receipts. Their erasure holds for good, because a till may bring them at any time. */
export const NO_DEVICE = '';

/** Facts in one row: far below SQLite's limit of 2 MB a value also where each holds a whole cart. */
const FACTS_A_ROW = 100;

/**
 * The only SQL of a visitor. Called inside the object, where statements are synchronous and a request's writes land together or not at all.
 *
 * Rows written are what a visit costs. So a batch is one row of `log`, whatever it holds; ids already counted stand by the hundred in rows of
 * `counted`, and in the row of `state` until they are so many.
 */
export class VisitorStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.migrate();
  }

  migrate(): void {
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS log (
        to_ms INTEGER NOT NULL, row INTEGER NOT NULL, facts TEXT NOT NULL, PRIMARY KEY (to_ms, row)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS counted (row INTEGER PRIMARY KEY, ids TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS checkpoint (row INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, data TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS receipts (key INTEGER PRIMARY KEY CHECK (key = 1), facts TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS state (key INTEGER PRIMARY KEY CHECK (key = 1), data TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS owed (row INTEGER PRIMARY KEY, customer_id TEXT NOT NULL, facts TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS merged (row INTEGER PRIMARY KEY, name TEXT NOT NULL, facts TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS erasures (device_id TEXT PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    `);
    this.#moveRows();
  }

  /** An earlier version kept a row for each fact, emptied once it had gone to a customer. */
  #moveRows(): void {
    const isThere = this.#sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'facts'").toArray().length > 0;
    if (!isThere) return;
    const rows = this.#sql.exec<{ id: string; data: string }>('SELECT id, data FROM facts ORDER BY at_ms').toArray();
    const facts = rows.filter(({ data }) => data !== '').map(({ data }) => JSON.parse(data) as Fact);
    this.addFacts(
      facts.filter((fact) => !isReceipt(fact)),
      -rows.length,
    );
    this.writeReceipts(facts.filter(isReceipt));
    this.addCounted(rows.map(({ id }) => fingerprint(id)));
    this.#sql.exec('DROP TABLE facts');
  }

  readState(): VisitorState | null {
    const row = this.#sql.exec<{ data: string }>('SELECT data FROM state WHERE key = 1').toArray()[0];
    return row ? { ...emptyState(), madeBy: 0, ...(JSON.parse(row.data) as Partial<VisitorState>) } : null;
  }

  writeState(state: VisitorState): void {
    this.#sql.exec(
      'INSERT INTO state (key, data) VALUES (1, ?) ON CONFLICT (key) DO UPDATE SET data = excluded.data',
      JSON.stringify(state),
    );
  }

  /**
   * Keeps a batch, sorted by time, in as few rows as it fits.
   * @param row number of the first row
   * @returns number of the next row to come
   */
  addFacts(facts: readonly Fact[], row: number): number {
    let next = row;
    for (let start = 0; start < facts.length; start += FACTS_A_ROW) {
      const some = facts.slice(start, start + FACTS_A_ROW);
      this.#sql.exec('INSERT INTO log (to_ms, row, facts) VALUES (?, ?, ?)', some.at(-1)!.atMs, next, JSON.stringify(some));
      next += 1;
    }
    return next;
  }

  /** Facts of the log, in no order: all of rows that reach to `fromMs`, so some may be older. */
  readFacts(fromMs = Number.MIN_SAFE_INTEGER): Fact[] {
    return this.#sql
      .exec<{ facts: string }>('SELECT facts FROM log WHERE to_ms >= ?', fromMs)
      .toArray()
      .flatMap((row) => JSON.parse(row.facts) as Fact[]);
  }

  clearFacts(): void {
    this.#sql.exec('DELETE FROM log');
  }

  /** Facts of all others who were found to be this person. They stay theirs: here they are only read. */
  readMerged(): Fact[] {
    const rows = this.#sql.exec<{ facts: string }>('SELECT facts FROM merged').toArray();
    return rows.flatMap((row) => JSON.parse(row.facts) as Fact[]);
  }

  keepMerged(isKept: (fact: Fact) => boolean): void {
    for (const { row, facts } of this.#sql.exec<{ row: number; facts: string }>('SELECT row, facts FROM merged').toArray()) {
      const kept = (JSON.parse(facts) as Fact[]).filter(isKept);
      this.#sql.exec('UPDATE merged SET facts = ? WHERE row = ?', JSON.stringify(kept), row);
    }
  }

  writeMerged(name: string, facts: readonly Fact[]): void {
    this.#sql.exec('DELETE FROM merged WHERE name = ?', name);
    for (let start = 0; start < facts.length; start += FACTS_A_ROW) {
      const text = JSON.stringify(facts.slice(start, start + FACTS_A_ROW));
      this.#sql.exec('INSERT INTO merged (name, facts) VALUES (?, ?)', name, text);
    }
  }

  /** Facts of a device that are a customer's, until the customer's object has them. */
  addOwed(customerId: string, facts: readonly Fact[]): void {
    for (let start = 0; start < facts.length; start += FACTS_A_ROW) {
      const text = JSON.stringify(facts.slice(start, start + FACTS_A_ROW));
      this.#sql.exec('INSERT INTO owed (customer_id, facts) VALUES (?, ?)', customerId, text);
    }
  }

  /** @returns `upTo`: the last row among them; 0 = there are none */
  readOwed(customerId: string): { facts: Fact[]; upTo: number } {
    const rows = this.#sql
      .exec<{ row: number; facts: string }>('SELECT row, facts FROM owed WHERE customer_id = ? ORDER BY row', customerId)
      .toArray();
    return { facts: rows.flatMap((row) => JSON.parse(row.facts) as Fact[]), upTo: rows.at(-1)?.row ?? 0 };
  }

  dropOwed(customerId: string, upTo: number): void {
    this.#sql.exec('DELETE FROM owed WHERE customer_id = ? AND row <= ?', customerId, upTo);
  }

  /** Receipts as the merchant last stated them. */
  readReceipts(): Fact[] {
    const row = this.#sql.exec<{ facts: string }>('SELECT facts FROM receipts WHERE key = 1').toArray()[0];
    return row ? (JSON.parse(row.facts) as Fact[]) : [];
  }

  writeReceipts(facts: readonly Fact[]): void {
    this.#sql.exec(
      'INSERT INTO receipts (key, facts) VALUES (1, ?) ON CONFLICT (key) DO UPDATE SET facts = excluded.facts',
      JSON.stringify(facts),
    );
  }

  /** Fingerprints of the ids counted, but for the newest. */
  readCounted(): number[] {
    return this.#sql
      .exec<{ ids: string }>('SELECT ids FROM counted')
      .toArray()
      .flatMap((row) => JSON.parse(row.ids) as number[]);
  }

  addCounted(ids: readonly number[]): void {
    this.#sql.exec('INSERT INTO counted (ids) VALUES (?)', JSON.stringify(ids));
  }

  addCheckpoint(checkpoint: Checkpoint): void {
    const atMs = checkpoint.last?.atMs ?? Number.MIN_SAFE_INTEGER;
    this.#sql.exec('INSERT INTO checkpoint (at_ms, data) VALUES (?, ?)', atMs, JSON.stringify(checkpoint));
  }

  /** The newest checkpoint for which `isBefore` holds; those after it are dropped, as they no longer tell the truth. */
  rewindTo(atMs: number, isBefore: (last: Cursor) => boolean): Checkpoint | null {
    const rows = this.#sql.exec<{ row: number }>('SELECT row FROM checkpoint WHERE at_ms <= ? ORDER BY row DESC', atMs).toArray();
    for (const { row } of rows) {
      const { data } = this.#sql.exec<{ data: string }>('SELECT data FROM checkpoint WHERE row = ?', row).one();
      const checkpoint = JSON.parse(data) as Checkpoint;
      if (checkpoint.last !== null && !isBefore(checkpoint.last)) continue;
      this.#sql.exec('DELETE FROM checkpoint WHERE row > ?', row);
      return checkpoint;
    }
    this.clearCheckpoints();
    return null;
  }

  clearCheckpoints(): void {
    this.#sql.exec('DELETE FROM checkpoint');
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
    this.#sql.exec('DELETE FROM erasures WHERE at_ms <= ? AND device_id <> ?', atMs, NO_DEVICE);
  }
}
