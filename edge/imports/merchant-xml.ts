import { SaxesParser, type SaxesTagNS } from 'saxes';
import { REPLACEMENT } from './decode-text.ts';
import { ROW_FIELDS_MAX, ROW_MAX_CHARS } from './limits.ts';
import { type RawRow, UnreadableImport } from './types.ts';

/** Merchant Center's namespace, whatever prefix a file gives it, and that of custom attributes. */
const GOOGLE_NAMESPACES = new Set(['http://base.google.com/ns/1.0', 'https://base.google.com/ns/1.0', 'http://base.google.com/cns/1.0']);
const ROOTS = new Set(['rss', 'feed', 'rdf', 'channel']);
/** `g:shipping` and `g:loyalty_program` are two deep; anything much deeper is an attack, not a product. */
const DEPTH_MAX = 16;

interface Node {
  name: string;
  google: boolean;
  text: string;
  children: Map<string, unknown> | null;
}

/**
 * Rows of a Merchant Center feed, RSS 2.0 `<item>` or Atom `<entry>`. Fields carry the local name (`g:price` → `price`); where a
 * field stands both with and without Google's namespace, Google's counts. Repeated fields are lists, nested ones objects.
 * Entities other than XML's own five are not expanded, so none can blow up.
 *
 * @throws UnreadableImport where the file is not well-formed, naming row and line
 */
export async function* readMerchantXml(text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  const reader = new FeedReader();
  for await (const piece of text) yield* reader.push(piece);
  yield* reader.finish();
}

class FeedReader {
  readonly #parser = new SaxesParser({
    xmlns: true,
    resolvePrefix: (prefix: string) => (prefix === 'g' ? 'http://base.google.com/ns/1.0' : `unbound:${prefix}`),
  });
  readonly #open: Node[] = [];
  #ready: RawRow[] = [];
  #row = 0;
  #root = '';
  #itemStart = 0;
  #lastEvent = 0;
  /** this item has bytes that are no text somewhere */
  #damaged = false;
  #google: Map<string, unknown> = new Map();
  #plain: Map<string, unknown> = new Map();

  constructor() {
    this.#parser.on('error', (error) => {
      const words = error.message.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '');
      throw this.#unreadable(`The XML is not well-formed at line ${this.#parser.line}: ${words}`);
    });
    this.#parser.on('doctype', (doctype) => {
      if (/<!ENTITY/i.test(doctype)) throw this.#unreadable('The XML declares entities of its own, which are not accepted');
    });
    this.#parser.on('opentag', (tag) => this.#openTag(tag));
    this.#parser.on('text', (text) => this.#text(text));
    this.#parser.on('cdata', (text) => this.#text(text));
    this.#parser.on('closetag', (tag) => this.#closeTag(tag));
    this.#parser.on('comment', () => {
      this.#lastEvent = this.#parser.position;
    });
  }

  push(piece: string): RawRow[] {
    this.#parser.write(piece);
    // the parser itself keeps one text or tag as long as it likes
    if (this.#parser.position - Math.max(this.#lastEvent, this.#open.length ? this.#itemStart : 0) > ROW_MAX_CHARS) {
      throw this.#unreadable(`The XML has more than ${ROW_MAX_CHARS} characters in one piece near line ${this.#parser.line}`);
    }
    const rows = this.#ready;
    this.#ready = [];
    return rows;
  }

  finish(): RawRow[] {
    this.#parser.close();
    if (!ROOTS.has(this.#root)) throw this.#unreadable(`The XML is not a product feed: its root is <${this.#root}>, not <rss> or <feed>`);
    return this.#ready;
  }

  #openTag(tag: SaxesTagNS): void {
    this.#lastEvent = this.#parser.position;
    const local = tag.local.toLowerCase();
    if (this.#root === '') this.#root = local;
    if (this.#open.length === 0) {
      if (local !== 'item' && local !== 'entry') return;
      this.#itemStart = this.#parser.position;
      this.#damaged = false;
      this.#google = new Map();
      this.#plain = new Map();
    }
    if (this.#open.length > DEPTH_MAX) throw this.#unreadable(`The XML nests more than ${DEPTH_MAX} deep at line ${this.#parser.line}`);
    const node: Node = { name: local, google: GOOGLE_NAMESPACES.has(tag.uri), text: '', children: null };
    // Atom writes addresses as attributes, and only one of them is the product's page
    const rel = tag.attributes.rel?.value ?? 'alternate';
    if (local === 'link' && tag.attributes.href && rel === 'alternate') node.text = tag.attributes.href.value;
    this.#open.push(node);
  }

  #text(text: string): void {
    this.#lastEvent = this.#parser.position;
    const node = this.#open.at(-1);
    if (!node) return;
    node.text += text;
    this.#damaged ||= text.includes(REPLACEMENT);
  }

  #closeTag(_tag: SaxesTagNS): void {
    this.#lastEvent = this.#parser.position;
    const node = this.#open.pop();
    if (!node) return;
    if (this.#open.length === 0) {
      this.#endItem();
      return;
    }
    const value = node.children ? Object.fromEntries(node.children) : node.text.trim();
    if (value === '') return;
    const parent = this.#open.at(-1)!;
    if (this.#open.length > 1) {
      parent.children ??= new Map();
      add(parent.children, node.name, value);
    } else add(node.google ? this.#google : this.#plain, node.name, value);
  }

  #endItem(): void {
    this.#row++;
    const row = this.#row;
    const length = this.#parser.position - this.#itemStart;
    const fields = { ...Object.fromEntries(this.#plain), ...Object.fromEntries(this.#google) };
    const names = Object.keys(fields);
    const unreadable = this.#damaged ? names.find((name) => JSON.stringify(fields[name]).includes(REPLACEMENT)) : undefined;
    if (length > ROW_MAX_CHARS) this.#refuse(row, `is longer than ${ROW_MAX_CHARS} characters`);
    else if (names.length > ROW_FIELDS_MAX) this.#refuse(row, `has more than ${ROW_FIELDS_MAX} fields`);
    else if (unreadable) this.#refuse(row, `has characters in "${unreadable}" that could not be read in the encoding of the file`);
    else this.#ready.push({ row, fields });
  }

  #refuse(row: number, error: string): void {
    this.#ready.push({ row, fields: {}, error });
  }

  #unreadable(message: string): UnreadableImport {
    return new UnreadableImport(`${message} (row ${this.#row + 1})`, this.#row + 1);
  }
}

function add(fields: Map<string, unknown>, name: string, value: unknown): void {
  const before = fields.get(name);
  if (Array.isArray(before)) before.push(value);
  else fields.set(name, before === undefined ? value : [before, value]);
}
