import { evalCondition } from '@growthbook/growthbook';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regexSteps } from '../../../edge/journey/safe-regex.ts';
import { tryCondition } from '../../../edge/journey/try-condition.ts';

const person = { email: 'anna@example.com', id: 3, tags: ['new', 'vip'], cart: { value: 40, lines: 2 } };
const tried = (condition: unknown, attributes: unknown = person, savedGroups?: unknown) =>
  tryCondition({ condition, attributes, ...(savedGroups === undefined ? {} : { savedGroups }) });
const outcome = (trial: ReturnType<typeof tryCondition>) => (trial.ok ? trial.matches : trial.problems.map(({ pointer }) => pointer));

/** Ends of a failing search: all ways of giving signs to repeats, from all places. */
function waysOf(pieces: readonly (readonly [sign: string, repeat: string])[], text: string): number {
  const ways = (piece: number, at: number): number => {
    const [sign, repeat] = pieces[piece] ?? [];
    if (sign === undefined) return 1;
    const most = repeat === '*' || repeat === '+' ? text.length : 1;
    const least = repeat === '*' || repeat === '?' ? 0 : 1;
    let found = 0;
    for (let taken = 0; taken <= most; taken++) {
      if (taken >= least) found += ways(piece + 1, at + taken);
      if (at + taken >= text.length || (sign !== '.' && text[at + taken] !== sign)) break;
    }
    return found;
  };
  return Array.from({ length: text.length + 1 }, (_, at) => ways(0, at)).reduce((sum, each) => sum + each, 0);
}

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
    const scalar = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom('a', 'b', 'A', '1.2.3', '1.10.0-beta', 'v2', '', 'g', '2026-11-24T10:00:00Z', '2026-11-25T10:00:00.000Z'),
      fc.boolean(),
      fc.constant(null),
    );
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
          operator: fc.constantFrom(
            '$eq',
            '$ne',
            '$lt',
            '$lte',
            '$gt',
            '$gte',
            '$vgt',
            '$vgte',
            '$vlt',
            '$vlte',
            '$veq',
            '$vne',
            '$size',
            '$notInGroup',
            '$regex',
            '$regexi',
            '$exists',
            '$type',
            '$inGroup',
          ),
          operand: scalar,
        })
        .map(({ operator, operand }) => ({ [operator]: operand })),
      fc
        .record({ operator: fc.constantFrom('$in', '$nin', '$ini', '$nini', '$all', '$alli'), operand: fc.array(scalar, { maxLength: 3 }) })
        .map(({ operator, operand }) => ({ [operator]: operand })),
      scalar.map((operand) => ({ $not: { $eq: operand } })),
      scalar.map((operand) => ({ $elemMatch: { $gt: operand } })),
      scalar.map((operand) => ({ $elemMatch: { x: { $eq: operand } } })),
      scalar.map((operand) => ({ $size: { $gte: operand } })),
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
    const attributes = fc.record({ a: value, b: value, list: fc.array(value, { maxLength: 3 }) });
    fc.assert(
      fc.property(condition, attributes, groups, (asked, who, savedGroups) => {
        const run = evalCondition as (...all: unknown[]) => boolean;
        expect(tried(asked, who, savedGroups)).toEqual({ ok: true, matches: run(who, asked, savedGroups) });
      }),
      { numRuns: 2_000 },
    );
  });

  it('refuses patterns that could run for too long on the texts at hand, and takes them on shorter ones', () => {
    const long = 'a'.repeat(256);
    const hostile: [unknown, unknown][] = [
      [{ x: { $regex: 'a*a*b' } }, { x: long }],
      [{ x: { $regex: 'a?'.repeat(50) + 'a'.repeat(50) } }, { x: 'a'.repeat(50) }],
      [{ x: { $regex: 'a{0,50}a{0,50}a{0,50}b' } }, { x: long }],
      [{ x: { $regex: '(?:a|b|a|b)(?:a|b|a|b)(?:a|b|a|b)(?:a|b|a|b)(?:a|b|a|b)(?:a|b|a|b)(?:a|b|a|b)c' } }, { x: long }],
      [{ $or: Array.from({ length: 100 }, () => ({ x: { $regexi: '[ab]*b' } })) }, { x: long }],
      [{ x: { $elemMatch: { $regex: 'a+b' } } }, { x: Array.from({ length: 500 }, () => long) }],
    ];
    for (const [condition, attributes] of hostile)
      expect(outcome(tried(condition, attributes)), JSON.stringify(condition)).toEqual(['/condition']);
    const often = { $or: Array.from({ length: 100 }, () => ({ $savedGroup: { id: 'g' } })) };
    const groups = { g: { type: 'condition', condition: { x: { $regex: 'a*b' } } } };
    expect(outcome(tried(often, { x: long }, groups))).toEqual(['/condition']);
    expect(outcome(tried({ x: { $regex: 'a*a*b' } }, { x: 'aab' }))).toBe(true);
    expect(outcome(tried({ x: { $regex: '^.*@shop\\.(it|com)$' } }, { x: 'anna@shop.it' }))).toBe(true);
  });

  it('bounds what a search may cost: no pattern takes more steps than were counted', () => {
    // A plain backtracking matcher of these patterns, which counts.
    const atom = fc.constantFrom('a', 'b', '.');
    const piece = fc.tuple(atom, fc.constantFrom('', '?', '*', '+'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), fc.stringMatching(/^[ab]{0,8}$/), (pieces, text) => {
        const pattern = pieces.map(([sign, repeat]) => sign + repeat).join('');
        expect(waysOf(pieces, text)).toBeLessThanOrEqual(regexSteps(pattern, text.length));
      }),
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
