import { type Context, Hono } from 'hono';
import type { InventoryLine } from '../../../shared/schemas/store.ts';
import type { AppEnv } from '../../http/context.ts';
import { parseStore } from '../../imports/parse-store.ts';
import { RECORD_FORMATS, readRows } from '../../imports/read-rows.ts';
import { siteClient } from '../../site/client.ts';
import { loadPublishedSite } from '../../site/snapshot.ts';
import { stockByStore, type WantedItem, withHours } from '../../stores/availability.ts';
import { cursorText, decimal, moment, outcomeOf, pageSize, siteOf, textCursor, wholeNumber, wrongParameter } from './answers.ts';
import { type ImportPlan, runImport } from './run-import.ts';

/** Products of one question: a cart's lines. */
const WANTED_MAX = 100;
const QUANTITY_MAX = 100_000;

const plan: ImportPlan<'stores'> = {
  kind: 'stores',
  formats: RECORD_FORMATS,
  rows: readRows,
  parse: parseStore,
  keyFields: ['storeCode', 'store_code', 'branchCode'],
};

/** Shops: import, list, and which of them have what is wanted. */
export function storeRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/sites/:site/stores', async (c) => c.json(await runImport(c, plan)))
    .get('/sites/:site/stores', async (c) => {
      const page = outcomeOf(c, await siteClient(c.env, siteOf(c)).listStores(textCursor(c), pageSize(c)));
      return c.json({ items: page.items, next: cursorText(page.next) });
    })
    .get('/sites/:site/stores/availability', async (c) => {
      const wanted = wantedItems(c.req.query('items'));
      const position = positionOf(c);
      const nowMs = moment('at', c.req.query('at'), Date.now());
      const limit = wholeNumber('limit', c.req.query('limit'), {
        otherwise: Number.MAX_SAFE_INTEGER,
        min: 1,
        max: Number.MAX_SAFE_INTEGER,
      });
      const site = siteClient(c.env, siteOf(c));
      const lines = outcomeOf(c, await site.readStock([...new Set(wanted.map(({ itemId }) => itemId))]));
      const stores = (await loadPublishedSite(c.env, siteOf(c), Date.now()))?.stores ?? [];
      // Hours are worked out only for the shops that are shown: that is nearly all of the work.
      const found = stockByStore({ stores, stock: byProduct(lines), wanted, position }).slice(0, limit);
      return c.json({ stores: found.map((store) => withHours(store, nowMs)) });
    });
}

/** `SKU:QTY,…`; an id may hold colons, so the last one counts, and without a quantity one is wanted. @throws 422 */
export function wantedItems(text: string | undefined): WantedItem[] {
  const entries = (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
  if (entries.length === 0) throw wrongParameter('items', 'must name what is wanted, as SKU:QUANTITY with commas between');
  if (entries.length > WANTED_MAX) throw wrongParameter('items', `may name ${WANTED_MAX} products at the most`);
  return entries.map((entry) => {
    const { itemId, quantity } = /^(?<itemId>.+?)(?::(?<quantity>\d+))?$/.exec(entry)!.groups as { itemId: string; quantity?: string };
    return { itemId, quantity: wholeNumber('items', quantity, { otherwise: 1, min: 1, max: QUANTITY_MAX }) };
  });
}

/** Where the shopper is; null when not said. @throws 422 for half a position */
function positionOf(c: Context<AppEnv>): { latitude: number; longitude: number } | null {
  const { lat, lon } = c.req.query();
  if (lat === undefined && lon === undefined) return null;
  if (lat === undefined || lon === undefined) throw wrongParameter(lat === undefined ? 'lat' : 'lon', 'is missing: a position has both');
  return { latitude: decimal('lat', lat, -90, 90), longitude: decimal('lon', lon, -180, 180) };
}

function byProduct(lines: readonly InventoryLine[]): Map<string, InventoryLine[]> {
  const grouped = new Map<string, InventoryLine[]>();
  for (const line of lines) {
    const group = grouped.get(line.productId);
    if (group) group.push(line);
    else grouped.set(line.productId, [line]);
  }
  return grouped;
}
