import { type Context, Hono } from 'hono';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import { type SiteRpc, siteClient } from '../../site/client.ts';
import { EXPORT_FIELDS, type ExportRow } from '../../site/exports.ts';
import type { ExportKind } from '../../site/types.ts';
import { cursorText, outcomeOf, siteOf, textCursor, wholeNumber, wrongParameter } from './answers.ts';

/** Rows asked of the site at once while a whole export streams: some hundred kilobytes. */
const ROWS_PER_CALL = 1_000;
const LIMIT_MAX = 10_000;

/** How rows become text; the first line of a table names its fields. */
const FORMATS = {
  ndjson: { type: 'application/x-ndjson', head: () => '', line: (row: ExportRow) => `${JSON.stringify(row)}\n` },
  csv: {
    type: 'text/csv; charset=utf-8; header=present',
    head: (fields: readonly string[]) => `${fields.join(',')}\r\n`,
    line: (row: ExportRow, fields: readonly string[]) => `${fields.map((field) => csvField(row[field])).join(',')}\r\n`,
  },
} as const;

/** What the site keeps, as a file. */
export function exportRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/sites/:site/exports/:kind', exportAll);
}

/**
 * Streams from the cursor to the end; with `limit`, so many rows, and the header `tappa-next` has the cursor of the next page, where there is one.
 * @throws 404 unknown site or kind, 422 another format, cursor or limit
 */
async function exportAll(c: Context<AppEnv>): Promise<Response> {
  const kind = c.req.param('kind') as ExportKind;
  if (!Object.hasOwn(EXPORT_FIELDS, kind))
    throw problem(404, { detail: `There is no such export: there are ${Object.keys(EXPORT_FIELDS).join(', ')}.` });
  const asked = c.req.query('format') ?? 'ndjson';
  if (!Object.hasOwn(FORMATS, asked)) throw wrongParameter('format', 'must be "ndjson" or "csv": there is no other');
  const format = FORMATS[asked as keyof typeof FORMATS];
  const limit =
    c.req.query('limit') === undefined ? null : wholeNumber('limit', c.req.query('limit'), { otherwise: 0, min: 1, max: LIMIT_MAX });
  const site = siteClient(c.env, siteOf(c));
  const after = cursorOf(c, kind);
  const first = outcomeOf(c, await site.exportRows(kind, after, limit ?? ROWS_PER_CALL));
  const fields = EXPORT_FIELDS[kind];
  const textOf = (rows: readonly ExportRow[]): string => rows.map((row) => format.line(row, fields)).join('');
  const next = limit === null ? null : cursorText(first.next);
  const headers = {
    'content-type': format.type,
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename="${kind}.${asked}"`,
    ...(next === null ? {} : { 'tappa-next': next }),
  };
  const start = format.head(fields) + textOf(first.items);
  return new Response(limit === null ? streamOf(site, kind, start, first.next, textOf) : start, { headers });
}

/** A page is asked for when the reader has taken the one before. An export that breaks off ends in an error, never as if it were whole. */
function streamOf(
  site: SiteRpc,
  kind: ExportKind,
  start: string,
  from: string | null,
  textOf: (rows: readonly ExportRow[]) => string,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after = from;
  return new ReadableStream({
    start: (controller) => {
      if (start !== '') controller.enqueue(encoder.encode(start));
      if (after === null) controller.close();
    },
    pull: async (controller) => {
      const page = await site.exportRows(kind, after, ROWS_PER_CALL);
      if (!page.ok) throw new Error(page.message);
      after = page.value.next;
      const text = textOf(page.value.items);
      if (text !== '') controller.enqueue(encoder.encode(text));
      if (after === null) controller.close();
    },
  });
}

/** @throws 422 */
function cursorOf(c: Context<AppEnv>, kind: ExportKind): string | null {
  const text = textCursor(c);
  if (text === null) return null;
  const isOne = kind === 'rollups' ? isRollupKey(text) : kind === 'events' || /^[me]/.test(text);
  if (!isOne) throw wrongParameter('cursor', 'is not a cursor of this export');
  return text;
}

function isRollupKey(text: string): boolean {
  try {
    const key: unknown = JSON.parse(text);
    return Array.isArray(key) && key.length === 3 && key.every((each) => typeof each === 'string');
  } catch {
    return false;
  }
}

/** RFC 4180. */
function csvField(value: ExportRow[string] | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
