import { Hono } from 'hono';
import * as v from 'valibot';
import { type Money, parseFeedPrice, toMinor } from '../../../shared/money.ts';
import { FUTURE_TOLERANCE_MS } from '../../../shared/protocol.ts';
import { parseJsonBody } from '../../http/body.ts';
import type { AppEnv } from '../../http/context.ts';
import { parseInventory } from '../../imports/parse-inventory.ts';
import { RECORD_FORMATS, readRows } from '../../imports/read-rows.ts';
import { siteClient } from '../../site/client.ts';
import { forgetSite } from '../../site/snapshot.ts';
import { outcomeOf, siteOf, wrongParameter } from './answers.ts';
import { type ImportPlan, runImport } from './run-import.ts';
import { inventoryRow } from './shapes.ts';

const PATCH_BODY_MAX_BYTES = 4 * 1024;
const QUANTITY_MAX = 10_000_000;

const plan: ImportPlan<'inventory'> = {
  kind: 'inventory',
  formats: RECORD_FORMATS,
  rows: readRows,
  parse: parseInventory,
  keyFields: ['id', 'productId', 'item_id', 'sku'],
};

const PatchSchema = v.pipe(
  v.strictObject({
    quantity: v.optional(
      v.pipe(v.number(), v.integer('must be a whole number'), v.minValue(0, 'must be 0 or more'), v.maxValue(QUANTITY_MAX)),
    ),
    availability: v.optional(v.picklist(['in_stock', 'limited_availability', 'on_display_to_order', 'out_of_stock'])),
    price: v.optional(v.union([v.pipe(v.string(), v.maxLength(40)), v.pipe(v.number(), v.minValue(0))])),
    asOf: v.optional(
      v.pipe(
        v.string(),
        v.maxLength(40),
        v.check((text) => !Number.isNaN(Date.parse(text)), 'is not an ISO 8601 date'),
      ),
    ),
  }),
  v.check(({ quantity, availability, price }) => (quantity ?? availability ?? price) !== undefined, 'names nothing to change'),
);

/** Stock: import, and one line at a time as a till or a warehouse tells it. */
export function inventoryRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/sites/:site/inventory', async (c) => c.json(await runImport(c, plan)))
    .patch('/sites/:site/inventory/:storeCode/:productId', async (c) => {
      const { quantity, availability, price, asOf } = await parseJsonBody(c, PatchSchema, PATCH_BODY_MAX_BYTES);
      const nowMs = Date.now();
      const asOfMs = asOf === undefined ? nowMs : Date.parse(asOf);
      if (asOfMs > nowMs + FUTURE_TOLERANCE_MS) throw wrongParameter('asOf', 'lies in the future');
      const site = siteClient(c.env, siteOf(c));
      const money = price === undefined ? null : priceOf(price, outcomeOf(c, await site.readSettings()).currency);
      const patch = {
        ...(quantity === undefined ? {} : { quantity }),
        ...(availability === undefined ? {} : { availability }),
        ...(money ? { priceMinor: money.minor, currency: money.currency } : {}),
        asOfMs,
      };
      const line = outcomeOf(c, await site.patchInventory(c.req.param('storeCode'), c.req.param('productId'), patch, c.get('actor')));
      forgetSite(siteOf(c));
      return c.json(inventoryRow(line));
    });
}

/** `"120.00 EUR"`, or a number in the site's currency. @throws 422 */
function priceOf(price: string | number, siteCurrency: string): Money {
  const money =
    typeof price === 'number' ? { minor: toMinor(price, siteCurrency), currency: siteCurrency } : parseFeedPrice(price, siteCurrency);
  if (!money) throw wrongParameter('price', 'is not a price such as "120.00 EUR"');
  return money;
}
