import { describe, expect, it } from 'vitest';
import { isOnePerson, type SharedBy, type SharedCards } from '../../../edge/site/same-person.ts';

type Record = { card?: string; email?: string; phone?: string };
const setOf = (value: string | undefined) => new Set(value === undefined ? [] : [value]);
const names = ({ card, email, phone }: Record) => ({ cards: setOf(card), emails: setOf(email), phones: setOf(phone) });
const areOne = (a: Record, b: Record, by: SharedBy, cards: SharedCards = 'household') => isOnePerson(names(a), names(b), by, cards);

describe('two member records', () => {
  it.each<[string, boolean, Record, Record, SharedBy]>([
    ['with one card, and nothing else known', true, { card: 'k' }, { card: 'k' }, 'loyaltyCard'],
    ['with one card, of which one has an address', true, { card: 'k', email: 'a' }, { card: 'k' }, 'loyaltyCard'],
    ['of a family: one card, two addresses', false, { card: 'k', email: 'a' }, { card: 'k', email: 'b' }, 'loyaltyCard'],
    ['of a family: one card, two numbers', false, { card: 'k', phone: '1' }, { card: 'k', phone: '2' }, 'loyaltyCard'],
    [
      'with one card and one address, and a new number',
      true,
      { card: 'k', email: 'a', phone: '1' },
      { card: 'k', email: 'a', phone: '2' },
      'loyaltyCard',
    ],
    ['with one address, after the card was lost', true, { card: 'k', email: 'a' }, { card: 'l', email: 'a' }, 'emailSha256'],
    ['with one number', true, { phone: '1' }, { phone: '1', email: 'a' }, 'phoneSha256'],
    ['with the number of a home and two addresses', false, { phone: '1', email: 'a' }, { phone: '1', email: 'b' }, 'phoneSha256'],
    ['with the number of a home and two cards', false, { phone: '1', card: 'k' }, { phone: '1', card: 'l' }, 'phoneSha256'],
    ['that one receipt names by card and by address', true, { card: 'k' }, { email: 'a' }, 'receipt'],
    ['that one receipt names, with two addresses', false, { card: 'k', email: 'b' }, { email: 'a' }, 'receipt'],
  ])('%s: one person = %s', (_, expected, a, b, by) => {
    expect(areOne(a, b, by)).toBe(expected);
    expect(areOne(b, a, by)).toBe(expected);
  });

  it('with one card and two addresses are one where the site says that its cards are personal, and only by the card', () => {
    const [a, b] = [
      { card: 'k', email: 'a', phone: '1' },
      { card: 'k', email: 'b', phone: '1' },
    ];
    expect(areOne(a, b, 'loyaltyCard', 'person')).toBe(true);
    expect(areOne(a, b, 'phoneSha256', 'person')).toBe(false);
  });
});
