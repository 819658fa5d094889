import { evalCondition } from '@growthbook/growthbook';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Domain, domainOf } from '../../../edge/journey/attribute-domains.ts';
import { conditionOutcome } from '../../../edge/journey/condition-outcome.ts';
import type { Condition } from '../../../shared/schemas/rule.ts';

describe('what a condition comes to, whoever is asked', () => {
  it.each<[string, Condition]>([
    ['bounds that contradict each other', { 'purchases.count': { $gte: 5, $lt: 3 } }],
    ['bounds in two parts', { $and: [{ 'cart.value': { $gt: 50 } }, { 'cart.value': { $lt: 20 } }] }],
    ['nothing between two bounds', { 'cart.lines': { $gt: 2, $lte: 2 } }],
    ['less than nothing', { 'purchases.count': { $lt: 0 } }],
    ['a value that is none of the attribute’s', { 'cart.step': 'payed' }],
    ['a list of such values', { 'lifetime.valueTier': { $in: ['gold', 'platinum'] } }],
    ['an hour of no day', { 'time.hour': { $gte: 24 } }],
    ['an empty list', { 'loyalty.tier': { $in: [] } }],
    ['an empty list, of a list', { recentItems: { $in: [] } }],
    ['all of several, of what is one', { 'cart.step': { $all: ['shipping', 'payment'] } }],
    ['not what always holds', { $not: { 'purchases.count': { $gte: 0 } } }],
    ['none of everybody', { $nor: [{}] }],
    ['a list of what is a text', { 'loyalty.tier': { $size: 2 } }],
    ['true and false at once', { 'cart.open': true, $and: [{ 'cart.open': false }] }],
    ['what cannot be missing, missing', { pageViews: { $exists: false } }],
    ['the same asked for and ruled out', { 'loyalty.tier': { $in: ['gold'], $nin: ['gold'] } }],
    [
      'alternatives none of which fits the rest',
      { 'purchases.count': { $gte: 5 }, $or: [{ 'purchases.count': 1 }, { 'purchases.count': { $lt: 4 } }] },
    ],
  ])('never: %s', (_, condition) => {
    expect(conditionOutcome(condition)).toBe('never');
  });

  it.each<[string, Condition]>([
    ['nothing asked', {}],
    ['at least none', { 'purchases.count': { $gte: 0 } }],
    ['true or false', { $or: [{ 'cart.open': true }, { 'cart.open': false }, {}] }],
    ['not the impossible', { $not: { 'cart.lines': { $lt: 0 } } }],
    ['any of its values', { 'cart.step': { $in: ['cart', 'begin_checkout', 'shipping', 'payment'] } }],
  ])('always: %s', (_, condition) => {
    expect(conditionOutcome(condition)).toBe('always');
  });

  it.each<[string, Condition]>([
    ['a missing number, which counts as none', { 'cart.value': { $lt: 1 } }],
    ['numbers between whole ones', { 'cart.value': { $gt: 2, $lt: 3 } }],
    ['an attribute nobody knows', { 'their.own': { $gte: 5, $lt: 3 } }],
    ['lists that hold both', { recentItems: { $all: ['lamp', 'vase'] } }],
    ['two attributes that exclude each other in life', { 'purchases.count': 0, 'purchases.thisVisit': true }],
    ['any text', { 'page.path': { $nin: ['/a', '/b'] } }],
    ['a negation within alternatives', { $not: { $or: [{ 'cart.open': true }, { searches: { $gte: 3 } }] } }],
  ])('sometimes: %s', (_, condition) => {
    expect(conditionOutcome(condition)).toBe('sometimes');
  });

  it('goes by what is known better: stages of a site, pages of a rule', () => {
    const stage: Domain = { kind: 'finite', values: ['new', 'regular'] };
    expect(conditionOutcome({ stage: 'loyalty' }, { stage })).toBe('never');
    expect(conditionOutcome({ stage: { $in: ['new', 'regular'] } }, { stage })).toBe('always');
    expect(conditionOutcome({ stage: 'loyalty' })).toBe('sometimes');
  });

  const PATHS = ['purchases.count', 'cart.value', 'cart.open', 'cart.step', 'cart.reason', 'loyalty.tier', 'page.path', 'time.hour'];
  const scalar = fc.constantFrom<unknown>(
    0,
    1,
    2,
    2.5,
    7,
    23,
    -1,
    '',
    'gold',
    'Gold',
    'shipping',
    'payment',
    '2',
    'null',
    'true',
    true,
    false,
    null,
  );
  const asked = fc.oneof(
    scalar,
    fc.record(
      { $gte: fc.integer({ min: -1, max: 4 }), $lt: fc.integer({ min: -1, max: 4 }), $gt: fc.double({ min: -1, max: 3, noNaN: true }) },
      { requiredKeys: [] },
    ),
    fc.record({ $gt: scalar, $lte: scalar, $ne: scalar, $eq: scalar, $exists: fc.boolean() }, { requiredKeys: [] }),
    fc.record({ $in: fc.array(scalar, { maxLength: 3 }), $nin: fc.array(scalar, { maxLength: 2 }) }, { requiredKeys: [] }),
    fc.record(
      { $ini: fc.array(fc.constantFrom('GOLD', 'shipping'), { maxLength: 2 }), $nini: fc.array(fc.constantFrom('gold'), { maxLength: 1 }) },
      { requiredKeys: [] },
    ),
    fc.record({ $not: fc.record({ $gte: fc.integer({ min: 0, max: 3 }) }) }),
    fc.record({ $all: fc.array(scalar, { maxLength: 2 }) }),
    fc.record({ $size: fc.nat({ max: 2 }) }),
    fc.record({ $type: fc.constantFrom('string', 'number', 'null') }),
    fc.record({ $vgte: fc.constantFrom('1.0', '2') }),
  );
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3 },
      fc.dictionary(fc.constantFrom(...PATHS), asked, { minKeys: 1, maxKeys: 2 }),
      fc.record({ $or: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }), 'purchases.count': asked }, { requiredKeys: ['$or'] }),
      fc.record({ $and: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
      fc.record({ $nor: fc.array(tie('condition'), { minLength: 1, maxLength: 2 }) }),
      fc.record({ $not: tie('condition') }),
    ) as fc.Arbitrary<Condition>,
  }));
  const anyOf = (path: string): fc.Arbitrary<unknown> => {
    const domain = domainOf(path);
    if (domain.kind === 'finite') return fc.constantFrom(...domain.values);
    if (domain.kind === 'open') throw new Error(`nothing is known of ${path}`);
    const any =
      domain.kind === 'number'
        ? fc.oneof(fc.nat({ max: 8 }), fc.double({ min: 0, max: 8, noNaN: true }))
        : fc.oneof(fc.constantFrom('', 'gold', 'GOLD', 'shipping', '2', '0', 'true', 'null', '/a'), fc.string());
    return domain.nullable ? fc.oneof(any, fc.constant(null)) : any;
  };
  const [purchases, value, open, step, reason, tier, path, hour] = PATHS.map(anyOf) as [fc.Arbitrary<unknown>, ...fc.Arbitrary<unknown>[]];
  const person = fc.record({
    purchases: fc.record({ count: purchases }),
    cart: fc.record({ value: value!, open: open!, step: step!, reason: reason! }),
    loyalty: fc.record({ tier: tier! }),
    page: fc.record({ path: path! }),
    time: fc.record({ hour: hour! }),
  });

  it('is never contradicted by anybody', () => {
    const told = { always: 0, never: 0, sometimes: 0 };
    fc.assert(
      fc.property(condition, fc.array(person, { minLength: 10, maxLength: 10 }), (when, people) => {
        const outcome = conditionOutcome(when);
        told[outcome] += 1;
        if (outcome === 'sometimes') return;
        for (const who of people) expect(evalCondition(who, when as Parameters<typeof evalCondition>[1])).toBe(outcome === 'always');
      }),
      { numRuns: 4_000 },
    );
    // Else nothing was put to the test.
    expect(Math.min(told.always, told.never)).toBeGreaterThan(50);
  });
});
