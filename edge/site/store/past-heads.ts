import type { SiteHead } from '../../../shared/published-site.ts';

/** A head as it is kept: its set-up stands in its version, its secrets are of use to nobody, and what stock said stands in the records of decisions. */
export type PastHead = Omit<SiteHead, 'setup' | 'revision' | 'identitySecrets' | 'receiptKey' | 'parts'> & {
  parts: Omit<SiteHead['parts'], 'stock'>;
};

/**
 * What was in force under which revision, for decisions that were made then. Revisions are counted, so that one that changed nothing but the stock needs no
 * row: it is as the one before.
 */
export class PastHeadStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  note({ setup, revision, identitySecrets, receiptKey, parts, ...head }: SiteHead, nowMs: number): void {
    const { stock, ...others } = parts;
    const text = JSON.stringify({ ...head, parts: others } satisfies PastHead);
    const last = this.#sql.exec<{ head: string }>('SELECT head FROM past_head ORDER BY counter DESC LIMIT 1').toArray()[0];
    if (last?.head === text) return;
    this.#sql.exec(
      'INSERT INTO past_head (counter, since_ms, head) VALUES (?, ?, ?) ON CONFLICT (counter) DO NOTHING',
      counterOf(revision),
      nowMs,
      text,
    );
  }

  isEmpty(): boolean {
    return this.#sql.exec('SELECT 1 FROM past_head LIMIT 1').toArray().length === 0;
  }

  /** What was in force; null where it is not kept (any more). */
  read(revision: string): PastHead | null {
    const rows = this.#sql.exec<{ head: string }>(
      'SELECT head FROM past_head WHERE counter <= ? ORDER BY counter DESC LIMIT 1',
      counterOf(revision),
    );
    const row = rows.toArray()[0];
    return row ? (JSON.parse(row.head) as PastHead) : null;
  }

  /** Lets go of what was no longer in force at a moment. */
  sweep(beforeMs: number): void {
    this.#sql.exec('DELETE FROM past_head WHERE counter < (SELECT MAX(counter) FROM past_head WHERE since_ms < ?)', beforeMs);
  }
}

/** The number in a revision (`SettingsStore.nextRevision`). */
function counterOf(revision: string): number {
  return Number.parseInt(revision.slice(revision.indexOf('-') + 1), 36);
}
