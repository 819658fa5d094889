import type { ImportReport, RowError } from '../../imports/types.ts';

/** Errors of one import that are listed; the rest is counted. */
export const ERRORS_LISTED_MAX = 1_000;

/** Different warnings of one import that are listed. */
const WARNINGS_LISTED_MAX = 100;

/**
 * Gathers what an import says of its rows. A warning that repeats row after row (a column we do not know) is named once,
 * with the first row it was met in.
 */
export class ReportBuilder {
  readonly #errors: RowError[] = [];
  readonly #warnings = new Map<string, RowError>();
  #errorCount = 0;
  #rejected = 0;

  get rejected(): number {
    return this.#rejected;
  }

  /** One row that is not kept, for one or several reasons. */
  reject(errors: readonly RowError[]): void {
    this.#rejected += 1;
    this.#errorCount += errors.length;
    this.#errors.push(...errors.slice(0, ERRORS_LISTED_MAX - this.#errors.length));
  }

  warn(warnings: readonly RowError[]): void {
    for (const warning of warnings) {
      const index = `${warning.field}\n${warning.message}`;
      if (this.#warnings.size < WARNINGS_LISTED_MAX && !this.#warnings.has(index)) this.#warnings.set(index, warning);
    }
  }

  report(accepted: number, revision: string, leftOut = 0): ImportReport {
    return {
      accepted,
      rejected: this.#rejected,
      ...(leftOut === 0 ? {} : { leftOut }),
      errors: this.#errors,
      errorsOmitted: this.#errorCount - this.#errors.length,
      warnings: [...this.#warnings.values()],
      revision,
    };
  }
}
