import type { SiteJourneyModel } from '../types.ts';

/** The model that was fitted last. */
export class JourneyModelStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  read(): SiteJourneyModel | null {
    const row = this.#sql.exec<{ model: string }>('SELECT model FROM journey_model').toArray()[0];
    return row ? (JSON.parse(row.model) as SiteJourneyModel) : null;
  }

  write(model: SiteJourneyModel): void {
    this.#sql.exec('INSERT OR REPLACE INTO journey_model (only_row, model) VALUES (1, ?)', JSON.stringify(model));
  }
}
