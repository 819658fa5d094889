import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lastActMs } from '../../../edge/journey/clocks.ts';
import { defaultStages } from '../../../edge/journey/default-journey.ts';
import { stageHistory } from '../../../edge/journey/stage-history.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { profilesOf } from '../../../edge/visitor/reduce.ts';
import type { Condition } from '../../../shared/schemas/rule.ts';
import { DAY, MINUTE, MONDAY, SHOP } from './a-person.ts';

const basis = { ...SHOP, stages: defaultStages() };
const BROWSING = ['page_view', 'view_item', 'search', 'add_to_cart', 'remove_from_cart', 'cart', 'begin_checkout', 'friction'] as const;
const acts = (...types: readonly Fact['type'][]) =>
  fc.array(
    fc.record({
      type: fc.constantFrom(...types),
      item: fc.constantFrom('lamp', 'vase'),
      isEmpty: fc.boolean(),
      gap: fc.integer({ min: 1, max: 25 }),
    }),
    { minLength: 1, maxLength: 25 },
  );

/** Acts one after the other, so many times their gap apart. */
function factsOf(list: readonly { type: Fact['type']; item: string; isEmpty: boolean; gap: number }[], gapMs: number): Fact[] {
  let atMs = MONDAY;
  return list.map(({ type, item, isEmpty, gap }, index) => {
    atMs += gap * gapMs;
    const items = type === 'cart' && isEmpty ? [] : [{ item_id: item, price: 10, quantity: 1 }];
    const order = type === 'purchase' || type === 'refund' ? { transaction_id: `o${index % 3}`, value: 10 } : {};
    return { id: `f${index}`, type, atMs, sessionId: null, deviceId: 'phone', items, ...order };
  });
}
const stagesOf = (facts: Fact[], untilMs: number) => stageHistory(profilesOf(facts, { currency: SHOP.currency }), basis, null, untilMs);

describe('nobody flickers between stages', () => {
  it('within a visit in which nothing is bought, whatever is put in the cart and taken out', () => {
    fc.assert(
      fc.property(acts(...BROWSING), (list) => {
        const facts = factsOf(list, MINUTE);
        const stages = stagesOf(facts, facts.at(-1)!.atMs).map(({ stage }) => stage);
        expect(new Set(stages).size).toBe(stages.length);
      }),
      { numRuns: 500 },
    );
  });

  it('in silence, whatever was done before', () => {
    fc.assert(
      fc.property(acts(...BROWSING, 'purchase', 'refund'), (list) => {
        const facts = factsOf(list, DAY);
        const lastMs = facts.at(-1)!.atMs;
        const silent = stagesOf(facts, lastMs + 1_500 * DAY).filter(({ sinceMs }) => sinceMs > lastMs);
        expect(new Set(silent.map(({ stage }) => stage)).size).toBe(silent.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('stages of a site’s own', () => {
  const warm = { id: 'warm', name: {}, when: { 'session.pageViews': { $gte: 3 } } };
  const cold = { id: 'cold', name: {}, when: {} };
  const own = { ...SHOP, stages: [warm, cold] };
  const at = (type: Fact['type'], minute: number, visit: string): Fact => ({
    id: `${type}-${minute}`,
    type,
    atMs: MONDAY + minute * MINUTE,
    sessionId: visit,
    deviceId: 'phone',
    items: [{ item_id: 'lamp', price: 10, quantity: 1 }],
  });
  const pages = (visit: string, ...minutes: number[]) => minutes.map((minute) => at('page_view', minute, visit));
  const history = (facts: Fact[], untilMs: number, stages = own.stages) =>
    stageHistory(profilesOf(facts, { currency: SHOP.currency }), { ...SHOP, stages }, null, untilMs).map(
      ({ stage, sinceMs }): [string, number] => [stage, (sinceMs - MONDAY) / MINUTE],
    );

  it('do not come back within a day by pages alone, and do once the day has passed', () => {
    const facts = [...pages('a', 0, 1, 2), ...pages('b', 120)];
    const before: [string, number][] = [
      ['cold', 0],
      ['warm', 2],
    ];
    expect(history(facts, MONDAY + 130 * MINUTE)).toEqual(before);
    expect(history(facts, MONDAY + 3 * DAY)).toEqual([...before, ['cold', 2 + 24 * 60]]);
    expect(history([...facts, ...pages('b', 121, 122)], MONDAY + 3 * DAY)).toEqual(before);
  });

  it('come back by an act, at once', () => {
    const facts = [...pages('a', 0, 1, 2), ...pages('b', 120), at('view_item', 121, 'b'), ...pages('b', 122)];
    expect(history(facts, MONDAY + 130 * MINUTE).at(-1)).toEqual(['cold', 121]);
    expect(history([...facts, at('view_item', 123, 'b'), ...pages('b', 124)], MONDAY + 130 * MINUTE).at(-1)).toEqual(['warm', 124]);
  });

  it('that were not left lately come at once', () => {
    const third = { id: 'third', name: {}, when: { pageViews: { $gte: 6 } } };
    const facts = [...pages('a', 0, 1, 2), ...pages('b', 120, 121, 122)];
    expect(history(facts, MONDAY + 130 * MINUTE, [third, warm, cold]).at(-1)).toEqual(['third', 122]);
  });

  it('follow a purchase, a refund and what is put in the cart in the same instant, there and back', () => {
    const stages = [
      { id: 'bought', name: {}, when: { 'purchases.count': { $gte: 1 } } },
      { id: 'cart', name: {}, when: { 'cart.open': true } },
      cold,
    ];
    const cart = (minute: number, isEmpty: boolean): Fact => ({ ...at('cart', minute, 'a'), ...(isEmpty ? { items: [] } : {}) });
    const order = { transaction_id: 'o1', value: 10 };
    const facts = [
      cart(0, false),
      cart(1, true),
      cart(2, false),
      { ...at('purchase', 3, 'a'), ...order },
      { ...at('refund', 4, 'a'), transaction_id: 'o1' },
      { ...at('purchase', 5, 'a'), ...order, transaction_id: 'o2' },
    ];
    expect(history(facts, MONDAY + 6 * MINUTE, stages).map(([stage]) => stage)).toEqual([
      'cart',
      'cold',
      'cart',
      'bought',
      'cold',
      'bought',
    ]);
  });

  it('whatever they ask: nobody goes back within a day to a stage they left, unless they did something since', () => {
    const asked = fc.constantFrom<Condition>(
      { 'session.pageViews': { $gte: 2 } },
      { 'session.intent': { $gte: 0.05 } },
      { 'session.minutes': { $lt: 3 } },
      { 'visits.daysSinceLast': { $exists: true, $lt: 1 } },
      { 'cart.minutesSinceChange': { $exists: true, $gte: 4, $lt: 20 } },
      { 'cart.abandoned': true },
      { 'cart.open': true },
      { 'activity.daysSinceLast': { $gte: 2 } },
      { 'past.days1.pageViews': { $gte: 2 } },
      { 'past.days7.productViews': { $gte: 1 } },
      { 'purchases.thisVisit': true },
      { 'lifetime.expectedRemaining': { $lt: 0.9 } },
      { pageViews: { $gte: 4 } },
    );
    const journey = fc
      .uniqueArray(asked, { minLength: 1, maxLength: 4 })
      .map((list) => [...list.map((when, index) => ({ id: `stage-${index}`, name: {}, when })), cold]);
    const gapMs = fc.constantFrom(MINUTE, 31 * MINUTE, 5 * 60 * MINUTE, DAY);
    fc.assert(
      fc.property(journey, acts(...BROWSING, 'page_view', 'page_view', 'purchase', 'refund'), gapMs, (stages, list, gap) => {
        const points = [...profilesOf(factsOf(list, gap), { currency: SHOP.currency })];
        const all = stageHistory(points, { ...SHOP, stages }, null, points.at(-1)!.atMs + 40 * DAY);
        all.forEach(({ stage, sinceMs }, index) => {
          const before = all.slice(0, index).findLastIndex((each) => each.stage === stage);
          const leftMs = before < 0 ? Number.NEGATIVE_INFINITY : all[before + 1]!.sinceMs;
          if (sinceMs - leftMs >= DAY) return;
          const { profile } = points.findLast(({ atMs }) => atMs <= sinceMs)!;
          expect(lastActMs(profile)).toBeGreaterThan(leftMs);
        });
      }),
      { numRuns: 1_000 },
    );
  });
});
