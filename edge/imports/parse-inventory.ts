import { ID_PATTERN } from '../../shared/ids.ts';
import type { InventoryLine } from '../../shared/schemas/store.ts';
import { defined, FieldReader, type ImportSite } from './fields.ts';
import { readPrice } from './prices.ts';
import type { RawRow, RowResult } from './types.ts';

/** Merchant Center local inventory attributes that stock alone does not need. */
const KNOWN = new Set([
  'sale_price',
  'sale_price_effective_date',
  'pickup_method',
  'pickup_sla',
  'pickup_link_template',
  'local_shipping_label',
  'instore_product_location',
]);
const QUANTITY_MAX = 10_000_000;
const AVAILABILITIES = ['in_stock', 'limited_availability', 'on_display_to_order', 'out_of_stock'] as const;

/**
 * A line of stock, in Merchant Center's local inventory names (or `storeCode`, `productId`).
 * Quantity and availability each stand in for the other: without a quantity, a line `in_stock` has at least one.
 */
export function parseInventory(raw: RawRow, site: ImportSite, nowMs: number): RowResult<InventoryLine> {
  const row = new FieldReader(raw);
  const storeCode = row.text(row.named('store_code', 'storeCode', 'store'), {
    required: true,
    pattern: ID_PATTERN,
    hint: 'may hold 1–64 letters, digits, "-", "_" or "."',
  });
  const productId = row.text(row.named('id', 'productId', 'item_id', 'sku'), { required: true, max: 128 });
  const quantity = row.number('quantity', { min: 0, max: QUANTITY_MAX, integer: true });
  const availability = readAvailability(row);
  if (quantity === undefined && availability === undefined && !row.failed) row.fail('quantity', 'is missing, and so is availability');
  const currency = row.currency('currency', site.currency);
  const price = readPrice(row, 'price', currency);
  const asOfMs = row.pastMs(row.named('asOf', 'as_of'), site, nowMs) ?? nowMs;
  // where the two disagree, promising too little is the smaller harm
  const none = quantity === 0 || availability === 'out_of_stock';
  if (none && ((quantity ?? 0) > 0 || (availability !== undefined && availability !== 'out_of_stock'))) {
    row.warn('availability', 'disagrees with the quantity: taken as out of stock');
  }
  row.warnUnknown(KNOWN);
  return row.finish(() =>
    defined<InventoryLine>({
      storeCode: storeCode!,
      productId: productId!,
      quantity: none ? 0 : (quantity ?? (availability === 'on_display_to_order' ? 0 : 1)),
      availability: none ? 'out_of_stock' : (availability ?? 'in_stock'),
      priceMinor: price?.minor,
      currency: price?.currency,
      asOfMs,
    }),
  );
}

/** Feeds write the values with spaces as often as with underscores, and schema.org as addresses. */
function readAvailability(row: FieldReader): InventoryLine['availability'] | undefined {
  const text = row.text('availability', { max: 100 });
  if (text === undefined) return undefined;
  const plain = text
    .replace(/^https?:\/\/schema\.org\//i, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  const found = AVAILABILITIES.find((value) => value === plain);
  return found ?? row.fail('availability', `must be one of ${AVAILABILITIES.join(', ')}`);
}
