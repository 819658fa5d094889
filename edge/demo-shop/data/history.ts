import { receipts } from './history-receipts.ts';
import type { EventRow, HistoryOptions, ReceiptRow } from './history-types.ts';
import { visits, type WebOrder } from './history-visits.ts';

/**
 * The shop's past: what its web visitors did and what its tills sold. The same people, the same acts and the same ids for a seed; only the
 * dates move with the day of `nowMs`, so that the last visits were yesterday's.
 *
 * @returns `events` tells one visitor after another (read it once, from the start); `purchases` are all receipts, oldest first
 */
export function demoHistory(options: HistoryOptions): { events: Iterable<EventRow>; purchases: ReceiptRow[] } {
  const orders: WebOrder[] = [];
  // the web's orders are part of the receipts, so the visits are walked once to learn them
  for (const _ of visits(options, (order) => orders.push(order)));
  return { events: { [Symbol.iterator]: () => visits(options, () => undefined) }, purchases: receipts(options, orders) };
}
