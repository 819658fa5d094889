import type { EventType } from '../../shared/schemas/event.ts';
import type { Fields } from '../fields.ts';
import { readNumber } from './number.ts';
import type { Telling } from './seam.ts';

export const MARKED_SELECTOR = '[data-tappa-product],[data-tappa-cart],[data-tappa-order],[data-tappa-search]';

const tell = (name: EventType, { dataset }: HTMLElement, params: Fields): Telling => ({
  source: 'attributes',
  name,
  params: { currency: dataset.tappaCurrency, ...params },
});

const itemOf = ({ dataset }: HTMLElement): Fields => ({
  item_id: dataset.tappaProduct ?? dataset.tappaLine ?? dataset.tappaAdd ?? dataset.tappaRemove,
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
  const { tappaProduct, tappaSearch, tappaOrder, tappaValue } = marked.dataset;
  if (tappaProduct) return tell('view_item', marked, { items: [itemOf(marked)] });
  if (tappaSearch) return tell('search', marked, { search_term: tappaSearch });
  const items = [...marked.querySelectorAll<HTMLElement>('[data-tappa-line]')].map(itemOf);
  if (!tappaOrder) return tell('cart', marked, { items });
  return tell('purchase', marked, { transaction_id: tappaOrder, value: readNumber(tappaValue), items });
}

/**
 * A click on a button that carries `data-tappa-add="SKU"` or `data-tappa-remove="SKU"`, with `data-tappa-name -price -quantity -currency
 * -brand -category`. Without a quantity of its own, the field `quantity` or `qty` of its form says how many; else it is one.
 *
 * @param clicked what was clicked, perhaps an icon inside the button
 * @returns undefined where no such button was
 */
export function readClick(clicked: Element): Telling | undefined {
  const button = clicked.closest<HTMLElement>('[data-tappa-add],[data-tappa-remove]');
  if (!button) return;
  const item = itemOf(button);
  item.quantity ??= readNumber(button.closest('form')?.querySelector<HTMLInputElement>('[name=quantity],[name=qty]')?.value) ?? 1;
  return tell(button.dataset.tappaAdd ? 'add_to_cart' : 'remove_from_cart', button, { items: [item] });
}
