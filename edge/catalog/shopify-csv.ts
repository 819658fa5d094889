import type { RawRow } from '../imports/types.ts';

/** Columns every product export of Shopify has. */
const SIGNATURE = ['Handle', 'Title'] as const;
/** A variant's row, as opposed to one that only adds an image. */
const VARIANT = ['Variant SKU', 'Variant Price', 'Option1 Value'] as const;
const OPTIONS = ['Option1 Value', 'Option2 Value', 'Option3 Value'] as const;

export interface ShopifyOptions {
  /** `https://shop.example`: exports name products by handle, not by address */
  origin?: string;
}

/** The product that rows belong to, and its first row. */
interface Group {
  handle: string;
  fields: Record<string, unknown>;
}

/**
 * Turns rows of a Shopify product export into rows in Merchant Center's names, one a variant, and passes other rows through as they
 * are. A product's first row has its texts, the rows that follow only what differs; a product with variants becomes a group.
 * Drafts, archived and unpublished products come as out of stock: nobody is shown them, and carts that hold one still have its name.
 */
export async function* shopifyRows(rows: AsyncIterable<RawRow>, options: ShopifyOptions = {}): AsyncGenerator<RawRow> {
  let shopify: boolean | null = null;
  let product: Group = { handle: '', fields: {} };
  for await (const raw of rows) {
    if (raw.error === undefined) shopify ??= isShopify(raw.fields);
    if (!shopify || raw.error !== undefined) {
      yield raw;
      continue;
    }
    const handle = text(raw.fields, 'Handle');
    if (handle === '') {
      yield { ...raw, error: 'has no Handle, so it belongs to no product' };
      continue;
    }
    if (product.handle !== handle) product = { handle, fields: raw.fields };
    const first = product.fields === raw.fields;
    if (!first && !VARIANT.some((name) => text(raw.fields, name) !== '')) continue;
    yield { row: raw.row, fields: merchantFields(raw.fields, product, options) };
  }
}

/** Whether the header is Shopify's: `Handle` and a variant's columns occur in no other format. */
function isShopify(fields: Record<string, unknown>): boolean {
  return SIGNATURE.every((name) => name in fields) && Object.keys(fields).some((name) => name.startsWith('Variant '));
}

function merchantFields(own: Record<string, unknown>, product: Group, options: ShopifyOptions): Record<string, unknown> {
  const shared = product.fields;
  const choices = OPTIONS.map((name) => text(own, name)).filter((choice) => choice !== '' && choice !== 'Default Title');
  const price = text(own, 'Variant Price') || text(shared, 'Variant Price');
  const before = text(own, 'Variant Compare At Price');
  const onSale = Number(before) > Number(price);
  const id = text(own, 'Variant SKU').replace(/^'/, '') || [product.handle, ...choices].join('-');
  const fields: Record<string, unknown> = {
    id,
    title: [text(shared, 'Title'), choices.join(' / ')].filter(Boolean).join(' – '),
    link: `${options.origin ?? ''}/products/${encodeURIComponent(product.handle)}`,
    image_link: text(own, 'Variant Image') || text(shared, 'Image Src'),
    description: text(shared, 'Body (HTML)'),
    brand: text(shared, 'Vendor'),
    product_type: text(shared, 'Type'),
    google_product_category: text(shared, 'Product Category') || text(shared, 'Google Shopping / Google Product Category'),
    gtin: text(own, 'Variant Barcode').replace(/^'/, ''),
    price: onSale ? before : price,
    sale_price: onSale ? price : '',
    availability: availabilityOf(own, shared),
    item_group_id: product.handle,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}

function availabilityOf(own: Record<string, unknown>, shared: Record<string, unknown>): string {
  const hidden =
    text(shared, 'Published').toLowerCase() === 'false' || ['draft', 'archived'].includes(text(shared, 'Status').toLowerCase());
  const tracked = text(own, 'Variant Inventory Tracker') !== '';
  const quantity = text(own, 'Variant Inventory Qty');
  const sellsWithout = text(own, 'Variant Inventory Policy').toLowerCase() === 'continue';
  if (hidden) return 'out_of_stock';
  if (quantity !== '' && Number(quantity) <= 0 && (tracked || !('Variant Inventory Tracker' in own)))
    return sellsWithout ? 'backorder' : 'out_of_stock';
  return 'in_stock';
}

function text(fields: Record<string, unknown>, name: string): string {
  const value = fields[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
