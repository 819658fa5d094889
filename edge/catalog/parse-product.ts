import type { Availability, Product } from '../../shared/schemas/product.ts';
import { momentMs } from '../imports/dates.ts';
import { defined, FieldReader, type ImportSite } from '../imports/fields.ts';
import { readPrice } from '../imports/prices.ts';
import type { RawRow, RowResult } from '../imports/types.ts';
import { KNOWN_ATTRIBUTES } from './known-attributes.ts';

const ID_MAX_CHARS = 128;
/** Merchant Center allows 150; an event's `item_name` 300. */
const TITLE_MAX_CHARS = 300;
/** Enough for a card and for telling products apart; the catalog of a whole site is read into memory. */
const DESCRIPTION_MAX_CHARS = 500;
const CATEGORY_DEPTH_MAX = 8;
const LANGUAGE = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/**
 * A product in Merchant Center's names (with or without `g:`), which the JSON form shares, or the plainer names of a
 * spreadsheet (`sku`, `name`, `url`, `image`, `category`). Prices keep the currency they come with.
 */
export function parseProduct(raw: RawRow, site: ImportSite, nowMs: number): RowResult<Product> {
  const row = new FieldReader(withoutPrefix(raw));
  const id = row.text(row.named('id', 'sku', 'item_id'), { required: true, max: ID_MAX_CHARS });
  const title = row.text(row.named('title', 'name'), { required: row.value('titles') === undefined, max: TITLE_MAX_CHARS });
  const titles = readTitles(row);
  const link = readAddress(row, row.named('link', 'url'), true);
  const imageLink = readAddress(row, row.named('image_link', 'image', 'imageLink'), false);
  const currency = row.currency('currency', site.currency);
  const price = readPrice(row, 'price', currency);
  if (row.value('price') === undefined) row.fail('price', 'is missing');
  const sale = readPrice(row, 'sale_price', price?.currency ?? currency);
  const salePrice = price && sale && saleCounts(row, price, sale, site, nowMs) ? sale : undefined;
  const product = {
    availability: readAvailability(row),
    brand: row.text('brand', { max: 120 }),
    categories: readCategories(row),
    itemGroupId: row.text(row.named('item_group_id', 'itemGroupId'), { max: ID_MAX_CHARS }),
    description: readDescription(row),
    gtin: row.text('gtin', { max: 50 }),
    mpn: row.text('mpn', { max: 120 }),
    condition: row.text('condition', { max: 40 })?.toLowerCase(),
  };
  row.warnUnknown(KNOWN_ATTRIBUTES);
  return row.finish(() =>
    defined<Product>({
      id: id!,
      title: title ?? titles!.it ?? Object.values(titles!)[0]!,
      titles,
      link: link!,
      imageLink,
      price: price!,
      salePrice,
      ...product,
    }),
  );
}

/** JSON exports of feeds keep the prefix in the name. */
function withoutPrefix(raw: RawRow): RawRow {
  if (!Object.keys(raw.fields).some((name) => name.startsWith('g:'))) return raw;
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw.fields)) if (!name.startsWith('g:')) fields[name] = value;
  for (const [name, value] of Object.entries(raw.fields)) if (name.startsWith('g:')) fields[name.slice(2)] = value;
  return { ...raw, fields };
}

function readTitles(row: FieldReader): Record<string, string> | undefined {
  const nested = row.object('titles');
  if (!nested) return undefined;
  const titles: Record<string, string> = {};
  for (const language of nested.names) {
    if (!LANGUAGE.test(language)) nested.fail(language, 'is not a language such as it or en-GB');
    const text = nested.text(language, { max: TITLE_MAX_CHARS });
    if (text !== undefined) titles[language] = text;
  }
  return Object.keys(titles).length > 0 ? titles : undefined;
}

/** An address of a page: http(s), or a path of the shop itself. Anything else (`javascript:`) never reaches a page. */
function readAddress(row: FieldReader, name: string, required: boolean): string | undefined {
  const text = row.text(name, { required, max: 2_000 });
  if (text === undefined) return undefined;
  if (/^\/(?!\/)[^\s\\]*$/.test(text)) return text;
  const url = URL.parse(text.replace(/ /g, '%20'));
  if (!url || !/^https?:$/.test(url.protocol)) return row.fail(name, 'must be an http or https address');
  return url.href;
}

/** A sale price that is none, or is not on now, is left out: a struck-through price has to be true. */
function saleCounts(
  row: FieldReader,
  price: { minor: number; currency: string },
  sale: { minor: number; currency: string },
  site: ImportSite,
  nowMs: number,
): boolean {
  const dates = row.text('sale_price_effective_date', { max: 100 });
  if (sale.currency !== price.currency) row.warn('sale_price', 'has another currency than the price and was left out');
  else if (sale.minor >= price.minor) {
    if (sale.minor > price.minor) row.warn('sale_price', 'is higher than the price and was left out');
  } else if (dates === undefined) return true;
  else {
    const [from, until] = dates.split('/').map((text) => momentMs(text, site.timeZone));
    if (from == null || until == null)
      row.warn('sale_price_effective_date', 'is not two dates with a slash between them; the sale price was left out');
    else if (nowMs < from || nowMs > until) row.warn('sale_price', 'is not in effect at the time of the import and was left out');
    else return true;
  }
  return false;
}

const AVAILABILITIES: Readonly<Record<string, Availability>> = {
  in_stock: 'in_stock',
  instock: 'in_stock',
  available: 'in_stock',
  limited_availability: 'in_stock',
  online_only: 'in_stock',
  in_store_only: 'in_stock',
  disponibile: 'in_stock',
  out_of_stock: 'out_of_stock',
  outofstock: 'out_of_stock',
  sold_out: 'out_of_stock',
  discontinued: 'out_of_stock',
  non_disponibile: 'out_of_stock',
  esaurito: 'out_of_stock',
  preorder: 'preorder',
  pre_order: 'preorder',
  pre_sale: 'preorder',
  backorder: 'backorder',
  back_order: 'backorder',
};

/** Left out, a product counts as in stock, as a page that sells it says. */
function readAvailability(row: FieldReader): Availability {
  const text = row.text('availability', { max: 100 });
  if (text === undefined) return 'in_stock';
  const plain = text
    .replace(/^https?:\/\/schema\.org\//i, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return AVAILABILITIES[plain] ?? row.fail('availability', 'must be one of in_stock, out_of_stock, preorder, backorder') ?? 'out_of_stock';
}

/** The shop's own tree tells more than Google's; Google's may be a bare number of its list, which tells nothing. */
function readCategories(row: FieldReader): string[] {
  const own = row.text(row.named('product_type', 'category', 'categories'), { max: 750 });
  const google = row.text('google_product_category', { max: 750 });
  const tree = own ?? (google && !/^\d+$/.test(google) ? google : '');
  return tree
    .split('>')
    .map((part) => part.trim())
    .filter(Boolean)
    .slice(0, CATEGORY_DEPTH_MAX);
}

function readDescription(row: FieldReader): string | undefined {
  const name = row.named('description', 'summary');
  const value = row.value(name);
  const text = Array.isArray(value) ? value[0] : value;
  if (typeof text !== 'string') return value === undefined ? undefined : row.fail(name, 'must be text');
  const plain = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? undefined : plain.slice(0, DESCRIPTION_MAX_CHARS);
}
