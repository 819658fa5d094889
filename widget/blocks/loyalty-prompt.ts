import type { FunctionComponent } from 'preact';
import type { BodyProps } from './acts.ts';
import { STAR_PATH } from './icon-paths.ts';
import type { Kit } from './kit.ts';

/** Points, tier, what is missing to the next one, and what this cart would earn; for non-members the invitation to join. */
export function createLoyaltyPrompt({ h, Icon, ActionLink }: Kit): FunctionComponent<BodyProps<'loyalty-prompt'>> {
  return ({ content, acts }) => {
    const { text, pointsText, tierText, progress, earnText, action } = content;
    return [
      (pointsText || tierText) &&
        h('p', { class: 'standing' }, pointsText && h('strong', null, pointsText), tierText && h('span', { class: 'badge' }, tierText)),
      progress &&
        progress.max > 0 &&
        h(
          'div',
          { class: 'progress' },
          h('progress', { max: progress.max, value: progress.value, 'aria-label': progress.text }),
          h('small', { 'aria-hidden': 'true' }, progress.text),
        ),
      text && h('p', null, text),
      earnText && h('p', { class: 'earn' }, h(Icon, { path: STAR_PATH }), earnText),
      h(ActionLink, { action, onClick: () => acts.click() }),
    ];
  };
}
