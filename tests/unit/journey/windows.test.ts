import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATEGORY_ATTRIBUTES, PERSON_ATTRIBUTES } from '../../../edge/journey/attribute-kinds.ts';
import { journeyState } from '../../../edge/journey/journey-state.ts';
import { stageHistory } from '../../../edge/journey/stage-history.ts';
import { traitsOf } from '../../../edge/journey/traits.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { profileOf, profilesOf } from '../../../edge/visitor/reduce.ts';
import { categoriesOf } from '../../../edge/visitor/reduce-past.ts';
import { act, bought, boughtInShop, DAY, lamp, MINUTE, MONDAY, person, SHOP } from './a-person.ts';

const ofCategory = (category: string) => ({ items: [{ ...lamp, item_category: category }] });
const pastOf = (nowMs: number, ...facts: Fact[]) => traitsOf(person(...facts), null, SHOP, nowMs).past;

describe('what was done in the last so many days', () => {
  it('is counted by day, and leaves the window at the day’s end', () => {
    const facts = [act('view_item', MONDAY), act('view_item', MONDAY + 3 * DAY, { sessionId: 's2' }), act('search', MONDAY + 3 * DAY)];
    const past = pastOf(MONDAY + 6 * DAY, ...facts);
    expect([past.days7.productViews, past.days7.searches, past.days7.sessions]).toEqual([2, 1, 2]);
    expect(pastOf(MONDAY + 7 * DAY, ...facts).days7.productViews).toBe(1);
    expect(past.days1.productViews).toBe(0);
  });
  it('is counted by category, each level by itself', () => {
    const past = pastOf(
      MONDAY + DAY,
      act('view_item', MONDAY, ofCategory('Casa > Lampade')),
      act('add_to_cart', MONDAY + MINUTE, ofCategory('Casa > Vasi')),
      bought('o1', MONDAY + 2 * MINUTE, ofCategory('Casa > Vasi')),
    );
    expect(past.days30.categories).toEqual([
      { category: 'Casa', views: 1, addToCarts: 1, purchases: 1 },
      { category: 'Lampade', views: 1, addToCarts: 0, purchases: 0 },
      { category: 'Vasi', views: 0, addToCarts: 1, purchases: 1 },
    ]);
  });
  it('takes purchases in shops in, and those out whose money went back', () => {
    const facts = [boughtInShop('o1', MONDAY), bought('o2', MONDAY + DAY), act('refund', MONDAY + 2 * DAY, { transaction_id: 'o2' })];
    expect(pastOf(MONDAY + 3 * DAY, ...facts).days90.purchases).toBe(1);
    expect(pastOf(MONDAY + 90 * DAY, ...facts).days90.purchases).toBe(0);
  });
  it('counts a cart left once, whether it still lies there or was bought later', () => {
    const left = act('add_to_cart', MONDAY, { items: [lamp] });
    const back = act('page_view', MONDAY + DAY, { sessionId: 's2' });
    const later = act('page_view', MONDAY + 2 * DAY, { sessionId: 's3' });
    const order = bought('o1', MONDAY + 2 * DAY + MINUTE, { sessionId: 's3' });
    expect(pastOf(MONDAY + 10 * MINUTE, left).days14.cartsLeft).toBe(0);
    expect(pastOf(MONDAY + 40 * MINUTE, left).days14.cartsLeft).toBe(1);
    expect(pastOf(MONDAY + 3 * DAY, left, back, later).days14.cartsLeft).toBe(1);
    expect(pastOf(MONDAY + 3 * DAY, left, back, later, order).days14.cartsLeft).toBe(1);
    expect(pastOf(MONDAY + 15 * DAY, left, back, later, order).days14.cartsLeft).toBe(0);
  });
  it('names categories as briefly as they can be, and no empty ones', () => {
    expect(categoriesOf({ items: [{ item_id: 'a', quantity: 1, item_category: ' Casa > > Lampade > Da tavolo > Blu' }] })).toEqual([
      'Casa',
      'Lampade',
    ]);
  });
});

describe('a stage that asks for a window', () => {
  const stages = [
    { id: 'keen', name: {}, when: { 'past.days7.productViews': { $gte: 2 } } },
    { id: 'calm', name: {}, when: {} },
  ];
  it('ends at the very moment a day leaves it', () => {
    const facts = [act('view_item', MONDAY), act('view_item', MONDAY + DAY)];
    const history = stageHistory(profilesOf(facts, SHOP), { ...SHOP, stages }, null, MONDAY + 30 * DAY);
    expect(history.map(({ stage }) => stage)).toEqual(['calm', 'keen', 'calm']);
    expect(new Date(history[2]!.sinceMs).toISOString()).toBe('2026-11-23T00:00:00.000Z');
    expect(journeyState(person(...facts), null, null, { ...SHOP, stages }, 'it', MONDAY + 30 * DAY).since).toBe('2026-11-23T00:00:00.000Z');
  });
});

describe('the days of a profile', () => {
  const anyAct = fc.record({
    type: fc.constantFrom<Fact['type']>('view_item', 'add_to_cart', 'page_view', 'search', 'purchase'),
    day: fc.integer({ min: 0, max: 200 }),
    category: fc.constantFrom('Casa > Lampade', 'Vasi', 'Tappeti', ''),
  });
  it('are the same in whatever order the facts came', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 60 }), fc.integer({ min: 1, max: 60 }), (acts, turn) => {
        const facts = acts.map(({ type, day, category }, index) =>
          act(type, MONDAY + day * DAY, { id: `w${index}`, sessionId: null, ...ofCategory(category) }),
        );
        const turned = [...facts.slice(turn), ...facts.slice(0, turn)].reverse();
        expect(profileOf(turned, SHOP).past).toEqual(profileOf(facts, SHOP).past);
      }),
    );
  });
  it('weigh under 12 kB of whoever comes each day to look at everything', () => {
    const facts = Array.from({ length: 200 * 12 }, (_, index) =>
      act('view_item', MONDAY + Math.floor(index / 12) * DAY, ofCategory(`Reparto con un nome molto molto lungo ${index % 40}`)),
    );
    const { days } = person(...facts).past;
    expect(days).toHaveLength(90);
    expect(days.flatMap(({ of }) => Object.keys(of)).length).toBeLessThanOrEqual(120);
    expect(JSON.stringify(days).length).toBeLessThan(12_000);
  });
});

describe('the list of attributes', () => {
  it('names all that is known of a person, and nothing else', () => {
    const traits = traitsOf(person(bought('o1', MONDAY), act('view_item', MONDAY, ofCategory('Vasi'))), null, SHOP, MONDAY);
    const paths: string[] = [];
    const visit = (value: unknown, path: string): void => {
      const isOpen = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (!isOpen) paths.push(path);
      else for (const [key, inner] of Object.entries(value)) visit(inner, path === '' ? key : `${path}.${key}`);
    };
    visit(traits, '');
    const listed = [...PERSON_ATTRIBUTES.keys()].filter((path) => !/^(stage|lifetime)$|^session\.friction|^lifetime\.rfm/.test(path));
    expect(paths.filter((path) => path !== 'lifetime.rfm').sort()).toEqual(listed.sort());
    expect(Object.keys(traits.past.days1.categories[0]!)).toEqual([...CATEGORY_ATTRIBUTES.keys()]);
  });
});
