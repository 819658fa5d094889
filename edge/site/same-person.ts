/** How two member records came to be looked at: a value both carry, or a receipt that names one by this and the other by that. */
export type SharedBy = 'loyaltyCard' | 'emailSha256' | 'phoneSha256' | 'receipt';

/** What names a person: of one record, or of all that were found to be one person. */
export interface Names {
  cards: ReadonlySet<string>;
  emails: ReadonlySet<string>;
  phones: ReadonlySet<string>;
}

/** Whom a loyalty card stands for: a household, whose members have it in common, or one person. */
export type SharedCards = 'household' | 'person';

/** A value that more records carry names nobody: a till's own card, the number of a call centre. */
export const SHARING_MAX = 4;

/**
 * Whether two member records that have something in common are one person.
 *
 * - The same e-mail address: they are, whatever else changed (a new card, a new number).
 * - Two different addresses: they are not, whatever else they share: a family has one card. Where no address can be compared, two different telephone
 *   numbers say the same. Only a site whose cards are personal (`loyalty.sharedCards: "person"`) says otherwise of a card.
 * - The same card, or one receipt that names both: they are.
 * - The same number: they are, unless they have different cards. A number at home is weaker than a card.
 */
export function isOnePerson(a: Names, b: Names, by: SharedBy, sharedCards: SharedCards): boolean {
  if (meet(a.emails, b.emails)) return true;
  if (areOthers(a, b)) return by === 'loyaltyCard' && sharedCards === 'person';
  return by !== 'phoneSha256' || !differ(a.cards, b.cards);
}

/** Whether their addresses, or else their numbers, say that these are two people. */
export function areOthers(a: Names, b: Names): boolean {
  if (a.emails.size > 0 && b.emails.size > 0) return !meet(a.emails, b.emails);
  return differ(a.phones, b.phones);
}

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((value) => b.has(value));
const differ = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size > 0 && b.size > 0 && !meet(a, b);
