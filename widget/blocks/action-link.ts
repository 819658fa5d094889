import type { BlockAction } from '../../shared/schemas/block.ts';
import { type Child, el } from './dom.ts';
import { type IconName, icon } from './icon.ts';
import { safeLink } from './safe-url.ts';

/** A link that looks like a button; nothing at all when its address is not one a link may lead to. */
export function actionLink(action: BlockAction | undefined, onclick: () => void, look = '', drawing?: IconName): Child {
  const href = safeLink(action?.url);
  return href && action?.label && el('a', { class: `button ${look}`, href, onclick }, drawing && icon(drawing), action.label);
}
