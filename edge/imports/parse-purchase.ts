import { ID_PATTERN } from '../../shared/ids.ts';
import { EVENT_ITEMS_MAX } from '../../shared/protocol.ts';
import { PURCHASE_CHANNELS, type Purchase, type PurchaseItem } from '../../shared/schemas/purchase.ts';
import { defined, FieldReader, type ImportSite } from './fields.ts';
import { readPersonHash } from './person-hash.ts';
import type { RawRow, RowResult } from './types.ts';

/** Returns of heavy goods run to hundreds; beyond this a quantity is a product code in the wrong column. */
const QUANTITY_MAX = 100_000;

/**
 * A receipt from a till, the phone, a marketplace or the web shop. Amounts are major units, as on paper. A refund names its order by
 * `refundOf` and carries what went back as a positive total.
 */
export function parsePurchase(raw: RawRow, site: ImportSite, nowMs: number): RowResult<Purchase> {
  const row = new FieldReader(raw);
  const orderId = row.id('orderId', true);
  const atMs = row.pastMs('at', site, nowMs, true);
  const channel = row.oneOf('channel', PURCHASE_CHANNELS, true);
  const storeCode = row.text('storeCode', { pattern: ID_PATTERN, hint: 'may hold 1–64 letters, digits, "-", "_" or "."' });
  const currency = row.currency('currency', site.currency);
  const refundOf = row.id('refundOf');
  const totalMinor = readTotal(row, currency);
  const items = readItems(row, currency);
  const who = {
    customerId: row.id('customerId'),
    loyaltyCard: row.id('loyaltyCard'),
    emailSha256: readPersonHash(row, 'emailSha256'),
    phoneSha256: readPersonHash(row, 'phoneSha256'),
  };
  if (orderId !== undefined && orderId === refundOf) row.fail('refundOf', 'names the receipt itself: a refund needs an orderId of its own');
  row.warnUnknown();
  return row.finish(() =>
    defined<Purchase>({
      orderId: orderId!,
      atMs: atMs!,
      channel: channel!,
      storeCode,
      ...who,
      totalMinor: totalMinor!,
      currency: currency!,
      items,
      refundOf,
    }),
  );
}

function readTotal(row: FieldReader, currency: string | undefined): number | undefined {
  const value = row.value('total');
  const negative = typeof value === 'number' ? value < 0 : typeof value === 'string' && value.trim().startsWith('-');
  if (negative) return row.fail('total', 'must be 0 or more; money given back is a receipt with refundOf and a positive total');
  return row.amountMinor('total', currency, { required: true });
}

function readItems(row: FieldReader, currency: string | undefined): PurchaseItem[] {
  const list = row.list('items') ?? [];
  if (list.length > EVENT_ITEMS_MAX * 5) row.fail('items', `has more than ${EVENT_ITEMS_MAX * 5} entries`);
  const items: PurchaseItem[] = [];
  for (const [index, entry] of list.slice(0, EVENT_ITEMS_MAX * 5).entries()) {
    const item = row.nested(`items.${index}`, entry);
    const itemId = item?.id(item.named('item_id', 'itemId'), true);
    const priceMinor = item?.amountMinor('price', currency, { required: true });
    const quantity = item?.number('quantity', { min: 0, max: QUANTITY_MAX }) ?? 1;
    item?.warnUnknown(new Set(['item_name', 'item_brand', 'item_category', 'item_variant', 'discount', 'coupon', 'index']));
    if (itemId !== undefined && priceMinor !== undefined) items.push({ itemId, priceMinor, quantity });
  }
  return items;
}
