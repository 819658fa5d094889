import { readRows } from '../imports/read-rows.ts';
import type { RawRow } from '../imports/types.ts';
import { type ShopifyOptions, shopifyRows } from './shopify-csv.ts';

/**
 * Rows of a catalog in any accepted format, ready for `parseProduct`: as `readRows`, with Shopify's product export recognised
 * by its header.
 *
 * @throws UnreadableImport (while iterating), as `readRows`
 */
export function readProductRows(
  contentType: string,
  body: ReadableStream<Uint8Array>,
  options: ShopifyOptions = {},
): AsyncIterable<RawRow> {
  return shopifyRows(readRows(contentType, body), options);
}
