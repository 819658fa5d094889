/** One row of an import: its place in the file, and the fields as they were read. Rows count from 1, without a header line. */
export interface RawRow {
  row: number;
  fields: Record<string, unknown>;
  /** a row that could not be read at all */
  error?: string;
}

export interface RowError {
  row: number;
  field: string;
  message: string;
}

/** A record checked and turned into the form Tappa keeps, or the reasons why not. `warnings` name what was left out of an accepted row. */
export type RowResult<T> = { ok: true; value: T; warnings?: RowError[] } | { ok: false; errors: RowError[] };

/** The file as a whole cannot be read: nothing of it is kept. `row` and `line` say how far it was good. */
export class UnreadableImport extends Error {
  readonly row: number;
  constructor(message: string, row: number) {
    super(message);
    this.row = row;
  }
}

/** The answer of every import route. `errors` is cut at a limit and says so by `errorsOmitted`. */
export interface ImportReport {
  accepted: number;
  rejected: number;
  /** rows about people who were erased, from before they were; absent = none */
  leftOut?: number;
  errors: RowError[];
  errorsOmitted: number;
  warnings: RowError[];
  revision: string;
}
