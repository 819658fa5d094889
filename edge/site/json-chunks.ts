/** Characters of one KV value: three bytes each at the worst stay below KV's 25 MiB. */
const CHUNK_MAX_CHARS = 8_000_000;

/** JSON arrays of about CHUNK_MAX_CHARS; at least one, if empty. */
export function jsonChunks(texts: Iterable<string>, maxChars = CHUNK_MAX_CHARS): string[] {
  const chunks: string[] = [];
  let some: string[] = [];
  let chars = 0;
  for (const text of texts) {
    if (some.length > 0 && chars + text.length > maxChars) {
      chunks.push(`[${some.join(',')}]`);
      some = [];
      chars = 0;
    }
    some.push(text);
    chars += text.length + 1;
  }
  chunks.push(`[${some.join(',')}]`);
  return chunks;
}
