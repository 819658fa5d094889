import { CLICKABLE, NOT_JUDGED } from './clickable.ts';

/** Whether it looks as if something would happen, and it is not the browser's own business (a link that leads somewhere). */
export function promisesEffect(element: Element): boolean {
  const href = element.getAttribute('href');
  return href ? /^(#$|javascript:)/.test(href) : element.matches(CLICKABLE) || getComputedStyle(element).cursor === 'pointer';
}

/** Whether the page stands as before in ways that no sign tells of: no text selected, no field ready to type, no other window in front. */
export function standsStill(): boolean {
  return !String(getSelection()).trim() && document.hasFocus() && !document.activeElement?.matches(NOT_JUDGED);
}
