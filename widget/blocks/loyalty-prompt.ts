import { actionLink } from './action-link.ts';
import type { Body } from './acts.ts';
import { el } from './dom.ts';
import { icon } from './icon.ts';

/** Points, tier, what is missing to the next one, and what this cart would earn; for non-members the invitation to join. */
export const loyaltyPrompt: Body<'loyalty-prompt'> = ({ content, acts }) => {
  const { text, pointsText, tierText, progress, earnText, action } = content;
  return [
    (pointsText || tierText) &&
      el('p', { class: 'standing' }, pointsText && el('strong', {}, pointsText), tierText && el('span', { class: 'badge' }, tierText)),
    progress &&
      progress.max > 0 &&
      el(
        'div',
        { class: 'progress' },
        el('progress', { value: progress.value, max: progress.max, 'aria-label': progress.text }),
        el('small', { 'aria-hidden': 'true' }, progress.text),
      ),
    text && el('p', {}, text),
    earnText && el('p', { class: 'earn' }, icon('star'), earnText),
    actionLink(action, () => acts.click()),
  ];
};
