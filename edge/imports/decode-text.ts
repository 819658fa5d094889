/** Whole characters are cut from a stream in pieces of at most this size, so that one huge chunk costs no huge copies. */
const PIECE_BYTES = 64 * 1024;

/** Stands where bytes were no text; the readers turn it into the error of a row. */
export const REPLACEMENT = '\uFFFD';

export interface DecodeOptions {
  /** encoding the sender named (`charset=`), or an XML declaration */
  charset?: string | undefined;
  /**
   * What Excel on Windows writes by default. Taken when the very first bytes beyond ASCII are not UTF-8: a file that was
   * UTF-8 so far and then is not is a damaged file, not one of another encoding.
   */
  legacy?: 'windows-1252' | undefined;
}

/**
 * Text of a stream of bytes, piece by piece. A byte order mark names the encoding and is dropped; else `charset`; else UTF-8.
 * Bytes that are no text become U+FFFD, never a failure: the reader knows which row they stand in.
 *
 * @throws RangeError for a `charset` that nobody knows
 */
export async function* decodeText(body: ReadableStream<Uint8Array>, options: DecodeOptions = {}): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null;
  // bytes that cannot be judged yet: a byte order mark has up to three, a character up to four
  let held: Uint8Array = new Uint8Array(0);
  let guess = options.legacy !== undefined && options.charset === undefined;
  for await (const piece of piecesOf(body)) {
    const bytes = joined(held, piece);
    held = new Uint8Array(0);
    if (!decoder && bytes.length < 3) {
      held = bytes;
      continue;
    }
    decoder ??= decoderFor(bytes, options.charset);
    if (guess && decoder.encoding === 'utf-8') {
      const verdict = firstBeyondAscii(bytes);
      if (verdict === 'cut') {
        held = bytes;
        continue;
      }
      if (verdict === 'other') decoder = new TextDecoder(options.legacy);
      guess = verdict === 'ascii';
    }
    const text = decoder.decode(bytes, { stream: true });
    if (text) yield text;
  }
  // a character that the end of the file cuts is none of UTF-8
  if (guess && decoder && held.length > 0) decoder = new TextDecoder(options.legacy);
  const rest = (decoder ?? decoderFor(held, options.charset)).decode(held);
  if (rest) yield rest;
}

/** What the sender wrote after `charset=`. */
export function charsetOf(contentType: string): string | undefined {
  return /;\s*charset\s*=\s*"?([\w.:-]+)"?/i.exec(contentType)?.[1];
}

async function* piecesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (let from = 0; from < value.length; from += PIECE_BYTES) yield value.subarray(from, from + PIECE_BYTES);
    }
  } finally {
    // whoever stopped reading early has no use for the rest; a failing cancel changes nothing for them
    await reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}

function decoderFor(head: Uint8Array, charset: string | undefined): TextDecoder {
  if (head[0] === 0xff && head[1] === 0xfe) return new TextDecoder('utf-16le');
  if (head[0] === 0xfe && head[1] === 0xff) return new TextDecoder('utf-16be');
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return new TextDecoder('utf-8');
  return new TextDecoder(charset ?? 'utf-8');
}

/** Whether the first character beyond ASCII, after a byte order mark, is well-formed UTF-8, is none, or is cut by the end. */
function firstBeyondAscii(bytes: Uint8Array): 'ascii' | 'utf-8' | 'other' | 'cut' {
  const at = bytes.findIndex((byte) => byte >= 0x80);
  if (at < 0) return 'ascii';
  const lead = bytes[at]!;
  const length = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xc2 && lead < 0xe0 ? 2 : 0;
  if (length === 0) return 'other';
  for (let i = at + 1; i < Math.min(at + length, bytes.length); i++) if ((bytes[i]! & 0xc0) !== 0x80) return 'other';
  return at + length > bytes.length ? 'cut' : 'utf-8';
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
