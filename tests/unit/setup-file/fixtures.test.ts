import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { runFixtures } from '../../../edge/setup-file/run-fixtures.ts';
import type { Fixture } from '../../../shared/schemas/fixture.ts';
import type { Rule } from '../../../shared/schemas/rule.ts';
import { type SiteSetup, SiteSetupSchema } from '../../../shared/schemas/site-setup.ts';
import { DEFAULT_STAGES } from '../../../shared/stages.ts';

const AT = '2026-11-16T10:00:00+01:00';
const LAMP = { item_id: 'lamp', item_name: 'Lampada Alba', price: 89.9, quantity: 1 };
const MILANO = { latitude: 45.4642, longitude: 9.19 };
const FRIDAY = '2026-11-13T18:00:00+01:00';
const LEFT_CART = { at: FRIDAY, items: [LAMP] };

const run = (given: Omit<Fixture['given'], 'at'>, expected: Fixture['expect'], setup: Partial<SiteSetup> = {}) => {
  const fixture: Fixture = { name: 'It', given: { at: AT, ...given }, expect: expected };
  const report = runFixtures({ ...defaultSetup(), ...setup, fixtures: [fixture] });
  return { ...report, result: report.results[0]! };
};
const messages = (found: readonly { pointer: string; message: string }[]) => found.map(({ pointer, message }) => `${pointer} ${message}`);

describe('the fixtures of a new site', () => {
  const { results, malformed, failures, doubts, warnings } = runFixtures(defaultSetup());

  it('all hold', () => {
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    expect([...malformed, ...failures, ...doubts, ...warnings]).toEqual([]);
  });

  it('hold too once the shop has a loyalty programme, as every shop will that has one', () => {
    const loyalty = { name: { it: 'Club', en: 'Club' }, pointsPerUnit: 1, tiers: [], joinUrl: '/club' };
    expect(runFixtures({ ...defaultSetup(), loyalty }).doubts).toEqual([]);
  });

  it('are two and more for each stage', () => {
    const stages = results.map(({ decision }) => decision!.stage);
    for (const stage of DEFAULT_STAGES) expect([stage, stages.filter((each) => each === stage).length >= 2]).toEqual([stage, true]);
  });

  it('fit the schema as they stand, so that they come back from a file as they went into it', () => {
    const setup = defaultSetup();
    expect(v.parse(SiteSetupSchema, JSON.parse(JSON.stringify(setup)))).toEqual(setup);
  });

  it('notice when any default rule they speak of goes, or lets in whoever it should not', () => {
    const setup = defaultSetup();
    const named = new Set(setup.fixtures!.flatMap(({ expect: { slots } }) => Object.values(slots ?? {})).filter((rule) => rule !== null));
    for (const id of named) {
      const without = { ...setup, rules: setup.rules.filter((rule) => rule.id !== id) };
      expect([id, runFixtures(without).doubts.length > 0]).toEqual([id, true]);
    }
    const everybody = { ...setup, rules: setup.rules.map((rule): Rule => (rule.id === 'win-back' ? { ...rule, who: {} } : rule)) };
    expect(messages(runFixtures(everybody).doubts).join('\n')).toContain('"win-back" must not show, but stands in "win-back"');
  });
});

describe('the fixture that the README shows', () => {
  it('holds for a new site', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
    const [shown] = [...readme.matchAll(/```json\n(.*?)```/gs)].map(([, json]) => JSON.parse(json!)).filter((json) => 'given' in json);
    const setup = v.parse(SiteSetupSchema, { ...defaultSetup(), fixtures: [shown] });
    const { results, malformed } = runFixtures(setup);
    expect(malformed).toEqual([]);
    expect(results).toMatchObject([{ ok: true, differences: [] }]);
  });
});

describe('a fixture', () => {
  it('says in words what is decided instead, and why', () => {
    const { result } = run(
      { slots: ['home-picks', 'feedback'] },
      { stage: 'loyalty', slots: { 'home-picks': 'home-for-you', feedback: 'feedback', overlay: 'sales', x: null } },
    );
    expect(result.ok).toBe(false);
    expect(messages(result.differences)).toEqual([
      '/fixtures/0/expect/stage expects "loyalty", but the stage is "acquisition"',
      '/fixtures/0/expect/slots/home-picks expects "home-for-you", but "home-picks" stands there: "home-for-you" is not for this person: its condition does not hold',
      '/fixtures/0/expect/slots/feedback expects "feedback", but nothing stands there: "feedback" is not for this person: its condition does not hold',
      '/fixtures/0/expect/slots/overlay expects "sales", but nothing stands there: there is no rule "sales"',
    ]);
  });

  it('holds back what must not be shown or said', () => {
    const { result } = run(
      { slots: ['home-picks'] },
      { notShown: ['home-picks'], notKinds: ['recommendations', 'message'], notTexts: ['Da scoprire', 'Sconto'] },
    );
    expect(messages(result.differences)).toEqual([
      '/fixtures/0/expect/notShown/0 "home-picks" must not show, but stands in "home-picks"',
      '/fixtures/0/expect/notKinds/0 no recommendations must show, but "home-picks" in "home-picks" is one',
      '/fixtures/0/expect/notTexts/0 "Da scoprire" must not be said, but "home-picks" in "home-picks" says it',
    ]);
  });

  it('finds texts whatever spaces they are written with, and quotes what is said where one is missing', () => {
    expect(run({ slots: ['home-picks'] }, { texts: { 'home-picks': ['89,90 €', '89,90\u00a0€'] } }).result.ok).toBe(true);
    const { result } = run({ slots: ['home-picks'] }, { texts: { 'home-picks': ['Saldi'], elsewhere: ['Ciao'] } });
    expect(messages(result.differences)).toEqual([
      expect.stringMatching(/^\/fixtures\/0\/expect\/texts\/home-picks\/0 "Saldi" is not said; what is: "Da scoprire", .* …$/),
      '/fixtures/0/expect/texts/elsewhere/0 "Ciao" is not said; nothing stands in "elsewhere"',
    ]);
  });

  it('that names a rule nobody has says that it proves nothing', () => {
    const { result, warnings } = run({}, { notShown: ['hoem-picks'] });
    expect(result.ok).toBe(true);
    expect(messages(warnings)).toEqual(['/fixtures/0/expect/notShown/0 there is no rule "hoem-picks": this is always so']);
  });

  it('without consent to be remembered knows neither the past nor the customer', () => {
    const past = [FRIDAY, FRIDAY].map((at) => ({ type: 'view_item' as const, at, items: [LAMP] }));
    const customer = { customerId: 'c', points: 10, purchases: [{ orderId: 'o', at: FRIDAY, channel: 'pos', total: 10 }] };
    const consent = (analytics: 'granted' | 'denied', personalization: 'granted' | 'denied') => ({ analytics, personalization });
    expect(run({ past, customer }, { stage: 'loyalty' }).result.ok).toBe(true);
    expect(run({ past, customer, consent: consent('granted', 'denied') }, { stage: 'acquisition' }).result.ok).toBe(true);
    expect(run({ past, customer, consent: consent('denied', 'denied') }, { stage: 'acquisition' }).result.ok).toBe(true);
    const events = [...past.map(({ at: _, ...event }) => event)];
    expect(run({ events, consent: consent('denied', 'denied') }, { stage: 'experimentation' }).result.ok).toBe(true);
  });

  it('has shops, stock and place: a cart is offered where it is, and not where the stock is too old or the shop too far', () => {
    const given = { cart: LEFT_CART, position: MILANO, slots: ['store-notice'] };
    const shown = { slots: { 'store-notice': 'store-notice' } };
    const hidden = { notKinds: ['store-notice' as const] };
    const stock = (more: object) => [{ store_code: 'milano-torino', id: 'lamp', quantity: 3, ...more }];
    expect(run(given, shown).result.differences).toEqual([]);
    expect(run({ ...given, stock: stock({}) }, { texts: { 'store-notice': ['3 disponibili'] } }).result.differences).toEqual([]);
    expect(run({ ...given, stock: stock({ asOf: FRIDAY }) }, hidden).result.differences).toEqual([]);
    expect(run({ ...given, position: { latitude: 41.9, longitude: 12.5 } }, hidden).result.differences).toEqual([]);
    expect(run({ ...given, position: { latitude: 41.9, longitude: 12.5 }, store: 'milano-torino' }, shown).result.differences).toEqual([]);
  });

  it('tells sessions apart by half an hour of silence: limits of a visit count what was shown in it', () => {
    const setup = defaultSetup();
    const rules = setup.rules
      .filter((rule) => rule.id === 'win-back')
      .map((rule): Rule => ({ ...rule, who: {}, often: { perSession: 1 } }));
    const shownAt = (at: string) => [{ type: 'impression' as const, at, rule: 'win-back', slot: 'overlay' }];
    const shown = { slots: { overlay: 'win-back' } };
    const capped = run({ past: shownAt('2026-11-16T09:40:00+01:00') }, shown, { rules });
    expect(capped.result.differences[0]!.message).toContain('"win-back" was shown as often as it may be');
    expect(run({ past: shownAt('2026-11-16T09:20:00+01:00') }, shown, { rules }).result.ok).toBe(true);
  });

  it('knows segments and schedules', () => {
    const setup = defaultSetup();
    const [base] = setup.rules.filter((rule) => rule.id === 'win-back');
    const when = (more: Partial<Rule>) => ({ rules: [{ ...base!, who: {}, often: {}, ...more }] });
    const shown = { slots: { overlay: 'win-back' } };
    const past = [{ type: 'view_item' as const, at: '2026-11-16T09:40:00+01:00', items: [LAMP] }];
    const looked = [{ id: 'looked', name: {}, condition: { productViews: { $gte: 1 } } }];
    const named = { ...when({ who: { $savedGroup: { id: 'looked' } } }), segments: looked };
    expect(run({ past }, shown, named).result.ok).toBe(true);
    expect(run({}, shown, named).result.ok).toBe(false);
    const late = run({}, shown, when({ schedule: { from: '2026-11-16T10:01' } }));
    expect(late.result.differences[0]!.message).toContain('its schedule says otherwise');
    expect(run({}, shown, when({ schedule: { from: '2026-11-16T10:00' } })).result.ok).toBe(true);
  });

  it('decides the same whatever order its past is written in', () => {
    const past: Fixture['given']['past'] = [
      { type: 'add_to_cart', at: '2026-11-16T09:41:00+01:00', items: [LAMP] },
      { type: 'remove_from_cart', at: '2026-11-16T09:42:00+01:00', items: [LAMP] },
      { type: 'view_item', at: '2026-11-16T09:40:00+01:00', items: [LAMP] },
    ];
    const decided = run({ past, slots: ['home-picks'] }, { stage: 'x' }).result.decision;
    expect(run({ past: past.toReversed(), slots: ['home-picks'] }, { stage: 'x' }).result.decision).toEqual(decided);
  });

  it('names what of its situation cannot be used, once, and decides nothing then', () => {
    const data = defaultSetup().fixtureData!;
    const broken = { ...data, catalog: [...data.catalog!, { id: 'x', title: 'X', link: '/x', price: 'cheap' }] };
    const twice = (['a', 'b'] as const).map((name): Fixture => ({ name, given: { at: AT }, expect: { stage: 'acquisition' } }));
    const report = runFixtures({ ...defaultSetup(), fixtureData: broken, fixtures: twice });
    expect(messages(report.malformed)).toEqual(['/fixtureData/catalog/4/price is not a price such as 120.00 EUR']);
    expect(report.results).toMatchObject([
      { ok: false, decision: null },
      { ok: false, decision: null },
    ]);
    expect(messages(run({ cart: { at: '2026-11-20T10:00:00Z', items: [] } }, { stage: 'x' }).malformed)).toEqual([
      `/fixtures/0/given/cart/at lies after the moment of the fixture, ${AT}`,
    ]);
    const same = runFixtures({ ...defaultSetup(), fixtures: [twice[0]!, twice[0]!] });
    expect(messages(same.malformed)).toEqual(['/fixtures/1/name "a" is used twice']);
  });

  it('names fields of its rows that nobody knows', () => {
    const customer = { customerId: 'c', pointz: 10 };
    expect(messages(run({ customer }, { stage: 'acquisition' }).warnings)).toEqual([
      '/fixtures/0/given/customer/pointz is not a known field and was left out',
    ]);
  });
});
