import { jsonRow } from './json-row.ts';
import { ROW_MAX_CHARS } from './limits.ts';
import { type RawRow, UnreadableImport } from './types.ts';

const WHITESPACE = new Set([9, 10, 13, 32]);
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * Rows of a JSON document: an array of objects, `{"items": […]}`, or a single object. Elements are cut out by counting brackets
 * and parsed one by one, so that a file of 100 MB needs the memory of its largest row.
 *
 * @throws UnreadableImport where the document is not JSON, with the row it was good up to
 */
export async function* readJson(text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  const splitter = new JsonSplitter();
  for await (const piece of text) yield* splitter.push(piece);
  splitter.finish();
}

type Place =
  /** before the first bracket */
  | 'begin'
  /** inside the outer object, looking for its list */
  | 'wrapper'
  /** in the list: where an element may start, inside one, after one */
  | 'element'
  | 'inside'
  | 'after'
  /** after everything */
  | 'end';

class JsonSplitter {
  #place: Place = 'begin';
  #row = 0;
  #first = true;
  /** the element being read; of the wrapper, everything but its list */
  #text = '';
  #skipping = false;
  #wrapper: string | null = null;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #scalar = false;
  /** of the wrapper: the key just read, the string being read */
  #key = '';
  #keyStart = false;
  #string = '';

  *push(piece: string): Generator<RawRow> {
    let from = 0;
    for (let i = 0; i < piece.length; i++) {
      const code = piece.charCodeAt(i);
      if (this.#place === 'inside') {
        const ends = this.#step(code);
        if (ends === null) continue;
        // a scalar ends before the character that shows its end; everything else with its last one
        const to = ends === 'before' ? i : i + 1;
        this.#keep(piece.slice(from, to));
        yield this.#element();
        if (ends === 'before') i--;
        from = i + 1;
      } else if (this.#place === 'wrapper') {
        if (this.#wrapperStep(code)) {
          this.#keep(piece.slice(from, i + 1));
          from = i + 1;
          if (this.#listStarted()) {
            this.#wrapper = this.#text;
            this.#text = '';
          } else yield* this.#closeObject();
        }
      } else if (!WHITESPACE.has(code)) {
        this.#between(code);
        from = i;
      } else from = i + 1;
    }
    if (this.#place === 'inside' || this.#place === 'wrapper') this.#keep(piece.slice(from));
  }

  /** A method, because the compiler believes that a field keeps the value it was just compared with. */
  #listStarted(): boolean {
    return this.#place === 'element';
  }

  finish(): void {
    if (this.#place === 'begin') throw this.#unreadable('The file is empty');
    if (this.#place !== 'end') throw this.#unreadable('The file ends in the middle');
  }

  /** A character between elements. */
  #between(code: number): void {
    const place = this.#place;
    if (place === 'begin' && code === OPEN_ARRAY) this.#place = 'element';
    else if (place === 'begin' && code === OPEN_OBJECT) {
      this.#place = 'wrapper';
      this.#depth = 1;
    } else if ((place === 'element' && this.#first && code === CLOSE_ARRAY) || (place === 'after' && code === CLOSE_ARRAY)) this.#endList();
    else if (place === 'after' && code === COMMA) this.#place = 'element';
    else if (place === 'element' && code !== COMMA && code !== CLOSE_ARRAY) {
      this.#place = 'inside';
      this.#depth = 0;
      this.#scalar = code !== OPEN_OBJECT && code !== OPEN_ARRAY && code !== QUOTE;
      this.#step(code);
    } else if (place === 'begin') throw this.#unreadable('The file is neither a JSON array nor a JSON object');
    else throw this.#unreadable(`The file is not JSON: unexpected "${String.fromCharCode(code)}"`);
    this.#first &&= this.#place !== 'inside';
  }

  /** Inside an element: whether it ends with this character, or ended before it. */
  #step(code: number): 'with' | 'before' | null {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (code === BACKSLASH) this.#escaped = true;
      else if (code === QUOTE) {
        this.#inString = false;
        return this.#depth === 0 ? 'with' : null;
      }
      return null;
    }
    if (this.#scalar && this.#depth === 0) return code === COMMA || code === CLOSE_ARRAY || WHITESPACE.has(code) ? 'before' : null;
    if (code === QUOTE) this.#inString = true;
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) this.#depth++;
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      this.#depth--;
      if (this.#depth <= 0) return 'with';
    }
    return null;
  }

  /** Inside the outer object: true where its list starts or where it ends. */
  #wrapperStep(code: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (code === BACKSLASH) this.#escaped = true;
      else if (code === QUOTE) {
        this.#inString = false;
        this.#key = this.#string;
        return false;
      }
      if (this.#string.length < 16) this.#string += String.fromCharCode(code);
      return false;
    }
    if (code === QUOTE) {
      this.#inString = true;
      this.#string = '';
    } else if (code === COLON && this.#depth === 1) this.#keyStart = true;
    else if (code === OPEN_ARRAY && this.#depth === 1 && this.#keyStart && this.#key === 'items' && this.#wrapper === null) {
      this.#place = 'element';
      this.#keyStart = false;
      return true;
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) {
      this.#depth++;
      this.#keyStart = false;
    } else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) {
      this.#depth--;
      if (this.#depth > 0) return false;
      this.#place = 'end';
      return true;
    } else if (!WHITESPACE.has(code)) this.#keyStart = false;
    return false;
  }

  #endList(): void {
    if (this.#wrapper === null) {
      this.#place = 'end';
      return;
    }
    // the bracket that ends the list becomes the first character of what follows it
    this.#place = 'wrapper';
    this.#depth = 1;
  }

  #keep(text: string): void {
    if (this.#skipping) return;
    if (this.#text.length + text.length <= ROW_MAX_CHARS) this.#text += text;
    else if (this.#place === 'inside') this.#skipping = true;
    else throw this.#unreadable(`The JSON object is longer than ${ROW_MAX_CHARS} characters and has no list called "items"`);
  }

  #element(): RawRow {
    this.#row++;
    this.#place = 'after';
    const text = this.#text;
    const skipped = this.#skipping;
    this.#text = '';
    this.#skipping = false;
    if (skipped) return { row: this.#row, fields: {}, error: `is longer than ${ROW_MAX_CHARS} characters` };
    const row = jsonRow(text, this.#row);
    // brackets that do not make JSON: nobody can tell where the next row starts
    if (row.error?.startsWith('is not JSON:')) throw new UnreadableImport(`Row ${this.#row} ${row.error}`, this.#row);
    return row;
  }

  /** The outer object has ended: either it was the only row, or it has to be sound around its list. */
  *#closeObject(): Generator<RawRow> {
    if (this.#wrapper === null) {
      yield this.#element();
      this.#place = 'end';
      return;
    }
    try {
      JSON.parse(this.#wrapper + this.#text);
    } catch {
      throw this.#unreadable('The file is not JSON around its list of items');
    }
  }

  #unreadable(message: string): UnreadableImport {
    return new UnreadableImport(message, this.#row);
  }
}
