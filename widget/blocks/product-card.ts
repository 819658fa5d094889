import type { RecommendedItem } from '../../shared/schemas/block.ts';
import type { Acts } from './acts.ts';
import { el } from './dom.ts';
import { picture } from './picture.ts';
import { safeLink } from './safe-url.ts';

/** One product: picture, brand, name, price (and the one before the sale), and why it is here. The whole card is one link. */
export function productCard(item: RecommendedItem, acts: Acts): HTMLElement {
  const { item_id, title, brand, priceText, wasPriceText, reason, url, imageUrl } = item;
  const onclick = () => acts.click({ item_id, item_name: title, ...(brand && { item_brand: brand }) });
  return el(
    'a',
    { class: 'card', href: safeLink(url), onclick },
    picture(imageUrl),
    brand && el('small', {}, brand),
    el('span', { class: 'name' }, title),
    el('span', { class: 'price' }, el('b', {}, priceText), wasPriceText && ' ', wasPriceText && el('s', {}, wasPriceText)),
    reason && el('small', { class: 'because' }, reason),
  );
}
