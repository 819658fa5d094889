import type { Consent, ConsentState } from '../../../shared/schemas/consent.ts';

/**
 * What a tool says of one purpose: what the person chose, `pending` while it has no choice yet, or `free` where nobody chose and it allows
 * the purpose all the same (the law it serves does not apply here, or the shop lets people opt out instead of in).
 */
export type Word = ConsentState | 'free';

/** A purpose the tool does not speak of is absent; a tool that is not on the page says nothing. */
export type Words = Partial<Record<keyof Consent, Word>>;

export const ofBoth = (word: Word): Words => ({ analytics: word, personalization: word });

/** A choice that was made. */
export const chosen = (isYes: unknown): Word => (isYes ? 'granted' : 'denied');

/** Within a level a choice outweighs a question still open, and a refusal outweighs an agreement. */
const STRONGEST_FIRST = ['denied', 'granted', 'pending'] as const;

/**
 * One state per purpose out of all that is said.
 *
 * Levels are heard in order, and the first with a word on a purpose settles it: 1. consent tools by their own categories, the only ones a
 * person of this shop was asked about by name; 2. the TCF, whose purposes are those of advertising vendors; 3. Google Consent Mode, an echo of
 * the others. `free` counts last, wherever it comes from: nobody chose. Where nobody said anything it is pending.
 */
export function settle(levels: Words[][]): Consent {
  const decide = (purpose: keyof Consent): ConsentState => {
    for (const level of levels) {
      const word = STRONGEST_FIRST.find((state) => level.some((words) => words[purpose] === state));
      if (word) return word;
    }
    return levels.flat().some((words) => words[purpose] === 'free') ? 'granted' : 'pending';
  };
  return { analytics: decide('analytics'), personalization: decide('personalization') };
}
