import { actionLink } from './action-link.ts';
import type { Body } from './acts.ts';
import { el } from './dom.ts';

/** A few words and, if the marketer gave one, a way on. */
export const message: Body<'message'> = ({ content: { text, action }, acts }) => [
  text && el('p', {}, text),
  actionLink(action, () => acts.click()),
];
