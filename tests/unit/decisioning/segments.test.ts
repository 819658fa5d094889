import { describe, expect, it } from 'vitest';
import { defaultSetup } from '../../../edge/decisioning/default-setup.ts';
import { checkSetup } from '../../../edge/decisioning/setup-check.ts';
import { conditionHolds } from '../../../edge/journey/condition.ts';
import { withoutSegments } from '../../../edge/journey/segments.ts';
import type { Condition } from '../../../shared/schemas/rule.ts';
import type { Segment, SiteSetup } from '../../../shared/schemas/site-setup.ts';

const DEFAULT_SETUP = defaultSetup();
const segment = (id: string, condition: Condition): Segment => ({ id, name: { it: `Gruppo ${id}`, en: `Group ${id}` }, condition });
const of = (id: string): Condition => ({ $savedGroup: { id } });
const buyers = segment('buyers', { 'purchases.count': { $gte: 1 } });
const errorsOf = (segments: Segment[], more: Partial<SiteSetup> = {}) =>
  checkSetup({ ...DEFAULT_SETUP, ...more, segments }).errors.map(({ pointer, message }) => `${pointer}: ${message}`);

describe('a segment named in a condition', () => {
  const segments = [buyers, segment('visitors', { $and: [{ $not: of('buyers') }, { 'visits.count': { $gte: 2 } }] })];
  const holds = (condition: Condition, purchases: number, visits: number) =>
    conditionHolds(withoutSegments(condition, segments), { purchases: { count: purchases }, visits: { count: visits } });
  it('holds for who is of it, also where it names another', () => {
    expect([holds(of('buyers'), 1, 1), holds(of('buyers'), 0, 1)]).toEqual([true, false]);
    expect([holds(of('visitors'), 0, 2), holds(of('visitors'), 1, 2)]).toEqual([true, false]);
  });
  it('is asked beside other things', () => {
    const loyal = { ...of('buyers'), 'visits.count': { $gte: 3 } };
    expect([holds(loyal, 1, 3), holds(loyal, 1, 2), holds(loyal, 0, 3)]).toEqual([true, false, false]);
  });
  it('holds for nobody where it is not there or leads back to itself', () => {
    const circle = [segment('a', of('b')), segment('b', of('a'))];
    expect(holds(of('gone'), 1, 1)).toBe(false);
    expect(conditionHolds(withoutSegments(of('a'), circle), {})).toBe(false);
  });
});

describe('the check of a set-up', () => {
  it('finds nothing wrong with segments that rules, stages and segments name', () => {
    const [rule, ...rules] = DEFAULT_SETUP.rules;
    const [stage, ...stages] = DEFAULT_SETUP.journey.stages;
    const views = { 'past.days30.categories': { $elemMatch: { category: 'Lampade', views: { $gte: 2 } } } };
    expect(
      errorsOf([buyers, segment('lamps', { $and: [of('buyers'), views] }), segment('back', { stage: 'retention' })], {
        rules: [{ ...rule!, who: of('lamps') }, ...rules],
        journey: { stages: [{ ...stage!, when: of('buyers') }, ...stages] },
      }),
    ).toEqual([]);
  });
  it('names the unknown: attributes, segments, what belongs to a page', () => {
    const wrong = {
      'purchases.number': { $gte: 1 },
      'page.type': 'home',
      $or: [of('gone')],
      'past.days30.categories': { $elemMatch: { looks: 1 } },
    };
    expect(errorsOf([segment('odd', wrong)])).toEqual([
      expect.stringMatching(
        /^\/segments\/0\/condition\/purchases\.number: "purchases\.number" is not a known attribute, such as purchases\.count/,
      ),
      '/segments/0/condition/page.type: "page.type" belongs to a page or a moment, not to a person: ask it in the rule',
      '/segments/0/condition/past.days30.categories/$elemMatch/looks: "looks" is not a known attribute of a category',
      '/segments/0/condition/$or/0/$savedGroup/id: there is no segment "gone"',
    ]);
  });
  it('names circles, ids and names used twice', () => {
    expect(errorsOf([segment('a', of('b')), segment('b', of('a')), { ...buyers, name: { it: 'Gruppo a', en: 'Buyers' } }, buyers])).toEqual(
      [
        '/segments/3/id: "buyers" is used twice',
        '/segments/0/condition: leads back to itself: a → b → a',
        '/segments/1/condition: leads back to itself: b → a → b',
        '/segments/2/name/it: "Gruppo a" is used twice',
      ],
    );
  });
  it.each<[string, Condition, RegExp | null]>([
    ['bounds that cross', { 'purchases.count': { $gte: 5, $lt: 3 } }, /never/],
    ['bounds that cross in two parts', { $and: [{ pageViews: { $gt: 3 } }, { pageViews: { $lt: 3 } }] }, /never/],
    ['two values at once', { $and: [{ stage: 'loyalty' }, { stage: 'recovery' }] }, /never/],
    ['a count below nothing', { pageViews: { $lt: 0 } }, /never/],
    ['an empty list', { stage: { $in: [] } }, /never/],
    ['nothing at all', {}, /always/],
    ['a count of at least nothing', { pageViews: { $gte: 0 } }, /always/],
    ['never, denied', { $not: { pageViews: { $lt: 0 } } }, /always/],
    ['bounds that touch', { 'purchases.count': { $gte: 3, $lte: 3 } }, null],
    ['two channels of purchase', { $and: [{ 'purchases.channels': { $in: ['web'] } }, { 'purchases.channels': { $in: ['pos'] } }] }, null],
  ])('tells by the condition alone: %s', (_, condition, message) => {
    const errors = errorsOf([segment('odd', condition)]);
    if (message) expect(errors).toEqual([expect.stringMatching(message)]);
    else expect(errors).toEqual([]);
  });
  it('refuses a stage that would rest on itself', () => {
    const [stage, ...stages] = DEFAULT_SETUP.journey.stages;
    expect(
      errorsOf([segment('lost', { stage: 'recovery' })], { journey: { stages: [{ ...stage!, when: of('lost') }, ...stages] } }),
    ).toEqual(['/journey/stages/0/when: names a segment that asks for the stage: a stage cannot rest on itself']);
  });
});
