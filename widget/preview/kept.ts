import type { Forced } from '../../shared/schemas/preview.ts';
import { toText } from '../text.ts';

/** What makes a tab a preview: the link's token, and what was chosen since. */
export interface Kept {
  token: string;
  force?: Forced | undefined;
}

/** How the fragment begins, and what is kept in the tab. */
const MARK = '#tappa-preview=';
/** Stands at the end of the tab's name: the core looks for it there and in the address (`widget.ts`), as neither ever throws. It says nothing. */
const TAB = ' #tappa-preview';
const IN_FRAGMENT = /^#tappa-preview=([\w.-]+)&?/;

/**
 * The token of this tab's preview: of the address, from which it is taken away without another page view, so that nobody copies it along; or
 * of an earlier page of the tab. Kept in `sessionStorage`, under one name, until the preview ends. Nothing of it is of a shopper.
 *
 * @returns null where the tab is no preview
 */
export function takeKept(window: Window): Kept | null {
  const { location, history } = window;
  const token = IN_FRAGMENT.exec(location.hash)?.[1];
  if (token !== undefined) {
    const rest = location.hash.replace(IN_FRAGMENT, '');
    history.replaceState(history.state, '', location.pathname + location.search + (rest && `#${rest}`));
    const kept = { token };
    keep(window, kept);
    return kept;
  }
  try {
    const kept = JSON.parse(window.sessionStorage.getItem('tappa')!.slice(MARK.length)) as Kept;
    return typeof kept.token === 'string' ? kept : null;
  } catch {
    return null;
  }
}

/** @param kept null: the preview is over */
export function keep(window: Window, kept: Kept | null): void {
  const name = window.name.replace(TAB, '');
  window.name = kept ? name + TAB : name;
  try {
    if (kept) window.sessionStorage.setItem('tappa', MARK + toText(kept));
    else window.sessionStorage.removeItem('tappa');
  } catch {
    // A tab that keeps nothing is a preview for this page alone.
  }
}
