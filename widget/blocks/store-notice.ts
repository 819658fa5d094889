import type { FunctionComponent, JSX } from 'preact';
import type { StoreLine, StoreOffer } from '../../shared/schemas/block.ts';
import type { BodyProps } from './acts.ts';
import { CHECK_PATH, MINUS_PATH, NEXT_PATH, PHONE_PATH, PIN_PATH } from './icon-paths.ts';
import type { Kit } from './kit.ts';

/**
 * A shop: name (a link if it has a page), distance, address, open or closed. The dot repeats what the words say.
 * @param stockText how much of the cart it has, for shops whose lines are not listed
 */
function drawShop({ h, safeLink }: Kit, store: StoreOffer, onClick: () => void, stockText?: string): JSX.Element {
  const href = safeLink(store.url);
  return h(
    'div',
    { class: 'shop', key: store.storeCode },
    h(
      'p',
      null,
      href ? h('a', { href, onClick }, store.name) : h('b', null, store.name),
      store.distanceText && h('span', { class: 'badge' }, store.distanceText),
    ),
    store.address && h('small', null, store.address),
    h('small', { class: store.open ? 'hours open' : 'hours' }, store.hoursText),
    stockText && h('small', null, stockText),
  );
}

/** One wanted product and whether the shop has it. */
function drawLine({ h, Icon, Picture }: Kit, { item_id, imageUrl, title, text, inStock, wanted }: StoreLine): JSX.Element {
  const isThere = inStock >= wanted;
  return h(
    'li',
    { key: item_id },
    h(Picture, { url: imageUrl }),
    h('span', { class: 'name' }, title),
    h('small', { class: isThere ? 'stock there' : 'stock' }, h(Icon, { path: isThere ? CHECK_PATH : MINUS_PATH }), text),
  );
}

/** The nearest shop that helps: where, until when, which of the wanted products it has, and what speaks for going there. */
export function createStoreNotice(kit: Kit): FunctionComponent<BodyProps<'store-notice'>> {
  const { h, Icon, ActionLink } = kit;
  return ({ content, acts }) => {
    const { text, store, lines, benefits, others, othersLabel, asOfText, action, call } = content;
    const onClick = () => acts.click();
    const list = (look: string, items: JSX.Element[]) => items.length > 0 && h('ul', { class: look }, items);
    return [
      text && h('p', null, text),
      drawShop(kit, store, onClick),
      list(
        'lines',
        lines.map((line) => drawLine(kit, line)),
      ),
      list(
        'benefits',
        benefits.map((benefit) => h('li', { key: benefit }, h(Icon, { path: CHECK_PATH }), benefit)),
      ),
      h(
        'div',
        { class: 'buttons' },
        h(ActionLink, { action, path: PIN_PATH, onClick }),
        h(ActionLink, { action: call, path: PHONE_PATH, look: 'button quiet', onClick }),
      ),
      others.length > 0 &&
        h(
          'details',
          null,
          h('summary', null, othersLabel, h(Icon, { path: NEXT_PATH })),
          others.map((other) => drawShop(kit, other, onClick, other.stockText)),
        ),
      asOfText && h('small', null, asOfText),
    ];
  };
}
