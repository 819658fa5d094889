import type { QueuedRecord } from '../platform/events-message.ts';
import { momentOfId } from './record-ids.ts';

/** Characters of one chunk before it is packed: some hundreds of records, and far below the 2 MB a value may have. */
export const CHUNK_MAX_CHARS = 1_000_000;

/** What one chunk spans at the most, so that a moment is looked for in few of them. */
export const CHUNK_SPAN_MS = 60_000;

const ID_FIELD = '"id":"';
const ID_CHARS = 36;

/** The id in a record's text: its first member of that name. */
export function idOfLine(line: string): string {
  const start = line.indexOf(ID_FIELD) + ID_FIELD.length;
  return line.slice(start, start + ID_CHARS);
}

/** In order of time, cut where one would be too large or span too long. */
export function inChunks(records: readonly QueuedRecord[]): QueuedRecord[][] {
  const sorted = records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const chunks: QueuedRecord[][] = [];
  let chars = 0;
  for (const record of sorted) {
    const chunk = chunks.at(-1);
    const fits = chunk && chars + record.text.length <= CHUNK_MAX_CHARS;
    if (fits && momentOfId(record.id) - momentOfId(chunk[0]!.id) < CHUNK_SPAN_MS) chunk.push(record);
    else {
      chunks.push([record]);
      chars = 0;
    }
    chars += record.text.length + 1;
  }
  return chunks;
}

/** Lines as gzip-compressed NDJSON. */
export async function packed(lines: readonly string[]): Promise<Uint8Array> {
  const text = lines.map((line) => `${line}\n`).join('');
  return await through(text, new CompressionStream('gzip'));
}

export async function unpacked(bytes: ArrayBuffer): Promise<string[]> {
  const text = new TextDecoder().decode(await through(bytes, new DecompressionStream('gzip')));
  return text.split('\n').slice(0, -1);
}

async function through(content: string | ArrayBuffer, stream: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([content]).stream().pipeThrough(stream)).arrayBuffer());
}
