import * as v from 'valibot';
import { ID_PATTERN } from '../../shared/ids.ts';
import { EventSchema, type VisitEvent } from '../../shared/schemas/event.ts';
import { FieldReader, type ImportSite } from './fields.ts';
import { sha256Hex } from './sha256.ts';
import type { RawRow, RowResult } from './types.ts';

/** An act of the past, and whose it was. */
export interface PastEvent {
  visitorId: string;
  /** session it belongs to, where the sender knows */
  sessionId?: string;
  event: VisitEvent;
}

const OWN_FIELDS = new Set(['visitorId', 'sessionId', 'session', 'at']);
const EVENT_FIELDS = new Set(Object.keys(EventSchema.entries));
/** Columns that make up a single item, where CSV has one row an item. */
const ITEM_FIELDS = ['item_id', 'item_name', 'item_brand', 'item_category', 'item_variant', 'item_list_id', 'price', 'quantity'] as const;
const NUMBERS = new Set(['value', 'shipping', 'score', 'price', 'quantity']);

/**
 * A row of past traffic: `{visitorId, type, at, …}` as live events, with any date of the past. Without an `id`, one is derived from the
 * whole content, so that the same file imported twice counts once.
 */
export function parseEvent(raw: RawRow, site: ImportSite, nowMs: number): RowResult<PastEvent> {
  const row = new FieldReader(raw);
  const visitorId = row.text('visitorId', { required: true, pattern: ID_PATTERN, hint: 'may hold 1–64 letters, digits, "-", "_" or "."' });
  const sessionId = row.text(row.named('sessionId', 'session'), {
    pattern: ID_PATTERN,
    hint: 'may hold 1–64 letters, digits, "-", "_" or "."',
  });
  const atMs = row.pastMs('at', site, nowMs, true);
  const fields = eventFields(row, raw.fields);
  row.warnUnknown(new Set([...OWN_FIELDS, ...EVENT_FIELDS, ...(fields.items === raw.fields.items ? [] : ITEM_FIELDS)]));
  if (row.failed) return row.finish(() => never());
  const content = { ...fields, at: new Date(atMs!).toISOString() };
  const id = fields.id ?? sha256Hex(canonical([visitorId, sessionId ?? null, content])).slice(0, 32);
  const parsed = v.safeParse(EventSchema, { ...content, id });
  if (!parsed.success) for (const issue of parsed.issues) row.fail(v.getDotPath(issue) ?? '', issue.message);
  else refuseNegativeMoney(row, parsed.output);
  return row.finish(() => ({
    visitorId: visitorId!,
    ...(sessionId === undefined ? {} : { sessionId }),
    event: parsed.output as VisitEvent,
  }));
}

/** As of receipts. Money given back is a refund, whose amount may be told with either sign. */
function refuseNegativeMoney(row: FieldReader, { type, value = 0, shipping = 0, items = [] }: VisitEvent): void {
  if (value < 0 && type === 'purchase') row.fail('value', 'must be 0 or more; money given back is an event of type refund');
  if (shipping < 0) row.fail('shipping', 'must be 0 or more');
  for (const [index, { price = 0 }] of items.entries()) if (price < 0) row.fail(`items.${index}.price`, 'must be 0 or more');
}

function eventFields(row: FieldReader, raw: Record<string, unknown>): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of EVENT_FIELDS) {
    const value = name === 'items' ? row.list('items') : row.value(name);
    if (value !== undefined && name !== 'at') fields[name] = read(name, value);
  }
  if (typeof fields.id === 'number') fields.id = String(fields.id);
  if (fields.items === undefined && raw.item_id !== undefined && raw.item_id !== '') {
    const item = Object.fromEntries(
      ITEM_FIELDS.filter((name) => row.value(name) !== undefined).map((name) => [name, read(name, row.value(name))]),
    );
    fields.items = [item];
  }
  return fields;
}

/** Cells of CSV are text even where they count; what is no number stays as it is and is refused by the schema. */
function read(name: string, value: unknown): unknown {
  return NUMBERS.has(name) && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
}

/** JSON with the keys of objects in order, so that the same content gives the same text. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`).join(',')}}`;
}

function never(): never {
  throw new Error('a refused row has no value');
}
