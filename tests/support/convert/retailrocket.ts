/**
 * Turns RetailRocket's published clicks (`timestamp,visitorid,event,itemid,transactionid,session_id`) into rows for
 * `POST /v1/admin/sites/{site}/events`. The source has no prices and no quantities: none are made up but the quantity of one
 * that a line of a transaction stands for.
 *
 * Run: `node tests/support/convert/retailrocket.ts FILE.csv > events.ndjson`
 */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { readRows } from '../../../edge/imports/read-rows.ts';

export interface RetailRocketEvent {
  visitorId: string;
  sessionId: string;
  type: 'view_item' | 'add_to_cart' | 'purchase';
  at: string;
  transaction_id?: string;
  items: { item_id: string; quantity: number }[];
}

const TYPES: Readonly<Record<string, RetailRocketEvent['type']>> = { view: 'view_item', addtocart: 'add_to_cart', transaction: 'purchase' };

/** Events in the order of the file; the lines of one transaction become one purchase, at the moment of its first line. */
export async function convertRetailRocket(csv: ReadableStream<Uint8Array>): Promise<RetailRocketEvent[]> {
  const events: RetailRocketEvent[] = [];
  const orders = new Map<string, RetailRocketEvent>();
  for await (const { row, fields, error } of readRows('text/csv', csv)) {
    const type = TYPES[String(fields.event)];
    const atMs = Number(fields.timestamp);
    if (error !== undefined || !type || !Number.isSafeInteger(atMs)) throw new Error(`Row ${row} is no RetailRocket event`);
    const item = { item_id: String(fields.itemid), quantity: 1 };
    const order = type === 'purchase' ? String(fields.transactionid) : null;
    const known = order === null ? undefined : orders.get(order);
    if (known) {
      known.items.push(item);
      continue;
    }
    const event: RetailRocketEvent = {
      visitorId: String(fields.visitorid),
      sessionId: String(fields.session_id),
      type,
      at: new Date(atMs).toISOString(),
      ...(order === null ? {} : { transaction_id: order }),
      items: [item],
    };
    if (order !== null) orders.set(order, event);
    events.push(event);
  }
  return events;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = process.argv[2];
  if (!file) {
    console.error('Usage: node tests/support/convert/retailrocket.ts FILE.csv > events.ndjson');
    process.exit(2);
  }
  const events = await convertRetailRocket(Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>);
  for (const event of events) console.log(JSON.stringify(event));
}
