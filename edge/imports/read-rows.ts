import { charsetOf, decodeText } from './decode-text.ts';
import { readDelimited } from './delimited.ts';
import { readJson } from './json.ts';
import { readMerchantXml } from './merchant-xml.ts';
import { readNdjson } from './ndjson.ts';
import { type RawRow, UnreadableImport } from './types.ts';

export type ImportFormat = 'xml' | 'tsv' | 'csv' | 'ndjson' | 'json';

/** Media types by format. The first of each is the one to name to people. */
export const MEDIA_TYPES: Readonly<Record<ImportFormat, readonly string[]>> = {
  xml: ['application/xml', 'text/xml', 'application/rss+xml', 'application/atom+xml'],
  tsv: ['text/tab-separated-values', 'text/tsv'],
  csv: ['text/csv', 'application/csv', 'application/vnd.ms-excel'],
  ndjson: ['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'application/x-jsonlines'],
  json: ['application/json'],
};

export const ALL_FORMATS = Object.keys(MEDIA_TYPES) as ImportFormat[];
/** What everything but a catalog is imported from. */
export const RECORD_FORMATS: readonly ImportFormat[] = ['tsv', 'csv', 'ndjson', 'json'];

/** Format that a `Content-Type` names; null where it is none of ours. */
export function formatOf(contentType: string): ImportFormat | null {
  const media = contentType.split(';', 1)[0]!.trim().toLowerCase();
  return ALL_FORMATS.find((format) => MEDIA_TYPES[format].includes(media)) ?? null;
}

export function isSupported(contentType: string, allowed: readonly ImportFormat[] = ALL_FORMATS): boolean {
  const format = formatOf(contentType);
  return format !== null && allowed.includes(format);
}

/** Media types to name in a refusal. */
export function acceptedTypes(allowed: readonly ImportFormat[] = ALL_FORMATS): string[] {
  return allowed.map((format) => MEDIA_TYPES[format][0]!);
}

/**
 * Rows of an import, one at a time: the body is read no faster than rows are taken, and no more of it is kept than one row.
 *
 * @throws UnreadableImport (while iterating) where the file as a whole cannot be read, or its type or `charset` is unknown
 */
export async function* readRows(contentType: string, body: ReadableStream<Uint8Array>): AsyncGenerator<RawRow> {
  const format = formatOf(contentType);
  if (!format) throw new UnreadableImport(`"${contentType.slice(0, 100)}" is none of ${acceptedTypes().join(', ')}`, 0);
  yield* READERS[format](contentType, body);
}

type Reader = (contentType: string, body: ReadableStream<Uint8Array>) => AsyncIterable<RawRow>;

const READERS: Readonly<Record<ImportFormat, Reader>> = {
  xml: (type, body) => readMerchantXml(withXmlEncoding(type, body)),
  tsv: (type, body) => readDelimited(textOf(type, body, 'windows-1252'), '\t'),
  csv: (type, body) => readDelimited(textOf(type, body, 'windows-1252')),
  ndjson: (type, body) => readNdjson(textOf(type, body)),
  json: (type, body) => readJson(textOf(type, body)),
};

function textOf(contentType: string, body: ReadableStream<Uint8Array>, legacy?: 'windows-1252'): AsyncIterable<string> {
  const charset = charsetOf(contentType);
  if (charset !== undefined && !isEncoding(charset)) throw new UnreadableImport(`The encoding "${charset}" is not known; send UTF-8`, 0);
  return decodeText(body, { charset, legacy });
}

/** XML may name its encoding inside: `<?xml version="1.0" encoding="ISO-8859-1"?>`; the `Content-Type` outranks it (RFC 7303). */
async function* withXmlEncoding(contentType: string, body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  if (charsetOf(contentType) !== undefined) {
    yield* textOf(contentType, body);
    return;
  }
  const reader = body.getReader();
  const first = await reader.read();
  reader.releaseLock();
  const head = first.value ?? new Uint8Array(0);
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']/.exec(String.fromCharCode(...head.subarray(0, 200)))?.[1];
  if (declared !== undefined && !isEncoding(declared)) throw new UnreadableImport(`The encoding "${declared}" is not known; send UTF-8`, 0);
  // a declared UTF-16 that reached us as ASCII bytes is not UTF-16
  const charset = declared && !/^utf-?16/i.test(declared) ? declared : undefined;
  yield* decodeText(withFirst(head, body), { charset });
}

function withFirst(first: Uint8Array, rest: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = rest.getReader();
  let pending: Uint8Array | null = first;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (pending) {
        if (pending.length) controller.enqueue(pending);
        const empty = pending.length === 0;
        pending = null;
        if (!empty) return;
      }
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}
