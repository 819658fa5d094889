import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JourneyBasis } from '../../../edge/journey/basis.ts';
import { defaultStages } from '../../../edge/journey/default-journey.ts';
import { journeyState } from '../../../edge/journey/journey-state.ts';
import { stageHistory } from '../../../edge/journey/stage-history.ts';
import { traitsOf } from '../../../edge/journey/traits.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { profilesOf } from '../../../edge/visitor/reduce.ts';
import type { JourneyModel } from '../../../shared/schemas/journey-model.ts';
import { act, bought, boughtInShop, DAY, lamp, MONDAY, page, person, SHOP } from './a-person.ts';

const HOUR = 3_600_000;
/** A shop people come back to every week or two, and one of records, bought now and then. */
const GROCER: JourneyModel = { bgNbd: { r: 2, alpha: 3, a: 0.5, b: 5 }, gammaGamma: { p: 6, q: 4, v: 30 }, unit: 'week' };
const RECORDS: JourneyModel = {
  bgNbd: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
  gammaGamma: { p: 6.25, q: 3.74, v: 15.44 },
  unit: 'week',
};
const basisOf = (journeyModel: JourneyModel | null): JourneyBasis => ({ ...SHOP, stages: defaultStages(), journeyModel });
const stateAt = (facts: Fact[], nowMs: number, model: JourneyModel | null) =>
  journeyState(person(...facts), null, null, basisOf(model), 'it', nowMs);
const historyOf = (facts: Fact[], untilMs: number, basis: JourneyBasis) => stageHistory(profilesOf(facts, SHOP), basis, null, untilMs);
const every = (days: number, times: number): Fact[] =>
  Array.from({ length: times }, (_, index) => bought(`o${index}`, MONDAY + index * days * DAY));

describe('who is to be won back', () => {
  it('goes by how people buy in that very shop', () => {
    const once = [bought('o1', MONDAY)];
    const afterFiveWeeks = MONDAY + 35 * DAY;
    expect(stateAt(once, afterFiveWeeks, GROCER).stage).toBe('recovery');
    expect(stateAt(once, afterFiveWeeks, RECORDS).stage).toBe('retention');
  });

  it('goes by how that very customer bought: the same silence says more of who came every fortnight', () => {
    const [often, seldom] = [every(14, 12), every(90, 3)];
    const silentFor = (facts: Fact[], days: number) => stateAt(facts, facts.at(-1)!.atMs + days * DAY, RECORDS);
    expect(silentFor(often, 80).stage).toBe('recovery');
    expect(silentFor(seldom, 80).stage).toBe('retention');
    expect(silentFor(seldom, 700).stage).toBe('recovery');
  });

  it('is also found in a shop that nobody seems to leave for good', () => {
    const faithful: JourneyModel = { ...RECORDS, bgNbd: { r: 0.7, alpha: 7.2, a: 0.0005, b: 834_083 } };
    const facts = every(30, 3);
    const last = facts.at(-1)!.atMs;
    expect(stateAt(facts, last + 90 * DAY, faithful).stage).toBe('retention');
    expect(stateAt(facts, last + 900 * DAY, faithful).stage).toBe('recovery');
  });

  it('is told why: they usually buy again sooner', () => {
    const facts = every(14, 12);
    const because = stateAt(facts, facts.at(-1)!.atMs + 100 * DAY, RECORDS).because;
    expect(because).toContainEqual({ code: 'overdue', text: 'Di solito torni a comprare prima' });
    expect(stateAt(facts, facts.at(-1)!.atMs + DAY, RECORDS).because.map(({ code }) => code)).not.toContain('overdue');
    expect(stateAt([bought('o1', MONDAY)], MONDAY + 900 * DAY, RECORDS).because.map(({ code }) => code)).not.toContain('overdue');
  });

  it('is told of a cart left behind, however much else there is to say', () => {
    const facts = every(14, 12);
    const left = facts.at(-1)!.atMs + HOUR;
    const because = stateAt([...facts, act('add_to_cart', left, { items: [lamp], sessionId: 's9' })], left + 100 * DAY, RECORDS).because;
    expect(because.map(({ code }) => code)).toEqual(['purchased', 'last-purchase', 'cart-open', 'cart-abandoned']);
  });

  it('is nobody for looking around: only a purchase leads out of it', () => {
    const facts = every(14, 12);
    const lostAt = facts.at(-1)!.atMs + 100 * DAY;
    expect(stateAt([...facts, act('view_item', lostAt, { items: [lamp], sessionId: 's9' })], lostAt + HOUR, RECORDS).stage).toBe(
      'recovery',
    );
    expect(stateAt([...facts, boughtInShop('till', lostAt)], lostAt + HOUR, RECORDS).stage).toBe('retention');
  });

  it('is nobody who bought today, however likely the model thinks that they stop', () => {
    const fickle = { ...RECORDS, bgNbd: { r: 1, alpha: 5, a: 9, b: 1 } };
    const facts = every(30, 3);
    const today = facts.at(-1)!.atMs;
    expect(traitsOf(person(...facts), null, { ...SHOP, journeyModel: fickle }, today).lifetime!.pAlive).toBeLessThan(0.5);
    expect(stateAt(facts, today, fickle).stage).toBe('retention');
  });

  it('may have bought in another currency', () => {
    const abroad = bought('usd', MONDAY, { currency: 'USD' });
    expect(stateAt([abroad], MONDAY, RECORDS).stage).toBe('loyalty');
    expect(stateAt([abroad], MONDAY + 800 * DAY, RECORDS).stage).toBe('recovery');
  });
});

const models = fc.oneof(
  fc.constantFrom(null, GROCER, RECORDS),
  fc
    .record({
      r: fc.double({ min: 0.05, max: 5, noNaN: true }),
      alpha: fc.double({ min: 0.5, max: 50, noNaN: true }),
      a: fc.double({ min: 0.05, max: 5, noNaN: true }),
      b: fc.double({ min: 0.05, max: 10, noNaN: true }),
    })
    .map((bgNbd): JourneyModel => ({ ...RECORDS, bgNbd })),
);
const hours = fc.integer({ min: 0, max: 300 * 24 });
const purchases = fc
  .uniqueArray(hours, { minLength: 1, maxLength: 8 })
  .map((all) => all.sort((a, b) => a - b).map((hour, index) => (index % 2 ? boughtInShop : bought)(`o${index}`, MONDAY + hour * HOUR)));

describe('nobody wavers between stages', () => {
  it('in one silence no stage comes twice, and all go one way', () => {
    const order = ['loyalty', 'retention', 'recovery'];
    fc.assert(
      fc.property(purchases, models, (facts, model) => {
        const last = facts.at(-1)!.atMs;
        const places = historyOf(facts, last + 2_000 * DAY, basisOf(model))
          .filter(({ sinceMs }) => sinceMs >= last)
          .map(({ stage }) => order.indexOf(stage));
        expect(places).toEqual([...new Set(places)].sort());
      }),
      { numRuns: 150 },
    );
  });

  it('a purchase ends recovery, and looks, searches and carts neither begin nor end it', () => {
    fc.assert(
      fc.property(purchases, models, hours, (facts, model, hour) => {
        const atMs = facts.at(-1)!.atMs + hour * HOUR;
        expect(stateAt([...facts, bought('new', atMs)], atMs, model).stage).not.toBe('recovery');
        const visit = [page(atMs, 'home', { sessionId: 's9' }), act('view_item', atMs, { items: [lamp], sessionId: 's9' })];
        expect(stateAt([...facts, ...visit], atMs, model).stage).toBe(stateAt(facts, atMs, model).stage);
      }),
      { numRuns: 150 },
    );
  });
});

describe('the same facts', () => {
  it('give the same stages whatever order they came in', () => {
    const shuffled = purchases.chain((facts): fc.Arbitrary<[Fact[], Fact[]]> => {
      const refund = act('refund', facts.at(-1)!.atMs + DAY, { transaction_id: 'o0' });
      const all = [...facts, refund];
      return fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }));
    });
    fc.assert(
      fc.property(shuffled, models, ([inOrder, mixed], model) => {
        const until = MONDAY + 900 * DAY;
        expect(historyOf(mixed, until, basisOf(model))).toEqual(historyOf(inOrder, until, basisOf(model)));
        expect(stateAt(mixed, until, model)).toEqual(stateAt(inOrder, until, model));
      }),
      { numRuns: 60 },
    );
  });

  it('date a change to the day it came, also where a site asks the model itself', () => {
    const own: JourneyBasis = {
      ...basisOf(RECORDS),
      stages: [
        { id: 'cold', name: {}, when: { 'purchases.count': { $gte: 1 }, 'lifetime.expectedPurchases90Days': { $lte: 0.2 } } },
        { id: 'warm', name: {}, when: { 'lifetime.pAlive': { $gt: 0.9 } } },
        { id: 'rest', name: {}, when: {} },
      ],
    };
    fc.assert(
      fc.property(purchases, hours, (facts, hour) => {
        const at = facts.at(-1)!.atMs + hour * HOUR;
        const now = historyOf(facts, at, own).at(-1)!;
        expect(now.stage).toBe(journeyState(person(...facts), null, null, own, 'it', at).stage);
        expect(journeyState(person(...facts), null, null, own, 'it', now.sinceMs).stage).toBe(now.stage);
        const dayBefore = historyOf(facts, now.sinceMs - 1, own).at(-1);
        expect(dayBefore?.stage).not.toBe(now.stage);
      }),
      { numRuns: 100 },
    );
  });
});
