/** Most characters of one bound JSON text: three bytes each at the worst stay below SQLite's 2 MB value limit in production. */
const BATCH_MAX_CHARS = 600_000;

/**
 * Packs rows into JSON arrays small enough to be bound as one value, for `INSERT … SELECT … FROM json_each(?)`:
 * one statement for hundreds of rows, where 100 bound parameters would take dozens.
 */
export function* jsonBatches(rows: Iterable<unknown>): Generator<string> {
  let texts: string[] = [];
  let chars = 0;
  for (const row of rows) {
    const text = JSON.stringify(row);
    if (texts.length > 0 && chars + text.length > BATCH_MAX_CHARS) {
      yield `[${texts.join(',')}]`;
      texts = [];
      chars = 0;
    }
    texts.push(text);
    chars += text.length + 1;
  }
  if (texts.length > 0) yield `[${texts.join(',')}]`;
}
