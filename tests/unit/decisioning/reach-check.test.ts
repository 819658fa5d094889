import { describe, expect, it } from 'vitest';
import { unknownAttributes } from '../../../edge/decisioning/attribute-check.ts';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { checkSetup } from '../../../edge/decisioning/setup-check.ts';
import { ATTRIBUTE_LIST } from '../../../edge/journey/attribute-list.ts';
import { defaultStages } from '../../../edge/journey/default-journey.ts';
import type { Condition, Rule } from '../../../shared/schemas/rule.ts';

const text = { it: 'x', en: 'x' };
const rule = (id: string, more: Partial<Rule> = {}): Rule => ({
  id,
  name: text,
  enabled: true,
  pages: [],
  when: { on: 'load' },
  who: {},
  slots: ['bar'],
  overlay: 'corner',
  what: { kind: 'message', title: text, text },
  often: {},
  reason: text,
  ...more,
});
const found = (rules: Rule[], stages = defaultStages()) => {
  const { errors, warnings } = checkSetup({ ...defaultSetup(), rules, fixtures: [], journey: { stages } });
  return [...errors, ...warnings].map(({ pointer, message }) => `${pointer}: ${message}`);
};
const of = (condition: Condition, asker: 'person' | 'rule' = 'rule') =>
  unknownAttributes(condition, asker).map(({ pointer, message }) => `${pointer}: ${message}`);

describe('attributes that are not there', () => {
  it.each([
    ['purchase.count', 'purchases.count'],
    ['cart.isOpen', 'cart.open'],
    ['customer.tier', 'loyalty.tier'],
    ['productviews', 'productViews'],
    ['time.weekDay', 'time.weekday'],
    ['past.day30.purchases', 'past.days30.purchases'],
  ])('%s: did you mean %s?', (wrong, meant) => {
    expect(of({ $or: [{ [wrong]: { $gte: 1 } }] })).toEqual([
      `/$or/0/${wrong}: "${wrong}" is not a known attribute: did you mean "${meant}"?`,
    ]);
  });

  it('that are like nothing are told with their neighbours, or alone', () => {
    expect(of({ 'loyalty.anniversary': 1 })).toEqual([
      '/loyalty.anniversary: "loyalty.anniversary" is not a known attribute, such as loyalty.member, loyalty.tier, loyalty.points',
    ]);
    expect(of({ zodiac: 'aries' })).toEqual(['/zodiac: "zodiac" is not a known attribute']);
  });

  it('that are there are all accepted, of rules; those of a page not of persons', () => {
    for (const { path, example } of ATTRIBUTE_LIST) {
      const named = JSON.parse(JSON.stringify(example).replace('{rule}', 'picks').replace('{kind}', 'shipping_cost')) as Condition;
      expect(of(named)).toEqual([]);
      if (/^(page|time|store|seen)[.]/.test(path)) expect(of(named, 'person')[0]).toMatch(/belongs to a page or a moment/);
    }
    expect(of({ lifetime: { $exists: true }, 'cart.items.0': 'lamp', 'recentItems.length': { $gte: 1 } })).toEqual([]);
  });

  it('are errors of rules, and a rule that is not there a warning with the one that is meant', () => {
    expect(found([rule('picks', { who: { 'cart.opened': true, 'seen.piks.clicks': { $gte: 1 } } })])).toEqual([
      '/rules/0/who/cart.opened: "cart.opened" is not a known attribute: did you mean "cart.open"?',
      '/rules/0/who/seen.piks.clicks: there is no rule "piks": did you mean "picks"?',
    ]);
  });
});

describe('what nobody would be in or see', () => {
  it('conditions that can never hold are errors', () => {
    const stages = [{ id: 'none', name: text, when: { 'purchases.count': { $gte: 5, $lt: 3 } } }, ...defaultStages()];
    expect(found([rule('a', { who: { 'lifetime.valueTier': 'gold' } })], stages)).toEqual([
      '/journey/stages/0/when: can never hold: nobody would be in this stage',
      '/rules/0/who: can never hold: nobody would see it',
    ]);
    expect(found([rule('a', { who: { stage: 'gone' } })])).toEqual(['/rules/0/who: can never hold: nobody would see it']);
    expect(found([rule('a', { pages: ['home'], who: { 'page.type': 'cart' } })])).toEqual([
      '/rules/0/who: can never hold on the pages of this rule: nobody would see it',
    ]);
  });

  it('stages behind one that always holds are told', () => {
    const everybody = { id: 'all', name: text, when: { pageViews: { $gte: 0 } } };
    const last = { id: 'last', name: text, when: {} };
    expect(found([rule('a')], [everybody, last])).toEqual(['/journey/stages/1/when: is never asked: "all" before it always holds']);
  });

  it('rules behind one that takes their place whoever comes are told', () => {
    expect(found([rule('first'), rule('second')])).toEqual([
      '/rules/1/slots: hardly ever shows: "first" before it takes its place whoever comes',
    ]);
    expect(found([rule('first', { pages: ['home', 'cart'] }), rule('second', { pages: ['cart'] })])).toHaveLength(1);
  });

  it.each<[string, Partial<Rule>, Partial<Rule>?]>([
    ['has a condition', { who: { 'cart.open': true } }],
    ['is switched off', { enabled: false }],
    ['has a limit', { often: { perSession: 1 } }],
    ['has a control group', { controlGroup: 0.1 }],
    ['is on some pages only', { pages: ['home'] }],
    ['may have nothing to show', { what: { kind: 'store-notice', benefits: [], withinMeters: 5_000 } }],
    ['has another place', { slots: ['bar', 'footer'] }],
    ['has a calendar', { schedule: { until: '2026-12-24T18:00' } }],
    ['floats', { slots: ['overlay'] }, { slots: ['overlay'] }],
    ['leaves one of their places free', {}, { slots: ['bar', 'footer'] }],
  ])('… but not where the first %s', (_, first, second = {}) => {
    expect(found([rule('first', first), rule('second', second)])).toEqual([]);
  });

  it('a new site has nothing of it', () => {
    const { errors, warnings } = checkSetup(defaultSetup());
    expect([errors, warnings]).toEqual([[], []]);
  });
});
