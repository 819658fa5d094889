import type { Body } from './acts.ts';
import { el } from './dom.ts';
import { icon } from './icon.ts';
import { productCard } from './product-card.ts';
import { rowEdges, rowStep } from './row.ts';
import { safeLink } from './safe-url.ts';

/** A row of products that snaps while it is swiped; two buttons do the same where it does not fit. */
export const recommendations: Body<'recommendations'> = ({ content, labels, acts, ending }) => {
  // A card needs a name and somewhere to lead.
  const items = content.items.filter((item) => item?.item_id && item.title && safeLink(item.url));
  // A title above an empty row is worse than nothing.
  if (!items.length) throw new RangeError('no item to show');

  const cards = items.map((item) => el('li', {}, productCard(item, acts)));
  const row = el('ul', { class: 'row', onscroll: () => look() }, ...cards);
  const turn = (direction: 1 | -1) => {
    const name = direction > 0 ? 'next' : 'previous';
    const onclick = () =>
      row.scrollBy({
        left:
          rowStep(
            row.clientWidth,
            cards.map(({ offsetLeft }) => offsetLeft),
          ) * direction,
      });
    return el('button', { type: 'button', class: 'round', 'aria-label': labels[name], onclick }, icon(name));
  };
  const [back, on] = [turn(-1), turn(1)];
  const turns = el('div', { class: 'turn', hidden: true }, back, on);
  const look = () => {
    const { overflows, atStart, atEnd } = rowEdges(row);
    turns.hidden = !overflows;
    // Not `disabled`: that would drop the focus of who just pressed it.
    back.setAttribute('aria-disabled', String(atStart));
    on.setAttribute('aria-disabled', String(atEnd));
  };
  const observer = new ResizeObserver(look);
  observer.observe(row);
  ending.addEventListener('abort', () => observer.disconnect());
  return [turns, row];
};
