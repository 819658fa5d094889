import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultStages } from '../../../edge/journey/default-journey.ts';
import { followStages } from '../../../edge/journey/stage-history.ts';
import { compareFacts, type Fact, factOfConsent } from '../../../edge/visitor/facts.ts';
import { profileOf, profilesOf } from '../../../edge/visitor/reduce.ts';
import { REREAD_MAX, type StageFinding, stageFinding } from '../../../edge/visitor/stage-notes.ts';
import { emptyState, type VisitorState } from '../../../edge/visitor/visitor-store.ts';
import type { Consent } from '../../../shared/schemas/consent.ts';
import { DAY, MINUTE, MONDAY, SHOP } from '../journey/a-person.ts';

const basis = { ...SHOP, stages: defaultStages() };
const { currency } = SHOP;

/** A person's object without its rows: facts by id, and the state that the note stands in. */
class Person {
  state: VisitorState = emptyState();
  readonly facts = new Map<string, Fact>();

  told(facts: readonly Fact[], nowMs: number, ask: { customerId?: string; stages?: typeof basis.stages } = {}): StageFinding {
    const before = this.state;
    const fresh = facts.filter(({ id }) => !this.facts.has(id));
    for (const fact of fresh) this.facts.set(fact.id, fact);
    const all = [...this.facts.values()].sort(compareFacts);
    const { last } = before;
    const isAnew = last !== null && fresh.some((fact) => compareFacts(fact, last) < 0);
    const after = { ...before, profile: profileOf(all, { currency }), last: all.at(-1) ?? null };
    const text = JSON.stringify({ ...basis, stages: ask.stages ?? basis.stages });
    const question = { basis: text, customerId: ask.customerId ?? null, customer: null, deviceId: 'phone', nowMs };
    const found = stageFinding(question, { before, after, fresh, isAnew, currency, all: () => all });
    this.state = { ...after, stageNote: found.note, stageAtLast: found.atLast };
    return found;
  }
}
let count = 0;
const act = (type: Fact['type'], atMs: number, more: Partial<Fact> = {}): Fact => ({
  id: `act-${++count}`,
  type,
  atMs,
  sessionId: null,
  deviceId: 'phone',
  items: [{ item_id: 'lamp', price: 10, quantity: 1 }],
  ...more,
});
const followed = (facts: Iterable<Fact>, untilMs: number, stages = basis.stages) =>
  followStages(profilesOf([...facts], { currency }), { ...basis, stages }, null, untilMs).standings;
const historyAt = (facts: Iterable<Fact>, untilMs: number) => followed(facts, untilMs).map(({ stage, sinceMs }) => ({ stage, sinceMs }));

describe('the note of the stage', () => {
  it('stands as it was while the stage lasts, and is the same object, so that nothing is written', () => {
    const person = new Person();
    person.told([act('view_item', MONDAY), act('view_item', MONDAY + 1)], MONDAY + MINUTE);
    const first = person.state.stageNote;
    expect(first).toMatchObject({ stage: 'experimentation', sinceMs: MONDAY + 1 });
    expect(person.told([act('page_view', MONDAY + DAY)], MONDAY + DAY).note).toBe(first);
    expect(person.told([], MONDAY + 2 * DAY).note).toBe(first);
  });

  it('begins anew where silence had ended the stage before the act that brings it back', () => {
    const person = new Person();
    const back = MONDAY + 200 * DAY;
    person.told([act('view_item', MONDAY), act('view_item', MONDAY + 1)], MONDAY + MINUTE);
    expect(person.told([act('view_item', back)], back).note).toMatchObject({ stage: 'experimentation', sinceMs: back });
  });

  it('says the day on which silence ended it, to who looks at it weeks later', () => {
    const person = new Person();
    person.told([act('purchase', MONDAY, { transaction_id: 'o1', value: 10 })], MONDAY);
    const late = MONDAY + 300 * DAY;
    const { note } = person.told([], late);
    expect(note).toEqual(followed(person.facts.values(), late).at(-1));
    expect([note?.stage, note!.sinceMs < late - 100 * DAY]).toEqual(['recovery', true]);
  });

  it('goes back to the receipt that made the stage, though it is heard of last', () => {
    const person = new Person();
    person.told([act('page_view', MONDAY)], MONDAY);
    const receipt = act('purchase', MONDAY - 3 * DAY, {
      id: 'receipt:r1',
      transaction_id: 'r1',
      value: 40,
      purchaseChannel: 'pos',
      deviceId: null,
    });
    expect(person.told([receipt], MONDAY + DAY).note).toEqual({ stage: 'loyalty', sinceMs: MONDAY - 3 * DAY });
  });

  it('is of the stages of today, with the past they would have had, where a site changes them', () => {
    const person = new Person();
    person.told([act('page_view', MONDAY)], MONDAY);
    person.told([act('page_view', MONDAY + DAY)], MONDAY + DAY);
    const stages = [{ id: 'seen', name: {}, when: { pageViews: { $gte: 1 } } }];
    expect(person.told([], MONDAY + 2 * DAY, { stages }).note).toEqual({ stage: 'seen', sinceMs: MONDAY });
  });

  it('is left out of whoever did nothing, and of whoever another device says must not be known', () => {
    const person = new Person();
    expect(person.told([], MONDAY).note).toBeNull();
    const denied: Consent = { analytics: 'granted', personalization: 'denied' };
    person.told([factOfConsent('laptop', denied, MONDAY), act('view_item', MONDAY), act('view_item', MONDAY)], MONDAY + 1);
    expect(person.state.stageNote).toBeNull();
  });

  it('of a past too long to be read while a page waits says the stage, and that its beginning is to be looked at', () => {
    const person = new Person();
    const many = Array.from({ length: REREAD_MAX + 1 }, (_, index) => act('view_item', MONDAY + index * MINUTE));
    const found = person.told(many, MONDAY + DAY);
    expect([found.note?.stage, found.isUnsure]).toEqual(['experimentation', true]);
    expect(person.told([act('view_item', MONDAY + 2 * DAY)], MONDAY + 2 * DAY).isUnsure).toBe(false);
  });
});

describe('whatever order facts come in, and in whatever batches', () => {
  const states = fc.constantFrom<Consent['analytics']>('granted', 'pending');
  const some = fc.record({
    type: fc.constantFrom<Fact['type']>(
      'page_view',
      'view_item',
      'search',
      'add_to_cart',
      'cart',
      'begin_checkout',
      'purchase',
      'refund',
      'consent',
    ),
    /** hours within three years, dense enough to meet */
    hour: fc.oneof(fc.integer({ min: 0, max: 72 }), fc.integer({ min: 0, max: 26_000 })),
    order: fc.integer({ min: 0, max: 3 }),
    isReceipt: fc.boolean(),
    isEmpty: fc.boolean(),
    deviceId: fc.constantFrom('phone', 'laptop'),
    consent: fc.record({ analytics: states, personalization: states }),
    /** in which batch it is told */
    batch: fc.integer({ min: 0, max: 4 }),
  });
  type Some = typeof some extends fc.Arbitrary<infer T> ? T : never;
  function factsOf(list: readonly Some[]): (Fact & { batch: number })[] {
    return list.map(({ type, hour, order, isReceipt, isEmpty, deviceId, consent, batch }, index) => {
      const atMs = MONDAY + hour * 3_600_000;
      if (type === 'consent') return { ...factOfConsent(deviceId, consent, atMs), batch };
      const isOrder = type === 'purchase' || type === 'refund';
      const items = type === 'cart' && isEmpty ? [] : [{ item_id: 'lamp', price: 10, quantity: 1 }];
      const fact: Fact = { id: `f${index}`, type, atMs, sessionId: null, deviceId, items };
      if (!isOrder) return { ...fact, batch };
      const told = { ...fact, transaction_id: `o${order}`, value: 10, currency };
      if (!isReceipt) return { ...told, batch };
      return { ...told, id: `receipt:${index}`, deviceId: null, purchaseChannel: 'pos', batch };
    });
  }

  /** Stages that pages and time alone turn, and those of a new site. */
  const journeys = fc.constantFrom(basis.stages, [
    { id: 'warm', name: {}, when: { 'session.pageViews': { $gte: 2 } } },
    { id: 'fresh', name: {}, when: { 'visits.daysSinceLast': { $exists: true, $lt: 1 }, 'cart.minutesSinceChange': { $gt: 20 } } },
    { id: 'cart', name: {}, when: { 'cart.open': true } },
    { id: 'cold', name: {}, when: {} },
  ]);

  // Purchases, refunds, receipts that come late, changes of consent, and what another device or name brings at once.
  it('the stage and since when are those of all facts read in their order', () => {
    fc.assert(
      fc.property(
        fc.array(some, { minLength: 1, maxLength: 9 }),
        fc.integer({ min: 0, max: 400 }),
        journeys,
        (list, silentDays, stages) => {
          const facts = factsOf(list);
          const person = new Person();
          let nowMs = MONDAY;
          for (let batch = 0; batch <= 4; batch += 1) {
            const told = facts.filter((fact) => fact.batch === batch);
            nowMs = Math.max(nowMs, ...told.map(({ atMs }) => atMs));
            person.told(told, nowMs, { stages });
          }
          nowMs += silentDays * DAY;
          person.told([], nowMs, { stages });
          expect(person.state.stageNote).toEqual(followed(facts, nowMs, stages).at(-1));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('the history is the same, told twice and in any order', () => {
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 7 }), fc.infiniteStream(fc.nat()), (list, chance) => {
        const facts = factsOf(list);
        const mixed = [...facts, ...facts.slice(0, 2)].map((fact) => ({ fact, place: chance.next().value as number }));
        mixed.sort((a, b) => a.place - b.place);
        const distinct = new Map(mixed.map(({ fact }) => [fact.id, fact]));
        const untilMs = MONDAY + 1_500 * DAY;
        expect(historyAt(distinct.values(), untilMs)).toEqual(historyAt(new Map(facts.map((fact) => [fact.id, fact])).values(), untilMs));
      }),
      { numRuns: 2_000 },
    );
  });
});
