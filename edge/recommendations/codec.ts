import { ByteReader, ByteWriter, crc32 } from './bytes.ts';
import type { HistoryRows } from './history.ts';
import { assembleIndex, type RecommendationIndex } from './session-index.ts';

/** "TPR" and the version of the layout: bytes of another version are refused, and the index is built anew. */
const HEADER = Uint8Array.of(0x54, 0x50, 0x52, 1);
const CHECKSUM_BYTES = 4;
const LARGEST = Number.MAX_SAFE_INTEGER;

/** Bytes that are no index, or are damaged, or were written by another version. The remedy is to build the index again. */
export class CorruptIndex extends Error {
  override readonly name = 'CorruptIndex';
}

/**
 * An index as bytes: header, built at, cap, ids, demand, sessions, baskets, CRC-32. What can be derived is not kept, so it is small
 * (two to three bytes an event) and decoding costs one pass over the events.
 */
export function encodeIndex(index: RecommendationIndex): Uint8Array {
  const out = new ByteWriter();
  out.bytes(HEADER);
  out.integer(index.builtAtMs);
  out.integer(index.sessionsPerItem);
  out.text(JSON.stringify(index.itemIds));
  out.floats(index.demand.steady);
  out.floats(index.demand.recent);
  writeRows(out, index.sessions);
  writeRows(out, index.baskets);
  const body = out.finish();
  const whole = new Uint8Array(body.length + CHECKSUM_BYTES);
  whole.set(body);
  new DataView(whole.buffer).setUint32(body.length, crc32(body), true);
  return whole;
}

/** The index that was encoded. Throws `CorruptIndex`; never returns part of an index. */
export function decodeIndex(bytes: Uint8Array): RecommendationIndex {
  if (bytes.length < HEADER.length + CHECKSUM_BYTES) throw new CorruptIndex('a recommendation index is longer than this');
  if (HEADER.some((byte, at) => at < 3 && bytes[at] !== byte)) throw new CorruptIndex('these bytes are no recommendation index');
  if (bytes[3] !== HEADER[3]) throw new CorruptIndex(`this index has layout ${bytes[3]}, this edge reads layout ${HEADER[3]}`);
  const body = bytes.subarray(0, bytes.length - CHECKSUM_BYTES);
  const expected = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(body.length, true);
  if (crc32(body) !== expected) throw new CorruptIndex('the recommendation index is damaged: its checksum does not match');
  try {
    return readBody(new ByteReader(body.subarray(HEADER.length)));
  } catch (error) {
    throw new CorruptIndex(`the recommendation index ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
}

function readBody(reader: ByteReader): RecommendationIndex {
  const builtAtMs = reader.integer(LARGEST);
  const sessionsPerItem = reader.integer(LARGEST);
  const itemIds = readIds(reader.text());
  const itemCount = itemIds.length;
  const demand = { steady: reader.floats(itemCount), recent: reader.floats(itemCount) };
  const sessionRows = readRows(reader, itemCount);
  const basketRows = readRows(reader, itemCount);
  if (reader.remaining > 0) throw new RangeError('has bytes after its end');
  return assembleIndex({ builtAtMs, sessionsPerItem, itemIds, demand, sessionRows, basketRows });
}

/** Ids are kept as one JSON text: read by native code, in a tenth of the time that one text an id takes. */
function readIds(text: string): string[] {
  const ids: unknown = JSON.parse(text);
  if (!Array.isArray(ids) || ids.some((id) => typeof id !== 'string')) throw new RangeError('has no list of ids');
  if (new Set(ids).size !== ids.length) throw new RangeError('has an id twice');
  return ids;
}

function writeRows(out: ByteWriter, { starts, items }: HistoryRows): void {
  out.integer(starts.length - 1);
  out.integer(items.length);
  for (let row = 0; row + 1 < starts.length; row++) {
    out.integer(starts[row + 1]! - starts[row]!);
    for (let at = starts[row]!; at < starts[row + 1]!; at++) out.integer(items[at]!);
  }
}

function readRows(reader: ByteReader, itemCount: number): HistoryRows {
  const size = reader.integer(reader.remaining + 1);
  const total = reader.integer(reader.remaining + 1);
  const starts = new Uint32Array(size + 1);
  const items = new Uint32Array(total);
  let at = 0;
  for (let row = 0; row < size; row++) {
    const end = at + reader.integer(total - at + 1);
    while (at < end) items[at++] = reader.integer(itemCount);
    starts[row + 1] = end;
  }
  if (at !== total) throw new RangeError('has fewer items than it says');
  return { starts, items };
}
