/** One step of a database's history: statements run together, once. Steps are only ever appended: a shipped step never changes. */
export type Migration = readonly string[];

/**
 * Brings an object's database to its newest schema, in one transaction: all of the missing steps or none.
 * The version stands in a table of its own, because Durable Objects refuse `PRAGMA user_version`.
 *
 * @returns the schema version now in place: the number of migrations
 * @throws when the database is of a newer version than this code knows: an old deployment must not write into it
 */
export function applyMigrations(storage: DurableObjectStorage, migrations: readonly Migration[]): number {
  const current = schemaVersion(storage);
  if (current > migrations.length) {
    throw new Error(`The database is of schema version ${current}, newer than the ${migrations.length} this code knows.`);
  }
  if (current === migrations.length) return current;
  storage.transactionSync(() => {
    storage.sql.exec(
      'CREATE TABLE IF NOT EXISTS schema_version (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), version INTEGER NOT NULL)',
    );
    for (const statement of migrations.slice(current).flat()) storage.sql.exec(statement);
    storage.sql.exec(
      'INSERT INTO schema_version (only_row, version) VALUES (1, ?) ON CONFLICT (only_row) DO UPDATE SET version = excluded.version',
      migrations.length,
    );
  });
  return migrations.length;
}

/** Version of the schema in place, 0 for a database never used. Reads only: asking an object that is not there leaves nothing behind. */
export function schemaVersion(storage: DurableObjectStorage): number {
  const known = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'").toArray();
  if (known.length === 0) return 0;
  const row = storage.sql.exec<{ version: number }>('SELECT version FROM schema_version').toArray()[0];
  return row?.version ?? 0;
}
