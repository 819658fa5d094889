import type { SampledPerson } from '../../platform/events-message.ts';
import { jsonBatches } from './batches.ts';

/** People of the sample at the most: of so many, a share is told within some 2 %, and all of them are asked in a few dozen milliseconds. */
export const SAMPLE_MAX = 2_000;
/** Who was not seen for longer leaves the sample. */
const SEEN_MAX_AGE_MS = 400 * 86_400_000;
/** An erasure is remembered longer than a queue keeps a message. */
const ERASURE_MAX_AGE_MS = 15 * 86_400_000;

/**
 * A uniform sample of the site's people: those whose key is a multiple of 2^level. When there are too many, the level rises by one and half of
 * them leave; it never falls, because who was not looked for meanwhile would be missing.
 */
export class PeopleStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  level(): number {
    return this.#sql.exec<{ level: number }>('SELECT level FROM sample_level').toArray()[0]?.level ?? 0;
  }

  /** Takes people in as they were last seen: one row each. Those known better already, or erased since, stay as they are. */
  add(people: readonly SampledPerson[], nowMs: number): void {
    if (people.length === 0) return;
    const level = Math.max(this.level(), ...people.map((person) => person.level));
    if (level > this.level()) this.#raiseTo(level);
    const newest = new Map<number, SampledPerson>();
    for (const person of people) if (person.seenAtMs >= (newest.get(person.key)?.seenAtMs ?? 0)) newest.set(person.key, person);
    this.leave(people.flatMap(({ formerKey }) => formerKey ?? []));
    const rows = [...newest.values()].filter(({ key }) => key % 2 ** level === 0);
    for (const batch of jsonBatches(rows.map(({ key, seenAtMs, profile }) => [key, seenAtMs, JSON.stringify(profile)]))) {
      this.#sql.exec(
        `INSERT INTO sampled_person (person, seen_at_ms, profile)
         SELECT CAST(value ->> 0 AS INTEGER), CAST(value ->> 1 AS INTEGER), value ->> 2 FROM json_each(?) WHERE true
         ON CONFLICT (person) DO UPDATE SET seen_at_ms = excluded.seen_at_ms, profile = excluded.profile
         WHERE excluded.seen_at_ms >= seen_at_ms`,
        batch,
      );
    }
    this.#keepWithin(nowMs);
  }

  /** Whoever does not agree any more leaves the sample. */
  leave(keys: readonly number[]): void {
    if (keys.length === 0) return;
    this.#sql.exec(
      'DELETE FROM sampled_person WHERE profile IS NOT NULL AND person IN (SELECT value FROM json_each(?))',
      JSON.stringify(keys),
    );
  }

  /** Erased people leave the sample, and what a queue still holds of them does not bring them back. */
  forget(keys: readonly number[], atMs: number): void {
    this.#sql.exec('DELETE FROM sampled_person WHERE profile IS NULL AND seen_at_ms < ?', atMs - ERASURE_MAX_AGE_MS);
    this.#sql.exec(
      `INSERT OR REPLACE INTO sampled_person (person, seen_at_ms, profile)
       SELECT CAST(value AS INTEGER), ?, NULL FROM json_each(?)`,
      atMs + 1,
      JSON.stringify(keys),
    );
  }

  /** Profiles of the people seen since, as texts. */
  *seenSince(sinceMs: number): Generator<string> {
    for (const { profile } of this.#sql.exec<{ profile: string }>(
      'SELECT profile FROM sampled_person WHERE seen_at_ms >= ? AND profile IS NOT NULL',
      sinceMs,
    )) {
      yield profile;
    }
  }

  #keepWithin(nowMs: number): void {
    if (this.#count() <= SAMPLE_MAX) return;
    this.#sql.exec('DELETE FROM sampled_person WHERE seen_at_ms < ?', nowMs - SEEN_MAX_AGE_MS);
    for (let level = this.level() + 1; this.#count() > SAMPLE_MAX; level += 1) this.#raiseTo(level);
  }

  #raiseTo(level: number): void {
    this.#sql.exec('INSERT OR REPLACE INTO sample_level (only_row, level) VALUES (1, ?)', level);
    this.#sql.exec('DELETE FROM sampled_person WHERE profile IS NOT NULL AND person % ? <> 0', 2 ** level);
  }

  #count(): number {
    return this.#sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM sampled_person WHERE profile IS NOT NULL').one().n;
  }
}
