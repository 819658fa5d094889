import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { traitsOf } from '../../../edge/journey/traits.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { isSampled, sampledPerson, sampleKey } from '../../../edge/visits/sample-person.ts';
import { act, bought, boughtInShop, DAY, lamp, MONDAY, person, SHOP, vase } from '../journey/a-person.ts';

const sampled = (facts: Fact[], customerId: string | null = null, level = 0) =>
  sampledPerson(person(...facts), 'phone', customerId, level, MONDAY);

describe('who is of the sample', () => {
  it('is one person in 2^level, whatever their ids look like', () => {
    for (const idOf of [(n: number) => `visitor-${n}`, (n: number) => String(n), () => crypto.randomUUID()]) {
      const keys = Array.from({ length: 40_000 }, (_, number) => sampleKey({ deviceId: idOf(number) }));
      for (const level of [1, 3, 5]) {
        const expected = keys.length / 2 ** level;
        // five standard deviations of a fair draw
        expect(Math.abs(keys.filter((key) => isSampled(key, level)).length - expected)).toBeLessThan(5 * Math.sqrt(expected));
      }
    }
  });
  it('is, of each level, among those of the level below', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat(20),
        (id, level) => !isSampled(sampleKey({ deviceId: id }), level + 1) || isSampled(sampleKey({ deviceId: id }), level),
      ),
    );
  });
  it('as a customer is another key than as a device, and says so', () => {
    const known = sampled([act('page_view', MONDAY)], 'c1')!;
    expect(known).toMatchObject({ key: sampleKey({ customerId: 'c1' }), formerKey: sampleKey({ deviceId: 'phone' }) });
    expect(known.profile.customerId).toBe('c1');
  });
});

describe('what the sample is told of a person', () => {
  const facts = [
    act('search', MONDAY, { search_term: 'regalo per mamma' }),
    act('view_item', MONDAY, { items: [vase] }),
    act('add_to_cart', MONDAY, { items: [lamp] }),
    bought('o1', MONDAY - 3 * DAY, { items: [lamp, vase] }),
    act('feedback', MONDAY, { question: 'nps', score: 9, answer: 'tutto bene' }),
  ];
  it('answers every question as the whole profile does', () => {
    const receipts = [
      [],
      [boughtInShop('o2', MONDAY + DAY, { items: [vase] })],
      [boughtInShop('o3', MONDAY + DAY, { items: [vase, lamp] })],
    ];
    for (const more of receipts) {
      const all = [...facts, ...more];
      const now = MONDAY + 2 * DAY;
      expect(traitsOf(sampled(all)!.profile, null, SHOP, now)).toEqual(traitsOf(person(...all), null, SHOP, now));
    }
  });
  it('is not what was searched for, nor written', () => {
    expect(JSON.stringify(sampled(facts))).not.toMatch(/regalo|tutto bene|Lampada/);
  });
  it('is nothing where it would be too much for a message', () => {
    const long = (letter: string) => ['1', '2', '3'].map((level) => letter.repeat(58) + level).join(' > ');
    const items = [
      { ...lamp, item_category: long('a') },
      { ...vase, item_category: long('b') },
    ];
    expect(sampled(Array.from({ length: 200 }, (_, index) => bought(`o${index}`, MONDAY - index * DAY, { items })))).toBeNull();
  });
});
