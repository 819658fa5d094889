import type { Consent, ConsentState } from '../../../shared/schemas/consent.ts';

/**
 * What a tool says of one purpose: what the person chose, `pending` while it has no choice yet, or `free` where nobody chose and it allows
 * the purpose all the same (the law it serves does not apply here, or the shop lets people opt out instead of in).
 */
export type Word = ConsentState | 'free';

/** A purpose a tool does not speak of is undefined; one that is not on the page says nothing. */
export type Words = readonly [analytics?: Word | undefined, personalization?: Word | undefined];

/** It asks, or soon will. */
export const PENDING: Words = ['pending', 'pending'];
/** Pending as well, of a tool that is announced in the page and has not come yet: it may know of a choice, and is known by being this very object. */
export const COMING: Words = ['pending', 'pending'];
export const FREE: Words = ['free', 'free'];

/** A choice that was made. */
export const chosen = (isYes: unknown): ConsentState => (isYes ? 'granted' : 'denied');

/** Among tools that disagree a choice outweighs a question still open, and a refusal outweighs an agreement. */
const STRONGEST_FIRST = ['denied', 'granted', 'pending'] as const;

/**
 * One state per purpose out of all that is said. The first with a word on a purpose settles it: 1. consent tools by their own categories, which
 * are what a person of this shop was asked about; 2. the TCF, whose purposes are those of advertising vendors; 3. Google Consent Mode, an echo
 * of the others. `free` counts last, wherever it comes from: nobody chose. Where nobody said anything it is pending.
 *
 * @param words of Consent Mode, of the TCF, and of each tool
 */
export function settle(words: Words[]): Consent {
  const decide = (purpose: 0 | 1): ConsentState => {
    const said = words.map((both) => both[purpose]);
    const [mode, tcf, ...tools] = said;
    const inOrder = [...STRONGEST_FIRST.filter((state) => tools.includes(state)), tcf, mode];
    return inOrder.find((word): word is ConsentState => !!word && word !== 'free') ?? (said.includes('free') ? 'granted' : 'pending');
  };
  return { analytics: decide(0), personalization: decide(1) };
}
