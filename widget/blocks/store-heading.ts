import type { StoreOffer } from '../../shared/schemas/block.ts';
import { el } from './dom.ts';
import { safeLink } from './safe-url.ts';

/**
 * A shop: name (a link if it has a page), distance, address, open or closed. The dot repeats what the words say.
 * @param stockText how much of the cart it has, for shops whose lines are not listed
 */
export function storeHeading(store: StoreOffer, onclick: () => void, stockText?: string): HTMLElement {
  const href = safeLink(store.url);
  return el(
    'div',
    { class: 'shop' },
    el(
      'p',
      {},
      href ? el('a', { href, onclick }, store.name) : el('b', {}, store.name),
      store.distanceText && el('span', { class: 'badge' }, store.distanceText),
    ),
    el('small', {}, store.address),
    el('small', { class: store.open ? 'hours open' : 'hours' }, store.hoursText),
    stockText && el('small', {}, stockText),
  );
}
