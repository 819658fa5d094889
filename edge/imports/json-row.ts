import { REPLACEMENT } from './decode-text.ts';
import { ROW_FIELDS_MAX } from './limits.ts';
import type { RawRow } from './types.ts';

/** One JSON object as a row; anything else is the error of that row. */
export function jsonRow(text: string, row: number): RawRow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { row, fields: {}, error: `is not JSON: ${error instanceof Error ? brief(error.message) : 'unreadable'}` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { row, fields: {}, error: 'is not a JSON object' };
  }
  if (text.includes(REPLACEMENT)) return { row, fields: {}, error: 'has characters that are not UTF-8' };
  const names = Object.keys(value);
  if (names.length > ROW_FIELDS_MAX) return { row, fields: {}, error: `has more than ${ROW_FIELDS_MAX} fields` };
  return { row, fields: value as Record<string, unknown> };
}

/** The engine's words, without the excerpt of the content it quotes: imports may hold what should not be repeated. */
function brief(message: string): string {
  return message.replace(/[,:]?\s*("|\.\.\.).*$/s, '').slice(0, 120);
}
