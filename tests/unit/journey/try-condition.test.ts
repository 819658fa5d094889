import { evalCondition } from '@growthbook/growthbook';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tryCondition } from '../../../edge/journey/try-condition.ts';

const person = { email: 'anna@example.com', id: 3, tags: ['new', 'vip'], cart: { value: 40, lines: 2 } };
const tried = (condition: unknown, attributes: unknown = person, savedGroups?: unknown) =>
  tryCondition({ condition, attributes, ...(savedGroups === undefined ? {} : { savedGroups }) });
const outcome = (trial: ReturnType<typeof tryCondition>) => (trial.ok ? trial.matches : trial.problems.map(({ pointer }) => pointer));

describe('trying a condition by hand', () => {
  it('answers as GrowthBook does', () => {
    expect(outcome(tried({ email: { $regex: '@example\\.com$' } }))).toBe(true);
    expect(outcome(tried({ id: { $inGroup: 'vip' } }, { id: 3 }, { vip: [1, 2, 3] }))).toBe(true);
    expect(outcome(tried({ email: { $nearly: 1 } }))).toBe(false);
    expect(outcome(tried({ email: { $regex: '/???***[)' } }))).toBe(false);
    expect(outcome(tried({ $or: [] }))).toBe(true);
    expect(outcome(tried({ $not: null }))).toBe(false);
  });

  it('any condition of any shape on any attributes: what GrowthBook’s own evaluation says', () => {
    const scalar = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constantFrom('a', 'b', 'A', '1.2.3', ''), fc.boolean(), fc.constant(null));
    const value = fc.oneof(
      scalar,
      fc.array(scalar, { maxLength: 3 }),
      scalar.map((x) => ({ x })),
    );
    const path = fc.constantFrom('a', 'b', 'a.x', 'list', 'missing');
    const operation = fc.oneof(
      scalar,
      fc
        .record({
          operator: fc.constantFrom('$eq', '$ne', '$lt', '$lte', '$gt', '$gte', '$vgt', '$veq', '$size', '$exists', '$type', '$inGroup'),
          operand: scalar,
        })
        .map(({ operator, operand }) => ({ [operator]: operand })),
      fc
        .record({ operator: fc.constantFrom('$in', '$nin', '$ini', '$nini', '$all', '$alli'), operand: fc.array(scalar, { maxLength: 3 }) })
        .map(({ operator, operand }) => ({ [operator]: operand })),
      scalar.map((operand) => ({ $not: { $eq: operand } })),
      scalar.map((operand) => ({ $elemMatch: { $gt: operand } })),
    );
    const { condition } = fc.letrec((tie) => ({
      leaf: fc.dictionary(path, operation, { maxKeys: 2 }),
      condition: fc.oneof(
        { depthSize: 'small', maxDepth: 8 },
        tie('leaf'),
        fc.array(tie('condition'), { maxLength: 2 }).map(($or) => ({ $or })),
        fc.array(tie('condition'), { maxLength: 2 }).map(($and) => ({ $and })),
        fc.array(tie('condition'), { maxLength: 2 }).map(($nor) => ({ $nor })),
        tie('condition').map(($not) => ({ $not })),
        fc.constantFrom('g', 'h', 'none').map((id) => ({ $savedGroup: { id } })),
      ),
    }));
    const groups = fc.record({
      g: fc.oneof(
        fc.array(scalar, { maxLength: 3 }),
        condition.map((inner) => ({ type: 'condition', condition: inner })),
      ),
      h: fc.record({ type: fc.constant('list'), attributeKey: path, values: fc.array(scalar, { maxLength: 3 }) }),
    });
    const attributes = fc.record({ a: value, b: value, list: fc.array(scalar, { maxLength: 3 }) });
    fc.assert(
      fc.property(condition, attributes, groups, (asked, who, savedGroups) => {
        const run = evalCondition as (...all: unknown[]) => boolean;
        expect(tried(asked, who, savedGroups)).toEqual({ ok: true, matches: run(who, asked, savedGroups) });
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses patterns that could run without end', () => {
    for (const pattern of ['(a+)+$', '(a|a)*b', '(?=a)b', '(a)\\1', '.*.*.*x', 'x{1000}', '((a?)b?)*c']) {
      expect(outcome(tried({ email: { $regex: pattern } })), pattern).toEqual(['/condition/email/$regex']);
    }
    for (const pattern of ['^a', '^[a-z]+@[a-z.]+$', '(shop|store)-\\d{4}', '(?:it|en)$']) {
      expect(tried({ email: { $regex: pattern } }), pattern).toMatchObject({ ok: true });
    }
    expect(outcome(tried({ email: { $regex: 'a' } }, { email: 'a'.repeat(10_000) }))).toEqual(['/attributes']);
  });

  it('refuses attributes and groups that are none', () => {
    expect(outcome(tried({}, []))).toEqual(['/attributes']);
    expect(outcome(tried({}, {}, 'vip'))).toEqual(['/savedGroups']);
    expect(outcome(tried('cart', {}))).toEqual(['/condition']);
    const pattern = { g: { type: 'condition', condition: { a: { $regex: '(a+)+' } } } };
    expect(outcome(tried({}, {}, pattern))).toEqual(['/savedGroups/g/condition/a/$regex']);
  });

  it('refuses groups that lead to one another so often that no answer would come; a circle matches nobody', () => {
    const next = (id: number) => ({ $savedGroup: { id: `g${id}` } });
    const doubling = Object.fromEntries(
      Array.from({ length: 40 }, (_, id) => [`g${id}`, { type: 'condition', condition: { $or: [next(id + 1), next(id + 1)] } }]),
    );
    expect(outcome(tried(next(0), {}, doubling))).toEqual(['/condition']);
    const circle = { g0: { type: 'condition', condition: next(1) }, g1: { type: 'condition', condition: next(0) } };
    expect(outcome(tried(next(0), {}, circle))).toBe(false);
    expect(outcome(tried({ id: { $inGroup: 'all' } }, { id: 1 }, { all: Array.from({ length: 60_000 }, (_, id) => id) }))).toEqual([
      '/savedGroups',
    ]);
  });
});
