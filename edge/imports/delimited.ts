import { type CsvRecord, CsvSplitter } from './csv-records.ts';
import { REPLACEMENT } from './decode-text.ts';
import { ROW_FIELDS_MAX, ROW_MAX_CHARS } from './limits.ts';
import { type RawRow, UnreadableImport } from './types.ts';

const CANDIDATES = [',', ';', '\t', '|'] as const;

/**
 * Rows of a CSV or TSV file with a header line. A cell left empty is a field left out; a column that occurs more than once
 * (Merchant Center's `additional_image_link`) gives a list. Rows of the wrong width are errors of their own.
 *
 * @param delimiter left out, it is found in the header: Excel in Italian writes `;`, and may name it in a first line `sep=;`
 * @throws UnreadableImport where there is no header, or a quote is never closed
 */
export async function* readDelimited(text: AsyncIterable<string>, delimiter?: string): AsyncGenerator<RawRow> {
  let splitter: CsvSplitter | null = null;
  let columns: string[] | null = null;
  let head = '';
  let row = 0;
  const rowOf = (record: CsvRecord): RawRow | null => {
    if (columns === null) {
      columns = headerOf(record);
      return null;
    }
    row++;
    return toRow(record, columns, row);
  };
  for await (const piece of text) {
    let fresh = piece;
    if (splitter === null) {
      head += piece;
      const start = startOf(head, delimiter, false);
      if (!start) continue;
      splitter = new CsvSplitter(start.delimiter);
      fresh = head.slice(start.offset);
    }
    for (const record of splitter.push(fresh, row)) {
      const read = rowOf(record);
      if (read) yield read;
    }
  }
  if (splitter === null) {
    const start = startOf(head, delimiter, true);
    splitter = new CsvSplitter(start?.delimiter ?? ',');
    for (const record of splitter.push(head.slice(start?.offset ?? 0), row)) {
      const read = rowOf(record);
      if (read) yield read;
    }
  }
  const last = splitter.finish(row);
  const read = last && rowOf(last);
  if (read) yield read;
  if (columns === null) throw new UnreadableImport('The file has no header line', 0);
}

/** Delimiter, and where the header starts; null while the header is not complete. */
function startOf(head: string, known: string | undefined, ended: boolean): { delimiter: string; offset: number } | null {
  const lineEnd = endOfLine(head);
  if (lineEnd < 0 && !ended) {
    if (head.length > ROW_MAX_CHARS) throw new UnreadableImport('The header line does not end', 0);
    return null;
  }
  const line = lineEnd < 0 ? head : head.slice(0, lineEnd);
  const hint = /^sep=(.)$/i.exec(line.trim());
  if (hint?.[1]) {
    const offset = head[lineEnd] === '\r' && head[lineEnd + 1] === '\n' ? lineEnd + 2 : lineEnd + 1;
    return { delimiter: hint[1], offset };
  }
  return { delimiter: known ?? mostFrequent(line), offset: 0 };
}

/** First line break outside quotes; a CR at the very end waits for what follows it. */
function endOfLine(text: string): number {
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '"') quoted = !quoted;
    else if (!quoted && char === '\n') return i;
    else if (!quoted && char === '\r' && i + 1 < text.length) return i;
  }
  return -1;
}

function mostFrequent(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '');
  let best: string = ',';
  let most = 0;
  for (const candidate of CANDIDATES) {
    const count = bare.split(candidate).length - 1;
    if (count > most) [best, most] = [candidate, count];
  }
  return best;
}

function headerOf(record: CsvRecord): string[] {
  const columns = record.cells.map((cell) => cell.trim());
  if (record.error) throw new UnreadableImport(`The header line ${record.error}`, 0);
  if (!columns.some(Boolean)) throw new UnreadableImport('The header line names no column', 0);
  if (columns.length > ROW_FIELDS_MAX) throw new UnreadableImport(`The header line has more than ${ROW_FIELDS_MAX} columns`, 0);
  return columns;
}

function toRow(record: CsvRecord, columns: readonly string[], row: number): RawRow {
  if (record.error) return { row, fields: {}, error: record.error };
  // spreadsheets pad rows with empty cells; text beyond the header is text in the wrong place
  const width = record.cells.findLastIndex((cell) => cell !== '') + 1;
  if (width > columns.length || record.cells.length < columns.length) {
    return { row, fields: {}, error: `has ${Math.max(width, record.cells.length)} columns where the header has ${columns.length}` };
  }
  const fields: Record<string, unknown> = Object.create(null);
  for (let i = 0; i < columns.length; i++) {
    const name = columns[i]!;
    const cell = record.cells[i]!.trim();
    if (name === '' || cell === '') continue;
    if (cell.includes(REPLACEMENT))
      return { row, fields: {}, error: `has characters in "${name}" that could not be read: save the file as UTF-8` };
    const before = fields[name];
    fields[name] = before === undefined ? cell : Array.isArray(before) ? [...before, cell] : [before, cell];
  }
  return { row, fields: { ...fields } };
}
