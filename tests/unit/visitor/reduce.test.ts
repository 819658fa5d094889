import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { compareFacts, factOfConsent } from '../../../edge/visitor/facts.ts';
import { consentOf, emptyProfile } from '../../../edge/visitor/profile.ts';
import { profileOf, reduce } from '../../../edge/visitor/reduce.ts';

const MONDAY = Date.UTC(2026, 10, 16, 9);
const MINUTE = 60_000;
const options = { currency: 'EUR' };
let count = 0;

/** A fact of the phone's first session, unless told otherwise. */
function fact(type: Fact['type'], minute: number, more: Partial<Fact> = {}): Fact {
  count += 1;
  return { id: `f${count}`, type, atMs: MONDAY + minute * MINUTE, sessionId: 's1', deviceId: 'phone', ...more };
}
const lamp = { item_id: 'lamp', price: 89.9, quantity: 1 };
const vase = { item_id: 'vase', price: 24, quantity: 1 };
const quantities = (facts: Fact[]) => Object.fromEntries(profileOf(facts, options).cart.lines.map((line) => [line.itemId, line.quantity]));

describe('what a person looked at', () => {
  it('is remembered newest first, each product once', () => {
    const profile = profileOf(
      [fact('view_item', 0, { items: [lamp] }), fact('view_item', 1, { items: [vase] }), fact('view_item', 2, { items: [lamp] })],
      options,
    );
    expect(profile.recentItems.map((item) => item.itemId)).toEqual(['lamp', 'vase']);
    expect(profile.session?.items).toEqual(['lamp', 'vase', 'lamp']);
  });
  it('begins a new session after 30 minutes of silence when nothing names one', () => {
    const visits = [0, 20, 49, 80].map((minute) => fact('page_view', minute, { sessionId: null }));
    expect(profileOf(visits, options).sessionCount).toBe(2);
  });
  it('does not take a till receipt for a visit', () => {
    const profile = profileOf([fact('purchase', 0, { purchaseChannel: 'pos', sessionId: null, deviceId: null, value: 10 })], options);
    expect(profile.sessionCount).toBe(0);
    expect(profile.lastSeenAtMs).toBeNull();
    expect(profile.purchases).toHaveLength(1);
  });
});

describe('the cart', () => {
  it('adds and takes away', () => {
    expect(
      quantities([
        fact('add_to_cart', 0, { items: [lamp, vase] }),
        fact('add_to_cart', 1, { items: [lamp] }),
        fact('remove_from_cart', 2, { items: [vase] }),
      ]),
    ).toEqual({ lamp: 2 });
  });
  it('does not count an addition twice when the page then states the whole cart', () => {
    expect(quantities([fact('add_to_cart', 0, { items: [lamp] }), fact('cart', 0, { items: [lamp] })])).toEqual({ lamp: 1 });
  });
  it('is one cart on two devices', () => {
    const facts = [fact('cart', 0, { items: [lamp] }), fact('cart', 1, { items: [vase], deviceId: 'laptop', sessionId: 's2' })];
    expect(quantities(facts)).toEqual({ lamp: 1, vase: 1 });
  });
  it('holds one lamp when the same lamp was put into both', () => {
    const onLaptop = { deviceId: 'laptop', sessionId: 's2' };
    const facts = [
      fact('add_to_cart', 0, { items: [lamp] }),
      fact('cart', 0, { items: [lamp] }),
      fact('add_to_cart', 1, { items: [lamp], ...onLaptop }),
      fact('cart', 1, { items: [lamp], ...onLaptop }),
    ];
    expect(quantities(facts)).toEqual({ lamp: 1 });
    expect(quantities([...facts, fact('remove_from_cart', 2, { items: [lamp], ...onLaptop })])).toEqual({});
  });
  it('does not lose what the phone holds when an empty laptop says that its cart is empty', () => {
    expect(quantities([fact('cart', 0, { items: [lamp] }), fact('cart', 1, { items: [], deviceId: 'laptop' })])).toEqual({ lamp: 1 });
  });
  it('does not bring back what was removed elsewhere when a device repeats itself', () => {
    const facts = [
      fact('cart', 0, { items: [lamp] }),
      fact('cart', 1, { items: [lamp], deviceId: 'laptop' }),
      fact('cart', 2, { items: [], deviceId: 'laptop' }),
      fact('cart', 3, { items: [lamp] }),
    ];
    expect(quantities(facts)).toEqual({});
  });
  it('is empty after the order, and keeps what a till did not sell', () => {
    const filled = fact('cart', 0, { items: [lamp, vase] });
    expect(quantities([filled, fact('purchase', 1, { transaction_id: 'o1', items: [lamp, vase] })])).toEqual({});
    expect(
      quantities([
        filled,
        fact('purchase', 1, { transaction_id: 'o1', items: [lamp], purchaseChannel: 'pos', deviceId: null, sessionId: null }),
      ]),
    ).toEqual({ vase: 1 });
  });
  it('keeps what was put in after an order that is told once more', () => {
    const order = fact('purchase', 1, { transaction_id: 'o1', value: 89.9, items: [lamp] });
    const again = fact('purchase', 3, { transaction_id: 'o1', value: 89.9, items: [lamp], purchaseChannel: 'web', deviceId: null });
    const told = [fact('add_to_cart', 0, { items: [lamp] }), order, fact('add_to_cart', 2, { items: [vase] }), again];
    expect(quantities(told)).toEqual({ vase: 1 });
  });
  it.each(['__proto__', 'constructor', 'toString'])('is one like any other where a device, a product or a rule is called %s', (name) => {
    const item = { item_id: name, price: 5, quantity: 2 };
    const facts = [
      fact('page_view', 0, { deviceId: name, arrival: name }),
      fact('add_to_cart', 1, { deviceId: name, items: [item] }),
      fact('cart', 2, { deviceId: name, items: [item] }),
      fact('impression', 3, { deviceId: name, rule: name, slot: 's' }),
    ];
    const profile = profileOf(facts, options);
    expect(profile.cart.lines).toMatchObject([{ itemId: name, quantity: 2 }]);
    expect(Object.entries(profile.exposures)).toMatchObject([[name, { impressions: 1 }]]);
    expect(Object.entries(profile.channels)).toEqual([[name, 1]]);
  });
  it('was left because of the shipping cost when another page follows the shipping step', () => {
    const before = [
      fact('cart', 0, { items: [lamp] }),
      fact('begin_checkout', 1, { items: [lamp] }),
      fact('add_shipping_info', 2, { shipping: 6.9 }),
    ];
    expect(profileOf(before, options).cart).toMatchObject({ step: 'shipping', shippingMinor: 690, friction: null });
    expect(profileOf([...before, fact('page_view', 3, { page_type: 'checkout' })], options).cart.friction).toBeNull();
    expect(profileOf([...before, fact('page_view', 3, { page_type: 'home' })], options).cart.friction).toBe('shipping_cost');
  });
});

describe('purchases', () => {
  it('count once when the page and the till tell of the same order', () => {
    const facts = [
      fact('purchase', 0, { transaction_id: 'o1', value: 50 }),
      fact('purchase', 1, { transaction_id: 'o1', value: 50, purchaseChannel: 'pos' }),
    ];
    expect(profileOf(facts, options).purchases).toMatchObject([{ orderId: 'o1', channel: 'web', totalMinor: 5000 }]);
  });
  it('never give back more than was paid', () => {
    const facts = [
      fact('purchase', 0, { transaction_id: 'o1', value: 50 }),
      fact('refund', 1, { transaction_id: 'o1', value: 30 }),
      fact('refund', 2, { transaction_id: 'o1', value: 30 }),
    ];
    expect(profileOf(facts, options).purchases[0]?.refundedMinor).toBe(5000);
  });
  it('wait for the order a refund names, which may come later and may never', () => {
    const back = fact('refund', 0, { transaction_id: 'o1', value: 30 });
    expect(profileOf([back], options)).toMatchObject({ purchases: [], refunds: [{ orderId: 'o1', amountMinor: 3000 }] });
    expect(profileOf([back, fact('purchase', 1, { transaction_id: 'o1', value: 50 })], options).purchases[0]?.refundedMinor).toBe(3000);
  });
  it('keep their own currency, and lose nothing to an amount in another', () => {
    const bought = fact('purchase', 0, { transaction_id: 'o1', value: 50, currency: 'CHF' });
    const profile = profileOf([bought, fact('refund', 1, { transaction_id: 'o1', value: 30, currency: 'EUR' })], options);
    expect(profile.purchases).toMatchObject([{ totalMinor: 5000, currency: 'CHF', refundedMinor: 0 }]);
    expect(profile.refunds).toMatchObject([{ amountMinor: 3000, currency: 'EUR' }]);
  });
  it('are worth what the merchant says, and go back once though page and till both tell', () => {
    const facts = [
      fact('purchase', 0, { transaction_id: 'o1', value: 55 }),
      fact('purchase', 1, { id: 'receipt:o1', transaction_id: 'o1', value: 50, purchaseChannel: 'web' }),
      fact('refund', 2, { transaction_id: 'o1', value: 20 }),
      fact('refund', 3, { id: 'receipt:back', transaction_id: 'o1', value: 20, purchaseChannel: 'web' }),
    ];
    expect(profileOf(facts, options).purchases).toMatchObject([{ totalMinor: 5000, refundedMinor: 2000 }]);
  });
  it('never cost less than nothing', () => {
    expect(profileOf([fact('purchase', 0, { transaction_id: 'o1', value: -50 })], options).purchases[0]?.totalMinor).toBe(0);
  });
});

describe('consent', () => {
  const says = (deviceId: string, minute: number, personalization: 'granted' | 'denied') =>
    factOfConsent(deviceId, { analytics: 'granted', personalization }, MONDAY + minute * MINUTE);
  it('of two devices is the stricter, until the device that refused says otherwise', () => {
    const facts = [says('phone', 0, 'denied'), says('laptop', 1, 'granted')];
    expect(consentOf(profileOf([], options))).toBeNull();
    expect(consentOf(profileOf(facts, options))).toEqual({ analytics: 'granted', personalization: 'denied' });
    const restated = profileOf([...facts, says('phone', 2, 'granted')], options);
    expect(consentOf(restated)).toEqual({ analytics: 'granted', personalization: 'granted' });
    expect(restated).toMatchObject({ eventCounts: {}, lastSeenAtMs: null, sessionCount: 0 });
  });
});

const arbitraryFact: fc.Arbitrary<Fact> = fc.record({
  id: fc.integer({ min: 0, max: 60 }).map((n) => (n % 5 === 0 ? `receipt:${n}` : `id-${n}`)),
  type: fc.constantFrom<Fact['type']>(
    'page_view',
    'view_item',
    'add_to_cart',
    'remove_from_cart',
    'cart',
    'begin_checkout',
    'add_shipping_info',
    'purchase',
    'refund',
    'impression',
    'dismiss',
    'friction',
    'search',
    'consent',
  ),
  consent: fc.record({ analytics: fc.constantFrom('granted', 'denied'), personalization: fc.constantFrom('granted', 'denied') }),
  currency: fc.constantFrom('EUR', 'CHF'),
  purchaseChannel: fc.constantFrom('web', 'pos'),
  atMs: fc.integer({ min: 0, max: 200 }).map((minute) => MONDAY + minute * MINUTE),
  sessionId: fc.constantFrom('s1', 's2', null),
  deviceId: fc.constantFrom('phone', 'laptop', 'toString'),
  items: fc.array(
    fc.record({
      item_id: fc.constantFrom('lamp', 'vase', 'constructor', '__proto__'),
      price: fc.constantFrom(10, 89.9),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 3 },
  ),
  transaction_id: fc.constantFrom('o1', 'o2'),
  value: fc.constantFrom(10, 89.9),
  rule: fc.constantFrom('home-picks', 'store-notice', 'constructor', '__proto__'),
  shipping: fc.constantFrom(0, 6.9),
  page_type: fc.constantFrom('home', 'checkout'),
  search_term: fc.constantFrom('lampada', 'vaso'),
  friction: fc.constantFrom<NonNullable<Fact['friction']>>('shipping_cost', 'rage_click'),
});
/** An id is one happening: two facts of the same id are the same fact. */
const facts = fc.uniqueArray(arbitraryFact, { selector: (one) => one.id, maxLength: 40 });

describe('whatever order facts come in', () => {
  it('gives the same profile, also when some come twice', () => {
    fc.assert(
      fc.property(
        facts.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }))),
        ([list, shuffled]) => {
          expect(profileOf(shuffled, options)).toEqual(profileOf(list, options));
        },
      ),
      { numRuns: 3_000 },
    );
  });
  it('gives the same profile in one batch or in many', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 7 }), (list, size) => {
        const sorted = [...list].sort(compareFacts);
        let profile = emptyProfile();
        for (let start = 0; start < sorted.length; start += size) profile = reduce(profile, sorted.slice(start, start + size), options);
        expect(profile).toEqual(profileOf(list, options));
      }),
      { numRuns: 500 },
    );
  });
  it('never leaves a line with nothing in it', () => {
    fc.assert(fc.property(facts, (list) => profileOf(list, options).cart.lines.every((line) => line.quantity > 0)));
  });
});
