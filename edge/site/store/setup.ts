import type { SiteSetup } from '../../../shared/schemas/site-setup.ts';
import type { SetupVersion } from '../types.ts';

interface VersionRow extends Record<string, SqlStorageValue> {
  version: number;
  published_at_ms: number;
  actor: string;
  rollback_of: number | null;
}

/** The draft and the published versions. Versions are only ever added. */
export class SetupStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** `edition` counts every write of the draft: it is its ETag. */
  readDraft(): { setup: SiteSetup; edition: number } {
    const row = this.#sql.exec<{ setup: string; edition: number }>('SELECT setup, edition FROM draft').one();
    return { setup: JSON.parse(row.setup) as SiteSetup, edition: row.edition };
  }

  writeDraft(setup: SiteSetup): void {
    this.#sql.exec(
      `INSERT INTO draft (only_row, setup, edition) VALUES (1, ?, 1)
       ON CONFLICT (only_row) DO UPDATE SET setup = excluded.setup, edition = edition + 1`,
      JSON.stringify(setup),
    );
  }

  /** Whether the draft says something else than the newest version. Both are written by the same serialiser, so texts can be compared. */
  draftChanged(): boolean {
    const row = this.#sql
      .exec<{ changed: number }>(
        `SELECT draft.setup <> (SELECT setup FROM setup_version ORDER BY version DESC LIMIT 1) AS changed FROM draft`,
      )
      .one();
    return row.changed === 1;
  }

  /** Adds a version. @returns its number, 1 and up */
  addVersion(setup: SiteSetup, nowMs: number, actor: string, rollbackOf: number | null): number {
    return this.#sql
      .exec<{ version: number }>(
        `INSERT INTO setup_version (version, setup, published_at_ms, actor, rollback_of)
         VALUES ((SELECT COALESCE(MAX(version), 0) + 1 FROM setup_version), ?, ?, ?, ?) RETURNING version`,
        JSON.stringify(setup),
        nowMs,
        actor,
        rollbackOf,
      )
      .one().version;
  }

  currentVersion(): number {
    return this.#sql.exec<{ version: number }>('SELECT COALESCE(MAX(version), 0) AS version FROM setup_version').one().version;
  }

  readVersion(version: number): (SetupVersion & { setup: SiteSetup }) | null {
    const row = this.#sql
      .exec<VersionRow & { setup: string }>(
        'SELECT version, published_at_ms, actor, rollback_of, setup FROM setup_version WHERE version = ?',
        version,
      )
      .toArray()[0];
    return row ? { ...versionOf(row), setup: JSON.parse(row.setup) as SiteSetup } : null;
  }

  /** Newest first, below `before` where given. */
  listVersions(before: number | null, limit: number): SetupVersion[] {
    return this.#sql
      .exec<VersionRow>(
        'SELECT version, published_at_ms, actor, rollback_of FROM setup_version WHERE version < ? ORDER BY version DESC LIMIT ?',
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      )
      .toArray()
      .map(versionOf);
  }
}

function versionOf(row: VersionRow): SetupVersion {
  return { version: row.version, publishedAtMs: row.published_at_ms, actor: row.actor, rollbackOf: row.rollback_of };
}
