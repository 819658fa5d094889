import { actionLink } from './action-link.ts';
import type { Body } from './acts.ts';
import { el, list } from './dom.ts';
import { icon } from './icon.ts';
import { picture } from './picture.ts';
import { storeHeading } from './store-heading.ts';

/** The nearest shop that helps: where, until when, which of the wanted products it has, and what speaks for going there. */
export const storeNotice: Body<'store-notice'> = ({ content, acts }) => {
  const { text, store, lines, benefits, others, othersLabel, asOfText, action, call } = content;
  const click = () => acts.click();
  return [
    text && el('p', {}, text),
    storeHeading(store, click),
    list('lines', lines, (line) => {
      const isThere = line.inStock >= line.wanted;
      return [
        picture(line.imageUrl),
        el('span', { class: 'name' }, line.title),
        el('small', { class: isThere ? 'stock there' : 'stock' }, icon(isThere ? 'check' : 'minus'), line.text),
      ];
    }),
    list('benefits', benefits, (benefit) => [icon('check'), benefit]),
    el('div', { class: 'buttons' }, actionLink(action, click, '', 'pin'), actionLink(call, click, 'quiet', 'phone')),
    others.length > 0 &&
      el(
        'details',
        {},
        el('summary', {}, othersLabel, icon('next')),
        ...others.map((other) => storeHeading(other, click, other.stockText)),
      ),
    asOfText && el('small', {}, asOfText),
  ];
};
