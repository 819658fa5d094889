import { jsonRow } from './json-row.ts';
import { ROW_MAX_CHARS } from './limits.ts';
import type { RawRow } from './types.ts';

/**
 * Rows of newline-delimited JSON. Rows count lines, blank ones too, so that a number found here is the line an editor shows.
 * A line that is not JSON, not an object or too long is the error of that line alone.
 */
export async function* readNdjson(text: AsyncIterable<string>): AsyncGenerator<RawRow> {
  let line = 0;
  let rest = '';
  let tooLong = false;
  const end = (content: string): RawRow | null => {
    line++;
    const wasTooLong = tooLong || content.length > ROW_MAX_CHARS;
    tooLong = false;
    if (wasTooLong) return { row: line, fields: {}, error: `is longer than ${ROW_MAX_CHARS} characters` };
    return content.trim() === '' ? null : jsonRow(content, line);
  };
  for await (const piece of text) {
    let from = 0;
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', from)) {
      const row = end(rest + piece.slice(from, at));
      rest = '';
      from = at + 1;
      if (row) yield row;
    }
    if (tooLong) continue;
    rest += piece.slice(from);
    if (rest.length > ROW_MAX_CHARS) {
      tooLong = true;
      rest = '';
    }
  }
  const last = rest !== '' || tooLong ? end(rest) : null;
  if (last) yield last;
}
