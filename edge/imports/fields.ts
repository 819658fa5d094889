import { AMOUNT_MAX_MAJOR, CURRENCY_PATTERN, toMinor } from '../../shared/money.ts';
import { momentMs, pastProblem } from './dates.ts';
import type { RawRow, RowError, RowResult } from './types.ts';

/** What the parsers must know of the site they import for. */
export interface ImportSite {
  /** ISO 4217; stands where a row names none */
  currency: string;
  /** IANA; stands where a row gives times without an offset */
  timeZone: string;
}

/** Longest id of a system of the shop's. */
const ID_MAX_CHARS = 128;

export interface TextOptions {
  required?: boolean;
  max?: number;
  pattern?: RegExp;
  /** what the pattern asks for, in words: `may hold letters and digits` */
  hint?: string;
}

/**
 * Reads the fields of one row, remembering every mistake and every field it was asked for, so that one pass reports all that is
 * wrong with a row and names what nobody asked for. Cells of CSV are text; numbers and JSON inside text are read as what they mean.
 */
export class FieldReader {
  readonly #raw: RawRow;
  readonly #fields: Record<string, unknown>;
  readonly #prefix: string;
  readonly #errors: RowError[];
  readonly #warnings: RowError[];
  readonly #asked = new Set<string>();

  constructor(raw: RawRow, fields: Record<string, unknown> = raw.fields, prefix = '', parent?: FieldReader) {
    this.#raw = raw;
    this.#fields = fields;
    this.#prefix = prefix;
    this.#errors = parent ? parent.#errors : [];
    this.#warnings = parent ? parent.#warnings : [];
    if (!parent && raw.error !== undefined) this.fail('', raw.error);
  }

  /** The value as it came; absent, null and blank text are all `undefined`. */
  value(name: string): unknown {
    this.#asked.add(name);
    const value = Object.hasOwn(this.#fields, name) ? this.#fields[name] : undefined;
    return value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value;
  }

  /** Name of the first of these fields that has a value, for fields that go by several names. */
  named(...names: string[]): string {
    return names.filter((name) => this.value(name) !== undefined)[0] ?? names[0]!;
  }

  text(name: string, options: TextOptions = {}): string | undefined {
    const value = this.value(name);
    if (value === undefined) return options.required ? this.fail(name, 'is missing') : undefined;
    const first = Array.isArray(value) ? value[0] : value;
    if (typeof first !== 'string' && typeof first !== 'number') return this.fail(name, 'must be text');
    const text = String(first).trim();
    if (options.max !== undefined && text.length > options.max) return this.fail(name, `is longer than ${options.max} characters`);
    if (hasControls(text)) return this.fail(name, 'has control characters');
    if (options.pattern && !options.pattern.test(text)) return this.fail(name, options.hint ?? 'has a wrong form');
    return text;
  }

  /** What names a record. Half a character, which a title cut too short may end with, would make two names one. */
  id(name: string, required = false): string | undefined {
    const id = this.text(name, { required, max: ID_MAX_CHARS });
    if (id === undefined || !/\p{Surrogate}/u.test(id)) return id;
    return this.fail(name, 'has half a character: the file was cut or read in a wrong encoding');
  }

  oneOf<T extends string>(name: string, allowed: readonly T[], required = false): T | undefined {
    const text = this.text(name, { required, max: 100 });
    if (text === undefined) return undefined;
    const found = allowed.find((value) => value === text.toLowerCase());
    return found ?? this.fail(name, `must be one of ${allowed.join(', ')}`);
  }

  number(name: string, range: { required?: boolean; min?: number; max?: number; integer?: boolean } = {}): number | undefined {
    const value = this.value(name);
    if (value === undefined) return range.required ? this.fail(name, 'is missing') : undefined;
    const number = typeof value === 'number' ? value : typeof value === 'string' ? plainNumber(value) : Number.NaN;
    if (!Number.isFinite(number)) return this.fail(name, 'must be a number');
    if (range.integer && !Number.isSafeInteger(number)) return this.fail(name, 'must be a whole number');
    if (range.min !== undefined && number < range.min) return this.fail(name, `must be ${range.min} or more`);
    if (range.max !== undefined && number > range.max) return this.fail(name, `must be ${range.max} or less`);
    return number;
  }

  /** An amount in major units, as minor units. */
  amountMinor(name: string, currency: string | undefined, options: { required?: boolean } = {}): number | undefined {
    const major = this.number(name, { ...options, min: 0, max: AMOUNT_MAX_MAJOR });
    return major === undefined || currency === undefined ? undefined : toMinor(major, currency);
  }

  currency(name: string, fallback: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return this.value(name) === undefined ? fallback : undefined;
    const code = text.toUpperCase();
    return CURRENCY_PATTERN.test(code) ? code : this.fail(name, 'is not an ISO 4217 code such as EUR');
  }

  /** A moment of the past, in Unix milliseconds. */
  pastMs(name: string, site: ImportSite, nowMs: number, required = false): number | undefined {
    const text = this.text(name, { required, max: 40 });
    if (text === undefined) return undefined;
    const ms = momentMs(text, site.timeZone);
    if (ms === null) return this.fail(name, 'is not an ISO 8601 date such as 2026-11-20T18:30:00+01:00');
    const problem = pastProblem(ms, nowMs);
    return problem ? this.fail(name, problem) : ms;
  }

  /** A list, or JSON text of one, as CSV cells carry it; one object alone is a list of one. */
  list(name: string): unknown[] | undefined {
    const value = this.#structure(name, this.value(name));
    if (value === undefined || Array.isArray(value)) return value;
    return typeof value === 'object' && value !== null ? [value] : this.fail(name, 'must be a list');
  }

  /** An object, or JSON text of one, to read with the same bookkeeping. */
  object(name: string): FieldReader | undefined {
    const value = this.#structure(name, this.value(name));
    return value === undefined ? undefined : this.nested(name, value);
  }

  nested(name: string, value: unknown): FieldReader | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return this.fail(name, 'must be an object');
    return new FieldReader(this.#raw, value as Record<string, unknown>, `${this.#prefix}${name}.`, this);
  }

  /** Names of the fields that are there, for maps whose keys are data. */
  get names(): string[] {
    return Object.keys(this.#fields);
  }

  fail(name: string, message: string): undefined {
    // of a row that could not even be read, nothing else is worth saying
    if (this.#raw.error !== undefined && this.#errors.length > 0) return undefined;
    this.#errors.push({ row: this.#raw.row, field: `${this.#prefix}${name}`, message });
    return undefined;
  }

  warn(name: string, message: string): void {
    this.#warnings.push({ row: this.#raw.row, field: `${this.#prefix}${name}`, message });
  }

  /** Names what the row holds beyond what was asked for. `known` are fields we know and have no use for. */
  warnUnknown(known: ReadonlySet<string> = new Set()): void {
    for (const name of Object.keys(this.#fields)) {
      if (!this.#asked.has(name) && !known.has(name)) this.warn(name.slice(0, 100), 'is not a known field and was left out');
    }
  }

  get failed(): boolean {
    return this.#errors.length > 0;
  }

  /** The end of a parser: `make` runs only for a row without a mistake. */
  finish<T>(make: () => T): RowResult<T> {
    if (this.failed) return { ok: false, errors: this.#errors };
    const value = make();
    return this.#warnings.length > 0 ? { ok: true, value, warnings: this.#warnings } : { ok: true, value };
  }

  #structure(name: string, value: unknown): unknown {
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      return this.fail(name, 'is text where JSON is expected');
    }
  }
}

/** Leaves out what is undefined: `exactOptionalPropertyTypes` tells an absent field from one without a value. */
export function defined<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** `12`, `-3.5`, and `3,5` as Italian spreadsheets write it; a comma followed by three digits could be thousands, so it is no number. */
function plainNumber(text: string): number {
  const trimmed = text.trim();
  if (/^[+-]?\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed);
  return /^[+-]?\d+,(\d{1,2}|\d{4,})$/.test(trimmed) ? Number(trimmed.replace(',', '.')) : Number.NaN;
}

function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 127 || (code < 32 && code !== 9 && code !== 10 && code !== 13)) return true;
  }
  return false;
}
