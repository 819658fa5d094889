import type { SiteHead } from '../../../shared/published-site.ts';
import type { SiteSettings } from '../../../shared/schemas/site-setup.ts';

export interface SiteIdentity {
  siteId: string;
  settings: SiteSettings;
  createdAtMs: number;
  /** newest first */
  identitySecrets: string[];
  receiptKey: string;
  headWrittenAtMs: number;
}

interface SiteRow extends Record<string, SqlStorageValue> {
  site_id: string;
  settings: string;
  created_at_ms: number;
  identity_secrets: string;
  receipt_key: string;
  head_written_at_ms: number;
}

/** Who the site is, and the head it last published. */
export class SettingsStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  insert(identity: Omit<SiteIdentity, 'headWrittenAtMs'>): void {
    this.#sql.exec(
      `INSERT INTO site (only_row, site_id, settings, created_at_ms, identity_secrets, receipt_key, revision_counter, head, head_written_at_ms)
       VALUES (1, ?, ?, ?, ?, ?, 0, NULL, 0)`,
      identity.siteId,
      JSON.stringify(identity.settings),
      identity.createdAtMs,
      JSON.stringify(identity.identitySecrets),
      identity.receiptKey,
    );
  }

  read(): SiteIdentity | null {
    const row = this.#sql
      .exec<SiteRow>('SELECT site_id, settings, created_at_ms, identity_secrets, receipt_key, head_written_at_ms FROM site')
      .toArray()[0];
    if (!row) return null;
    return {
      siteId: row.site_id,
      settings: JSON.parse(row.settings) as SiteSettings,
      createdAtMs: row.created_at_ms,
      identitySecrets: JSON.parse(row.identity_secrets) as string[],
      receiptKey: row.receipt_key,
      headWrittenAtMs: row.head_written_at_ms,
    };
  }

  update(settings: SiteSettings, identitySecrets: readonly string[]): void {
    this.#sql.exec('UPDATE site SET settings = ?, identity_secrets = ?', JSON.stringify(settings), JSON.stringify(identitySecrets));
  }

  /**
   * A revision never given before, nor by a site of the same id that was removed: its moment of creation stands in front,
   * so that an isolate's memory of the old one can never be taken for the new one.
   */
  nextRevision(): string {
    const row = this.#sql
      .exec<{ counter: number; created: number }>(
        'UPDATE site SET revision_counter = revision_counter + 1 RETURNING revision_counter AS counter, created_at_ms AS created',
      )
      .one();
    return `${row.created.toString(36)}-${row.counter.toString(36)}`;
  }

  readHead(): SiteHead | null {
    const row = this.#sql.exec<{ head: string | null }>('SELECT head FROM site').toArray()[0];
    return row?.head ? (JSON.parse(row.head) as SiteHead) : null;
  }

  writeHead(head: SiteHead, nowMs: number): void {
    this.#sql.exec('UPDATE site SET head = ?, head_written_at_ms = ?', JSON.stringify(head), nowMs);
  }
}
