import type { Fields } from '../fields.ts';
import { readNumber } from './number.ts';
import type { Telling } from './seam.ts';

export const MARKED_SELECTOR = '[data-tappa-product],[data-tappa-cart],[data-tappa-order],[data-tappa-search]';

const itemOf = ({ dataset }: HTMLElement): Fields => ({
  item_id: dataset.tappaProduct ?? dataset.tappaLine,
  item_name: dataset.tappaName,
  item_brand: dataset.tappaBrand,
  item_category: dataset.tappaCategory,
  price: readNumber(dataset.tappaPrice),
  quantity: readNumber(dataset.tappaQuantity),
});

/**
 * The manual way, for pages that say nothing else:
 * - `data-tappa-product="SKU"` with `data-tappa-name -brand -category -price -currency`: the product this page shows
 * - `data-tappa-cart` around `data-tappa-line="SKU"` elements with `data-tappa-quantity -price -name`: the whole cart, empty if without lines
 * - `data-tappa-order="ID"` with `data-tappa-value -currency` and lines: a purchase, on the confirmation page
 * - `data-tappa-search="term"`: a search's results
 *
 * @param marked one element that carries one of them
 */
export function readMarked(marked: HTMLElement): Telling {
  const { tappaProduct, tappaSearch, tappaOrder, tappaValue, tappaCurrency } = marked.dataset;
  const source = 'attributes';
  const currency = tappaCurrency;
  if (tappaProduct) return { source, name: 'view_item', params: { items: [itemOf(marked)], currency } };
  if (tappaSearch) return { source, name: 'search', params: { search_term: tappaSearch } };
  const items = [...marked.querySelectorAll<HTMLElement>('[data-tappa-line]')].map(itemOf);
  if (!tappaOrder) return { source, name: 'cart', params: { items, currency } };
  return { source, name: 'purchase', params: { transaction_id: tappaOrder, value: readNumber(tappaValue), items, currency } };
}
