import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../edge/decisioning/decide.ts';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import type { DecisionInput } from '../../../edge/decisioning/types.ts';
import { ATTRIBUTE_LIST } from '../../../edge/journey/attribute-list.ts';
import { answeredText, inputOf, recordOf, type VisitRecord } from '../../../edge/traffic/visit-record.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { type Experiment, ExperimentSchema } from '../../../shared/schemas/experiment.ts';
import type { Rule } from '../../../shared/schemas/rule.ts';
import { pieces, situation } from '../decisioning/a-shop.ts';
import { act, bought, DAY, lamp, MINUTE, MONDAY, vase } from '../journey/a-person.ts';

const texts = (text: string) => ({ it: text, en: text });
const ABOUT = { id: '0190a0a0-0000-7000-8000-000000000000', who: ['k1', 'k2'], answered: 'digest' };

/** As it is kept, and read again. */
const kept = (input: DecisionInput): VisitRecord => JSON.parse(JSON.stringify(recordOf(input, ABOUT))) as VisitRecord;
const again = (input: DecisionInput): DecisionInput => inputOf(kept(input), input.site);

/** A rule that asks what an entry of the list is about, or that it be otherwise. */
function asking(index: number, isTurned: boolean, slot: string, often: Rule['often']): Rule {
  const { example } = ATTRIBUTE_LIST[index % ATTRIBUTE_LIST.length]!;
  const who = JSON.parse(JSON.stringify(example).replaceAll('{rule}', 'default-0').replaceAll('{kind}', 'shipping_cost')) as Rule['who'];
  const [first] = defaultSetup().rules;
  return {
    ...first!,
    id: `asks-${index}`,
    slots: [slot],
    pages: [],
    who: isTurned ? { $not: who } : who,
    often,
    what: { kind: 'message', title: texts('{name}'), text: texts('…') } as Rule['what'],
  };
}

const experimentOn = (rule: string, what: Rule['what']): Experiment =>
  v.parse(ExperimentSchema, {
    id: 'x',
    name: { it: 'x' },
    rule,
    variants: [
      { id: 'control', weight: 0.5 },
      { id: 'bold', weight: 0.5, what },
    ],
  });

const someFact: fc.Arbitrary<Fact> = fc
  .record({
    type: fc.constantFrom<Fact['type']>(
      'page_view',
      'view_item',
      'add_to_cart',
      'remove_from_cart',
      'cart',
      'search',
      'begin_checkout',
      'add_shipping_info',
      'friction',
      'impression',
      'click',
      'dismiss',
      'feedback',
      'purchase',
      'consent',
      'assignment',
    ),
    agoMs: fc.oneof(fc.integer({ min: 0, max: 30 * MINUTE }), fc.integer({ min: 0, max: 100 * DAY })),
    item: fc.constantFrom(lamp, vase, { item_id: 'chair', price: 159, quantity: 2 }),
    session: fc.constantFrom('s1', 's2', 's3'),
    device: fc.constantFrom('phone', 'laptop'),
    rule: fc.constantFrom('asks-0', 'asks-3', 'default-0'),
    variant: fc.constantFrom('control', 'bold'),
    term: fc.string({ minLength: 1 }),
  })
  .map(({ type, agoMs, item, session, device, rule, variant, term }) => {
    const origin = { sessionId: session, deviceId: device };
    const atMs = MONDAY - agoMs;
    if (type === 'purchase') return bought(`o${agoMs % 7}`, atMs, { ...origin, items: [item] });
    if (type === 'consent') return act(type, atMs, { ...origin, consent: { analytics: 'granted', personalization: 'granted' } });
    if (type === 'assignment')
      return act(type, atMs, { ...origin, assignment: { experiment: 'x', variant, bucketVersion: 0, period: 'p' } });
    if (type === 'search') return act(type, atMs, { ...origin, search_term: term });
    if (type === 'friction') return act(type, atMs, { ...origin, friction: 'shipping_cost' });
    if (type === 'feedback') return act(type, atMs, { ...origin, question: 'nps', score: agoMs % 11, text: term });
    if (type === 'impression' || type === 'click' || type === 'dismiss')
      return act(type, atMs, { ...origin, rule, placement: 'overlay' } as Partial<Fact>);
    if (type === 'page_view') return act(type, atMs, { ...origin, page_type: 'home', arrival: 'email' });
    return act(type, atMs, {
      ...origin,
      currency: 'EUR',
      value: item.price,
      items: [item],
      ...(type === 'add_shipping_info' ? { shipping: 6.9 } : {}),
    });
  });

const someInput: fc.Arbitrary<DecisionInput> = fc
  .record({
    facts: fc.array(someFact, { maxLength: 25 }),
    rules: fc.array(
      fc.tuple(
        fc.nat(ATTRIBUTE_LIST.length - 1),
        fc.boolean(),
        fc.constantFrom('a', 'b', 'c', 'overlay'),
        fc.constantFrom<Rule['often']>({}, { perSession: 1 }, { total: 2, dismissedForMs: DAY }),
      ),
      { maxLength: 12 },
    ),
    withDefaults: fc.boolean(),
    customer: fc.option(
      fc.record(
        {
          customerId: fc.constant('cust-anna'),
          loyaltyCard: fc.constant('card-anna'),
          emailSha256: fc.constant('e'.repeat(64)),
          phoneSha256: fc.constant('f'.repeat(64)),
          points: fc.nat(500),
          tier: fc.constant('silver'),
          channelPreference: fc.constantFrom('email' as const, 'none' as const),
          asOfMs: fc.integer({ min: MONDAY - 40 * DAY, max: MONDAY }),
        },
        { requiredKeys: ['customerId', 'asOfMs'] },
      ),
    ),
    isSignedIn: fc.boolean(),
    personId: fc.option(fc.uuid()),
    position: fc.option(fc.constant({ latitude: 45.4642, longitude: 9.19 })),
    storeCode: fc.option(fc.constantFrom('torino', 'nowhere')),
    quantities: fc.array(fc.nat(3), { minLength: 3, maxLength: 3 }),
    again: fc.boolean(),
    isOffered: fc.boolean(),
    locale: fc.constantFrom('it-IT', 'en', 'de'),
    note: fc.option(
      fc.record({
        stage: fc.constantFrom('experimentation' as const, 'loyalty' as const),
        sinceMs: fc.integer({ min: MONDAY - DAY, max: MONDAY }),
      }),
    ),
  })
  .map(({ facts, rules, withDefaults, customer, isSignedIn, storeCode, quantities, isOffered, note, ...told }) => {
    const defaults = defaultSetup().rules.map((rule, index) => ({ ...rule, id: `default-${index}` }));
    const own = rules.map(([index, isTurned, slot, often]) => asking(index, isTurned, slot, often));
    const input = situation({
      ...told,
      facts,
      ...(storeCode === null ? {} : { storeCode }),
      customer: customer as DecisionInput['customer'],
      slots: ['a', 'b', 'home-picks', 'store-notice'],
      rules: [...new Map([...own, ...(withDefaults ? defaults : [])].map((rule) => [rule.id, rule])).values()],
      setup: { experiments: own.slice(0, 1).map(({ id, what }) => experimentOn(id, what)) },
      stock: ['lamp', 'vase', 'chair'].map((id, index) => pieces('torino', id, quantities[index]!)),
      offers: isOffered
        ? [{ rule: 'default-0', block: 'default-0.x', sessionId: 's2', atMs: MONDAY - 1_000, untilMs: MONDAY + MINUTE, floats: true }]
        : [],
    });
    return { ...input, stageNote: note, profile: { ...input.profile, customerId: isSignedIn ? 'cust-anna' : null } };
  });

describe('the record of a decision', () => {
  it('makes the same decision again, whoever it was for and whatever the rules ask: to the byte, with every loser and every draw', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const [then, now] = [decide(input), decide(again(input))];
        expect(answeredText(now)).toBe(answeredText(then));
        expect(now).toEqual(then);
      }),
      { numRuns: 500 },
    );
  });

  it('is the same record when it is made of itself, and the same text when it was read', () => {
    fc.assert(
      fc.property(someInput, (input) => {
        const record = kept(input);
        expect(JSON.stringify(recordOf(inputOf(record, input.site), ABOUT))).toBe(JSON.stringify(recordOf(input, ABOUT)));
        expect(JSON.stringify(record)).toBe(JSON.stringify(recordOf(input, ABOUT)));
      }),
    );
  });

  it('holds neither words nor addresses, nor what devices said', () => {
    const facts = [
      act('search', MONDAY, { search_term: 'regalo per mamma' }),
      act('feedback', MONDAY, { question: 'nps', score: 9, text: 'tutto bene' }),
      act('cart', MONDAY, { items: [lamp], deviceId: 'telefono' }),
      act('consent', MONDAY, { deviceId: 'telefono', consent: { analytics: 'granted', personalization: 'granted' } }),
    ];
    const customer = {
      customerId: 'cust-anna',
      loyaltyCard: 'card-anna',
      emailSha256: 'e'.repeat(64),
      phoneSha256: 'f'.repeat(64),
      asOfMs: MONDAY,
    };
    const text = JSON.stringify(recordOf(situation({ facts, customer, personId: 'somebody' }), ABOUT));
    expect(text).not.toMatch(/regalo|tutto bene|telefono|cust-anna|card-anna|eeeee|fffff/);
    expect(text).toContain('somebody');
    expect(text).toContain('lamp');
  });
});
