import fc from 'fast-check';
import { RECOMMENDATION_STRATEGIES, TRIGGER_KINDS } from '../../shared/schemas/rule.ts';
import { PAGE_TYPES } from '../../shared/schemas/visit.ts';

/** Set-ups as people may write them: any texts, any order of languages and conditions, what has a default there or not. All of them fit. */

const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/);
/** Signs of all kinds, lone halves of pairs too, and names that are numbers or mean something to the language. */
const anyText = fc.string({ unit: 'binary', maxLength: 30 });
/** A bracket in a text opens a variable, which these do not mean. */
const plainText = anyText.map((text) => text.replaceAll('{', '('));
const texts = fc.dictionary(
  fc.oneof(fc.constantFrom('it', 'en', 'de', 'pt-BR', '1', '0', 'toString'), fc.stringMatching(/^[a-z]{2}$/)),
  plainText,
  {
    maxKeys: 4,
  },
);
const scalar = fc.oneof(anyText, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
const operator = fc.oneof(
  scalar,
  fc.record({ $gte: fc.integer(), $lt: fc.double({ noNaN: true, noDefaultInfinity: true }) }, { requiredKeys: ['$gte'] }),
  fc.record({ $in: fc.array(anyText, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $exists: fc.boolean() }),
);
/** Attributes that may be missing and hold any text, or lists: whatever is asked of them is neither unknown nor impossible. */
const attributes = fc.dictionary(
  fc.constantFrom('loyalty.tier', 'channel', 'session.channel', 'cart.currency', 'purchases.lastOrderId', 'recentItems', 'cart.items'),
  operator,
  { maxKeys: 3 },
);
const condition = fc.oneof(attributes, fc.record({ $or: fc.array(attributes, { minLength: 1, maxLength: 3 }) }));
const optional = { requiredKeys: [] };
const pages = fc.uniqueArray(fc.constantFrom(...PAGE_TYPES), { maxLength: 3 });
const action = fc.record({ label: texts, url: fc.constantFrom('/club', 'https://shop.example/?a=b&c=%20', 'tel:+39021234') });

const what = fc.oneof(
  fc.record(
    {
      kind: fc.constant('recommendations'),
      title: texts,
      strategies: fc.uniqueArray(fc.constantFrom(...RECOMMENDATION_STRATEGIES), { minLength: 1 }),
      count: fc.integer({ min: 1, max: 24 }),
    },
    { requiredKeys: ['kind', 'title', 'strategies'] },
  ),
  fc.record({ kind: fc.constant('message'), title: texts, text: texts, action }, { requiredKeys: ['kind', 'title', 'text'] }),
  fc.record(
    { kind: fc.constant('store-notice'), benefits: fc.array(texts, { maxLength: 4 }), withinMeters: fc.integer({ min: 100, max: 90_000 }) },
    { requiredKeys: ['kind'] },
  ),
  fc.record({ kind: fc.constant('loyalty-prompt'), memberTitle: texts, joinTitle: texts, joinText: texts }),
);

const rule = fc.record(
  {
    // As somebody may write it: not in the order of the schema.
    reason: texts,
    what,
    slots: fc.array(fc.oneof(id, fc.constant('overlay')), { minLength: 1, maxLength: 3 }),
    often: fc.record({ perSession: fc.integer({ min: 1 }), minGapMs: fc.nat(), untilClicked: fc.boolean() }, optional),
    overlay: fc.constantFrom('bar', 'corner', 'modal'),
    who: condition,
    schedule: fc.record({ until: fc.constant('2026-12-27T00:00'), from: fc.constant('2026-12-24T18:00') }, optional),
    when: fc.record({ on: fc.constantFrom(...TRIGGER_KINDS), afterMs: fc.nat({ max: 600_000 }) }, { requiredKeys: ['on'] }),
    pages,
    enabled: fc.boolean(),
    name: texts,
    id,
  },
  { requiredKeys: ['id', 'name', 'slots', 'what', 'reason'] },
);

const fixture = fc.record(
  {
    name: fc.string({ minLength: 1, maxLength: 30 }),
    severity: fc.constant('warning'),
    given: fc.record(
      {
        at: fc.constant('2026-11-16T10:00:00+01:00'),
        slots: fc.array(id, { maxLength: 2 }),
        events: fc.array(fc.record({ type: fc.constantFrom('page_view', 'search'), search_term: anyText }, { requiredKeys: ['type'] }), {
          maxLength: 2,
        }),
        cart: fc.record({ items: fc.array(fc.record({ item_id: fc.oneof(id, fc.nat()), price: fc.nat(1_000_000) }), { maxLength: 2 }) }),
      },
      { requiredKeys: ['at'] },
    ),
    expect: fc.record(
      { stage: id, notShown: fc.array(id, { maxLength: 2 }), slots: fc.dictionary(id, fc.option(id)) },
      { requiredKeys: ['stage'] },
    ),
  },
  { requiredKeys: ['name', 'severity', 'given', 'expect'] },
);

const merchandisingRule = fc.record(
  {
    act: fc.oneof(
      fc.record({ kind: fc.constantFrom('bury', 'exclude') }),
      fc.record({ factor: fc.double({ min: 1.5, max: 100, noNaN: true }), kind: fc.constant('boost') }),
    ),
    products: fc.record({ brands: fc.array(id, { minLength: 1, maxLength: 3 }) }),
    who: condition,
    strategies: fc.uniqueArray(fc.constantFrom(...RECOMMENDATION_STRATEGIES)),
    enabled: fc.boolean(),
    name: texts,
    id,
  },
  { requiredKeys: ['id', 'name', 'products', 'act'] },
);

export const setUps: fc.Arbitrary<Record<string, unknown>> = fc.record(
  {
    rules: fc.uniqueArray(rule, { selector: (each) => each.id, maxLength: 5 }),
    journey: fc.record({
      stages: fc.uniqueArray(fc.record({ when: condition, id, name: texts }), { selector: (each) => each.id, minLength: 1, maxLength: 4 }),
    }),
    segments: fc.uniqueArray(
      fc.record({ condition: fc.record({ productViews: fc.record({ $gte: fc.integer({ min: 1, max: 99 }) }) }), name: texts, id }),
      { selector: (each) => each.id, maxLength: 2 },
    ),
    budget: fc.record({ longTaskMs: fc.nat(), cls: fc.double({ min: 0, max: 1, noNaN: true }) }, optional),
    merchandising: fc.uniqueArray(merchandisingRule, { selector: (each) => each.id, maxLength: 3 }),
    coolDown: fc.record({ minGapMs: fc.nat(), perDay: fc.integer({ min: 1 }) }, optional),
    fixtures: fc.uniqueArray(fixture, { selector: (each) => each.name, maxLength: 3 }),
    stockMaxAgeMs: fc.integer({ min: 60_000 }),
    slots: fc.dictionary(
      id.filter((name) => name !== 'overlay'),
      fc.record(
        { selector: fc.constantFrom('h1', '#a > .b:not([c="d"])'), position: fc.constantFrom('before', 'append'), pages },
        {
          requiredKeys: ['selector', 'position'],
        },
      ),
      { maxKeys: 3 },
    ),
    loyalty: fc.option(
      fc.record({
        tiers: fc.array(fc.record({ id, name: texts, fromPoints: fc.nat() }), { maxLength: 2 }),
        name: texts,
        pointsPerUnit: fc.double({ min: 0, max: 100, noNaN: true }),
      }),
    ),
    $schema: fc.constant('./set-up.schema.json'),
  },
  { requiredKeys: ['journey', 'rules'] },
);
