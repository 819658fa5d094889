import type { Fields } from '../fields.ts';
import { readNumber } from './number.ts';
import type { Telling } from './seam.ts';

export const MARKED_SELECTOR = '[data-tappa-product],[data-tappa-cart],[data-tappa-order],[data-tappa-search]';

const itemOf = ({ dataset }: HTMLElement, quantity?: string): Fields => ({
  item_id: dataset.tappaProduct ?? dataset.tappaAdd ?? dataset.tappaRemove ?? dataset.tappaLine,
  item_name: dataset.tappaName,
  item_brand: dataset.tappaBrand,
  item_category: dataset.tappaCategory,
  price: readNumber(dataset.tappaPrice),
  quantity: readNumber(dataset.tappaQuantity ?? quantity),
});

/**
 * The manual way, for pages that say nothing else:
 * - `data-tappa-product="SKU"` with `data-tappa-name -brand -category -price -currency`: the product this page shows
 * - `data-tappa-cart` around `data-tappa-line="SKU"` elements with `data-tappa-quantity -price -name`: the whole cart, empty if without lines
 * - `data-tappa-order="ID"` with `data-tappa-value -currency` and lines: a purchase, on the confirmation page
 * - `data-tappa-search="term"`: a search's results
 *
 * On a button, heard when it is clicked: `data-tappa-add="SKU"` or `data-tappa-remove="SKU"` with `data-tappa-name -price -quantity
 * -currency -brand -category`.
 *
 * @param marked one element that carries one of them
 * @param quantity of a button that names none
 * @returns undefined where a template left the attribute empty
 */
export function readMarked(marked: HTMLElement, quantity?: string): Telling | undefined {
  const { tappaCart, tappaOrder, tappaSearch, tappaAdd, tappaRemove, tappaProduct, tappaValue, tappaCurrency } = marked.dataset;
  const name = tappaOrder
    ? 'purchase'
    : tappaCart != null
      ? 'cart'
      : tappaSearch
        ? 'search'
        : tappaAdd
          ? 'add_to_cart'
          : tappaRemove
            ? 'remove_from_cart'
            : tappaProduct && 'view_item';
  if (!name) return;
  const own = itemOf(marked, quantity);
  const items = own.item_id ? [own] : [...marked.querySelectorAll<HTMLElement>('[data-tappa-line]')].map((line) => itemOf(line));
  const value = readNumber(tappaValue);
  return {
    source: 'attributes',
    name,
    params: { items, currency: tappaCurrency, search_term: tappaSearch, transaction_id: tappaOrder, value },
  };
}

/**
 * A click on a marked button. Without a quantity of its own, the field `quantity` or `qty` of its form says how many; else it is one.
 *
 * @param clicked what was clicked, perhaps an icon inside the button
 * @returns undefined where no such button was
 */
export function readClick(clicked: Element): Telling | undefined {
  const button = clicked.closest<HTMLElement>('[data-tappa-add],[data-tappa-remove]');
  const field = button?.closest('form')?.querySelector<HTMLInputElement>('[name=quantity],[name=qty]');
  return button ? readMarked(button, field?.value || '1') : undefined;
}
