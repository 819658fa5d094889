import { ROW_MAX_CHARS } from './limits.ts';
import { UnreadableImport } from './types.ts';

/** One record of a delimited file. `line` is where it starts, from 1. */
export interface CsvRecord {
  line: number;
  cells: string[];
  error?: string;
}

const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;

/**
 * Splits delimited text (RFC 4180) as it arrives. Kinder than the letter of it where the meaning is plain: a quote inside an
 * unquoted cell is a character (`17" monitor`), any of CRLF, LF and CR ends a record, blank lines are nothing.
 * Text after a closing quote and a record that is too long are the error of that record alone.
 */
export class CsvSplitter {
  readonly #delimiter: number;
  #line = 1;
  #startLine = 1;
  #cells: string[] = [];
  #cell = '';
  #length = 0;
  #error: string | undefined;
  /** where in a cell we are: nothing read yet, bare text, inside quotes, just after a quote that may be the closing one, past it */
  #state: 'start' | 'bare' | 'quoted' | 'quote' | 'closed' = 'start';
  #afterReturn = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /**
   * Records that ended in this piece of text.
   * @throws UnreadableImport for a quote that nothing closes: from there on nobody can tell rows apart
   */
  push(text: string, rowsSoFar: number): CsvRecord[] {
    const records: CsvRecord[] = [];
    let from = 0;
    const take = (to: number) => {
      if (to > from) this.#append(text.slice(from, to), rowsSoFar + records.length);
      from = to + 1;
    };
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (this.#state === 'quoted') {
        if (code === QUOTE) {
          take(i);
          this.#state = 'quote';
        } else if (code === NEWLINE) this.#line++;
        continue;
      }
      if (this.#afterReturn) {
        this.#afterReturn = false;
        if (code === NEWLINE) {
          from = i + 1;
          continue;
        }
      }
      if (code === this.#delimiter || code === NEWLINE || code === RETURN) {
        take(i);
        this.#endCell();
        if (code === this.#delimiter) continue;
        this.#afterReturn = code === RETURN;
        const record = this.#endRecord();
        if (record) records.push(record);
      } else if (code === QUOTE && this.#state === 'start') {
        from = i + 1;
        this.#state = 'quoted';
      } else if (code === QUOTE && this.#state === 'quote') {
        // a doubled quote: one of the pair stays, as the first character of what follows
        from = i;
        this.#state = 'quoted';
      } else if (this.#state === 'quote' || this.#state === 'closed') {
        this.#state = 'closed';
        if (code !== 32 && code !== 9) this.#error ??= 'has text after a closing quote; a quote inside quotes is written twice';
      } else this.#state = 'bare';
    }
    take(text.length);
    return records;
  }

  /** The last record, when the file does not end with a line break. */
  finish(rowsSoFar: number): CsvRecord | null {
    if (this.#state === 'quoted') throw this.#unclosed(rowsSoFar);
    if (this.#state === 'start' && this.#cells.length === 0) return null;
    this.#endCell();
    return this.#endRecord();
  }

  #append(text: string, rowsSoFar: number): void {
    this.#length += text.length;
    if (this.#length > ROW_MAX_CHARS) {
      if (this.#state === 'quoted') throw this.#unclosed(rowsSoFar);
      this.#error ??= `is longer than ${ROW_MAX_CHARS} characters`;
      return;
    }
    if (this.#state !== 'closed') this.#cell += text;
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    this.#cell = '';
    this.#state = 'start';
  }

  #endRecord(): CsvRecord | null {
    const record: CsvRecord = { line: this.#startLine, cells: this.#cells, ...(this.#error ? { error: this.#error } : {}) };
    const blank = this.#cells.length === 1 && this.#cells[0] === '' && !this.#error;
    this.#line++;
    this.#startLine = this.#line;
    this.#cells = [];
    this.#length = 0;
    this.#error = undefined;
    return blank ? null : record;
  }

  #unclosed(rowsSoFar: number): UnreadableImport {
    return new UnreadableImport(`The record that starts at line ${this.#startLine} opens a quote that is never closed`, rowsSoFar + 1);
  }
}
