import { describe, expect, it } from 'vitest';
import { checkCondition, conditionHolds, conditionPaths } from '../../../edge/journey/condition.ts';

const person = {
  cart: { lines: 2, value: 80 },
  purchases: { count: 0, daysSinceLast: null },
  page: { slots: ['a', 'b'] },
  email: 'ada@example.com',
};

describe('a condition', () => {
  it('asks along paths, and everything in it must hold', () => {
    expect(conditionHolds({ 'cart.lines': { $gte: 2 }, 'cart.value': { $lt: 100 } }, person)).toBe(true);
    expect(conditionHolds({ 'cart.lines': { $gte: 2 }, 'cart.value': { $lt: 10 } }, person)).toBe(false);
    expect(conditionHolds({}, person)).toBe(true);
    expect(conditionHolds({ 'page.slots': { $nin: ['c'] } }, person)).toBe(true);
  });

  it('holds for nobody when it would not have been accepted', () => {
    expect(conditionHolds({ $not: { email: { $regex: '.*' } } }, person)).toBe(false);
    expect(conditionHolds({ $nor: [{ email: { $unknown: 1 } }] }, person)).toBe(false);
  });
});

describe('checking a condition', () => {
  const problems = (condition: unknown) => checkCondition(condition).map(({ pointer, message }) => `${pointer} ${message}`);

  it('says where what is wrong', () => {
    expect(problems([])).toEqual([' must be an object such as {"cart.lines": {"$gte": 1}}']);
    expect(problems({ a: { $gt: true } })).toEqual(['/a/$gt needs a number or a text']);
    expect(problems({ $or: [{ 'a/b': { $is: 1 } }] })).toEqual(['/$or/0/a~1b/$is is not a known operator']);
    expect(problems({ a: { $in: 'x' } })).toEqual(['/a/$in needs a list of values']);
  });

  it('refuses an empty choice, which would hold for everybody', () => {
    expect(problems({ $or: [] })).toEqual(['/$or needs a list of at least one condition']);
  });

  it('refuses patterns wherever they hide', () => {
    expect(problems({ $and: [{ a: { $not: { $regexi: 'x' } } }] })).toHaveLength(1);
    expect(problems({ a: { $elemMatch: { $regex: 'x' } } })).toHaveLength(1);
  });

  it('refuses what is too deep or too large, without running out of anything', () => {
    let deep: unknown = { a: 1 };
    for (let i = 0; i < 10_000; i++) deep = { $not: deep };
    expect(problems(deep)[0]).toMatch(/deeper than/);
    expect(problems({ a: { $in: Array.from({ length: 600 }, (_, i) => i) } })).toEqual([' has more than 500 parts']);
  });
});

describe('what a condition asks', () => {
  it('is listed with the numbers it compares to', () => {
    const paths = conditionPaths({ $or: [{ 'cart.lines': { $gte: 2, $lt: 9 } }, { 'purchases.count': 0 }], stage: 'x' });
    expect([...paths]).toEqual([
      ['cart.lines', [2, 9]],
      ['purchases.count', [0]],
      ['stage', []],
    ]);
  });
});
