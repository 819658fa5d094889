import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultStages } from '../../../edge/journey/default-journey.ts';
import { journeyState } from '../../../edge/journey/journey-state.ts';
import { stageHistory } from '../../../edge/journey/stage-history.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { emptyProfile, type Profile } from '../../../edge/visitor/profile.ts';
import { act, bought, boughtInShop, DAY, lamp, MINUTE, MONDAY, page, person, SHOP, vase } from './a-person.ts';

const basis = { ...SHOP, stages: defaultStages() };
const state = (profile: Profile, nowMs: number, locale = 'it-IT') => journeyState(profile, null, null, basis, locale, nowMs);
const stage = (profile: Profile, nowMs: number) => state(profile, nowMs).stage;

describe('the default journey', () => {
  it('receives somebody nobody knows as new', () => {
    expect(stage(emptyProfile(), MONDAY)).toBe('acquisition');
    expect(stage(person(page(MONDAY, 'home')), MONDAY)).toBe('acquisition');
  });

  it('sees an interest in two looks at products, a search, or a cart', () => {
    const look = (minute: number) => act('view_item', MONDAY + minute * MINUTE, { items: [lamp] });
    expect(stage(person(look(0)), MONDAY)).toBe('acquisition');
    expect(stage(person(look(0), look(1)), MONDAY + MINUTE)).toBe('experimentation');
    expect(stage(person(act('search', MONDAY, { search_term: 'lampade' })), MONDAY)).toBe('experimentation');
    expect(stage(person(act('add_to_cart', MONDAY, { items: [lamp] })), MONDAY)).toBe('experimentation');
  });

  it('says loyalty in the very answer to the first purchase', () => {
    expect(stage(person(page(MONDAY, 'home'), bought('o1', MONDAY + MINUTE)), MONDAY + MINUTE)).toBe('loyalty');
  });

  it('counts a purchase at the till, without any visit', () => {
    expect(stage(person(boughtInShop('t1', MONDAY)), MONDAY)).toBe('loyalty');
  });

  it('takes loyalty back when the only purchase is refunded in full, not when in part', () => {
    const refund = (value?: number) =>
      act('refund', MONDAY + DAY, { transaction_id: 'o1', currency: 'EUR', ...(value === undefined ? {} : { value }) });
    expect(stage(person(bought('o1', MONDAY), refund(20)), MONDAY + DAY)).toBe('loyalty');
    const refunded = person(bought('o1', MONDAY), refund());
    expect(stage(refunded, MONDAY + DAY)).toBe('experimentation');
    expect(state(refunded, MONDAY + DAY).because.map(({ code }) => code)).toContain('refunded');
  });

  it('goes from loyalty to retention to recovery by silence alone', () => {
    const profile = person(bought('o1', MONDAY));
    expect([0, 20, 25, 75, 90, 400].map((days) => stage(profile, MONDAY + days * DAY))).toEqual([
      'loyalty',
      'loyalty',
      'retention',
      'retention',
      'recovery',
      'recovery',
    ]);
  });

  it('keeps who buys again and comes by', () => {
    const profile = person(bought('o1', MONDAY), bought('o2', MONDAY + 20 * DAY));
    expect(stage(profile, MONDAY + 20 * DAY)).toBe('retention');
  });

  it('takes who last bought five months ago for somebody to win back, even while visiting', () => {
    const profile = person(bought('o1', MONDAY), page(MONDAY + 150 * DAY, 'home', { sessionId: 's2' }));
    expect(stage(profile, MONDAY + 150 * DAY)).toBe('recovery');
  });

  it('gives a cart up after a month', () => {
    const profile = person(act('add_to_cart', MONDAY, { items: [lamp] }));
    expect(stage(profile, MONDAY + 30 * DAY)).toBe('experimentation');
    expect(stage(profile, MONDAY + 31 * DAY)).toBe('recovery');
  });

  it('starts anew with who showed an interest half a year ago', () => {
    const profile = person(act('search', MONDAY, { search_term: 'vaso' }));
    expect(stage(profile, MONDAY + 181 * DAY)).toBe('acquisition');
  });

  it('uses the stages a site defines, and the last where none fits', () => {
    const own = {
      ...SHOP,
      stages: [
        { id: 'advocacy', name: {}, when: { 'feedback.nps': { $gte: 9 } } },
        { id: 'others', name: {}, when: { 'purchases.count': { $gte: 99 } } },
      ],
    };
    const happy = person(act('feedback', MONDAY, { question: 'nps', score: 10 }));
    expect(journeyState(happy, null, null, own, 'it', MONDAY).stage).toBe('advocacy');
    expect(journeyState(emptyProfile(), null, null, own, 'it', MONDAY).stage).toBe('others');
  });
});

describe('why a stage', () => {
  it('is told in the language of the page, with stable codes', () => {
    const profile = person(act('add_to_cart', MONDAY, { items: [lamp] }), act('add_to_cart', MONDAY, { items: [vase] }));
    expect(state(profile, MONDAY, 'it-CH').because[0]).toEqual({ code: 'cart-open', text: 'Hai 2 prodotti nel carrello' });
    expect(state(profile, MONDAY, 'en-GB').because[0]).toEqual({ code: 'cart-open', text: 'You have 2 products in your cart' });
    expect(state(profile, MONDAY, 'ja').because[0]?.text).toBe('You have 2 products in your cart');
  });

  it('names the shipping cost where it stopped somebody', () => {
    const profile = person(
      act('add_to_cart', MONDAY, { items: [lamp] }),
      act('begin_checkout', MONDAY + MINUTE, { items: [lamp] }),
      act('add_shipping_info', MONDAY + 2 * MINUTE, { shipping: 9.9 }),
      page(MONDAY + 3 * MINUTE, 'home'),
    );
    expect(state(profile, MONDAY + 3 * MINUTE).because.map(({ code }) => code)).toEqual(['cart-open', 'shipping-cost', 'cart-abandoned']);
  });

  it('tells a newcomer so, and claims no more than is known', () => {
    expect(state(person(page(MONDAY, 'home')), MONDAY).because).toEqual([
      { code: 'first-visit', text: 'Per quanto ne sappiamo, è la tua prima visita' },
    ]);
  });

  it('is never empty and never longer than four', () => {
    fc.assert(
      fc.property(someFacts, fc.integer({ min: 0, max: 400 }), (facts, days) => {
        const { because, confidence } = state(person(...facts), MONDAY + days * DAY);
        expect(because.length).toBeGreaterThan(0);
        expect(because.length).toBeLessThanOrEqual(4);
        expect(because.every(({ text }) => text !== '' && !text.includes('{'))).toBe(true);
        expect(confidence).toBeGreaterThan(0);
        expect(confidence).toBeLessThan(1);
      }),
      { numRuns: 100 },
    );
  });

  it('grows surer with evidence', () => {
    const looks = (n: number) => person(...Array.from({ length: n }, (_, i) => act('view_item', MONDAY + i * MINUTE, { items: [lamp] })));
    expect(state(looks(2), MONDAY).confidence).toBeLessThan(state(looks(8), MONDAY).confidence);
    expect(state(emptyProfile(), MONDAY).confidence).toBe(0.5);
  });
});

describe('since when', () => {
  it('is kept while the stage lasts, whatever happens within it', () => {
    const note = { stage: 'loyalty', sinceMs: MONDAY };
    const profile = person(bought('o1', MONDAY), page(MONDAY + DAY, 'home'));
    expect(journeyState(profile, null, note, basis, 'it', MONDAY + DAY).since).toBe(new Date(MONDAY).toISOString());
  });

  it('is the moment of the act that changed it', () => {
    const note = { stage: 'acquisition', sinceMs: MONDAY };
    const profile = person(bought('o1', MONDAY + DAY));
    expect(journeyState(profile, null, note, basis, 'it', MONDAY + DAY + 5).since).toBe(new Date(MONDAY + DAY).toISOString());
  });

  it('is the moment silence changed it, also when it is found later', () => {
    const note = { stage: 'loyalty', sinceMs: MONDAY };
    expect(journeyState(person(bought('o1', MONDAY)), null, note, basis, 'it', MONDAY + 45 * DAY).since).toBe('2026-12-07T00:00:00.000Z');
  });
});

describe('the history of stages', () => {
  const pointsOf = (facts: Fact[]) => facts.map((fact, index) => ({ atMs: fact.atMs, profile: person(...facts.slice(0, index + 1)) }));

  it('dates every change, those by silence too', () => {
    const facts = [
      page(MONDAY, 'home'),
      act('search', MONDAY + MINUTE, { search_term: 'x' }),
      bought('o1', MONDAY + 2 * MINUTE),
      bought('o2', MONDAY + 100 * DAY),
    ];
    expect(stageHistory(pointsOf(facts), basis, null, MONDAY + 350 * DAY)).toEqual([
      { stage: 'acquisition', sinceMs: MONDAY },
      { stage: 'experimentation', sinceMs: MONDAY + MINUTE },
      { stage: 'loyalty', sinceMs: MONDAY + 2 * MINUTE },
      { stage: 'retention', sinceMs: Date.UTC(2026, 11, 7) },
      { stage: 'recovery', sinceMs: Date.UTC(2027, 1, 6) },
      { stage: 'retention', sinceMs: MONDAY + 100 * DAY },
      { stage: 'recovery', sinceMs: Date.UTC(2027, 9, 17) },
    ]);
  });

  it('says nothing of what came after', () => {
    const facts = [page(MONDAY, 'home'), bought('o1', MONDAY + DAY)];
    expect(stageHistory(pointsOf(facts), basis, null, MONDAY)).toEqual([{ stage: 'acquisition', sinceMs: MONDAY }]);
    expect(stageHistory([], basis, null, MONDAY)).toEqual([]);
  });

  it('agrees with the stage at any moment', () => {
    fc.assert(
      fc.property(someFacts, fc.integer({ min: 0, max: 300 * 24 }), (facts, hours) => {
        const sorted = [...facts].sort((a, b) => a.atMs - b.atMs);
        const at = MONDAY + hours * 3_600_000;
        const known = sorted.filter((fact) => fact.atMs <= at);
        fc.pre(known.length > 0);
        const history = stageHistory(pointsOf(sorted), basis, null, at);
        expect(history.at(-1)?.stage).toBe(stage(person(...known), at));
      }),
      { numRuns: 60 },
    );
  });
});

const someFacts = fc.array(
  fc
    .tuple(fc.constantFrom('home', 'look', 'search', 'cart', 'buy', 'till', 'refund'), fc.integer({ min: 0, max: 200 * 24 * 60 }))
    .map(([what, minute]) => {
      const at = MONDAY + minute * MINUTE;
      const sessionId = `s${Math.floor(minute / 60)}`;
      switch (what) {
        case 'look':
          return act('view_item', at, { items: [lamp], sessionId });
        case 'search':
          return act('search', at, { search_term: 'x', sessionId });
        case 'cart':
          return act('add_to_cart', at, { items: [vase], sessionId });
        case 'buy':
          return bought(`o${minute % 5}`, at, { sessionId });
        case 'till':
          return boughtInShop(`o${minute % 5}`, at);
        case 'refund':
          return act('refund', at, { transaction_id: `o${minute % 5}`, sessionId });
        default:
          return page(at, 'home', { sessionId });
      }
    }),
  { maxLength: 12 },
);
