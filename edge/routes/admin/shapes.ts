import { type Money, minorDigits, toMajor } from '../../../shared/money.ts';
import type { Product } from '../../../shared/schemas/product.ts';
import type { InventoryLine } from '../../../shared/schemas/store.ts';
import type { LoyaltyBalance, SiteRecord } from '../../site/types.ts';

/** Money as feeds write it: `120.00 EUR`. */
export function feedPrice({ minor, currency }: Money): string {
  return `${toMajor(minor, currency).toFixed(minorDigits(currency))} ${currency}`;
}

/** A product in the names it is imported by, so that what was read can be sent back. Fields without a value are left out. */
export function productRow(product: Product): Record<string, unknown> {
  return withoutBlanks({
    id: product.id,
    title: product.title,
    titles: product.titles,
    link: product.link,
    image_link: product.imageLink,
    price: feedPrice(product.price),
    sale_price: product.salePrice && feedPrice(product.salePrice),
    availability: product.availability,
    brand: product.brand,
    product_type: product.categories.length > 0 ? product.categories.join(' > ') : undefined,
    item_group_id: product.itemGroupId,
    description: product.description,
    gtin: product.gtin,
    mpn: product.mpn,
    condition: product.condition,
  });
}

/** Fields of `productRow`: what a patch may name. */
export const PRODUCT_FIELDS: ReadonlySet<string> = new Set([
  'id',
  'title',
  'titles',
  'link',
  'image_link',
  'price',
  'sale_price',
  'availability',
  'brand',
  'product_type',
  'item_group_id',
  'description',
  'gtin',
  'mpn',
  'condition',
]);

/** A line of stock in the names it is imported by. */
export function inventoryRow(line: InventoryLine): Record<string, unknown> {
  const { priceMinor, currency } = line;
  return withoutBlanks({
    store_code: line.storeCode,
    id: line.productId,
    quantity: line.quantity,
    availability: line.availability,
    price: priceMinor !== undefined && currency !== undefined ? feedPrice({ minor: priceMinor, currency }) : undefined,
    asOf: new Date(line.asOfMs).toISOString(),
  });
}

export function siteRow(site: SiteRecord): Record<string, unknown> {
  const { id, settings, createdAtMs, version, revision, counts } = site;
  return { id, ...settings, createdAt: new Date(createdAtMs).toISOString(), version, revision, counts };
}

export function loyaltyRow(balance: LoyaltyBalance): Record<string, unknown> {
  const { joinedAtMs, asOfMs, transactions, ...rest } = balance;
  return {
    ...rest,
    joinedAt: joinedAtMs === null ? null : new Date(joinedAtMs).toISOString(),
    asOf: new Date(asOfMs).toISOString(),
    transactions: transactions.map(({ atMs, ...entry }) => ({ ...entry, at: new Date(atMs).toISOString() })),
  };
}

function withoutBlanks(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
