import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conditionHolds } from '../../../edge/journey/condition.ts';
import { intentOf, intentSigns } from '../../../edge/journey/intent.ts';
import { traitsOf } from '../../../edge/journey/traits.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { emptyProfile } from '../../../edge/visitor/profile.ts';
import { hasClicks, measureIntent } from '../../bench/journey-intent.ts';
import { act, bought, DAY, lamp, MINUTE, MONDAY, page, person, SHOP, vase } from './a-person.ts';

const intent = (...facts: Fact[]): number => intentOf(person(...facts))!;
const look = (minute: number, item = lamp): Fact => act('view_item', MONDAY + minute * MINUTE, { items: [item] });
const toCart = (minute: number): Fact => act('add_to_cart', MONDAY + minute * MINUTE, { items: [lamp] });

describe('the chance that a visit ends in a purchase', () => {
  it('is not known where there is no visit', () => {
    expect(intentOf(emptyProfile())).toBeNull();
  });

  it('is small on arrival, and grows with looks, a cart, and each step of the checkout', () => {
    const visit = [
      page(MONDAY, 'home'),
      look(1),
      look(2, vase),
      toCart(3),
      act('begin_checkout', MONDAY + 4 * MINUTE, { items: [lamp] }),
      act('add_shipping_info', MONDAY + 5 * MINUTE, { shipping: 5 }),
      act('add_payment_info', MONDAY + 6 * MINUTE),
    ];
    const chances = visit.map((_, index) => intent(...visit.slice(0, index + 1)));
    expect(chances).toEqual([...chances].sort((a, b) => a - b));
    expect(new Set(chances).size).toBe(visit.length);
    expect(chances[0]).toBeLessThan(0.05);
    expect(chances.at(-1)).toBeGreaterThan(0.5);
  });

  it('falls when the cart is emptied or the purchase is made: what led to it is no sign of a next one', () => {
    const left = [page(MONDAY, 'home'), look(1), toCart(2)];
    const bare = [page(MONDAY, 'home'), look(1)];
    expect(intent(...left, bought('o1', MONDAY + 3 * MINUTE))).toBeLessThan(intent(...bare));
    expect(intent(...left)).toBeGreaterThan(intent(...bare));
  });

  it('is of this visit alone', () => {
    const yesterday = [
      page(MONDAY - DAY, 'home', { sessionId: 's0' }),
      act('add_to_cart', MONDAY - DAY, { items: [lamp], sessionId: 's0' }),
    ];
    expect(intent(...yesterday, page(MONDAY, 'home'))).toBe(intent(page(MONDAY, 'home')));
    const paid = bought('o0', MONDAY - DAY, { sessionId: 's0' });
    expect(intent(...yesterday, paid, page(MONDAY, 'home'), look(1))).toBe(intent(page(MONDAY, 'home'), look(1)));
  });

  it('is a number between 0 and 1 whatever happened, in whatever order it was told', () => {
    const acts = fc.array(
      fc
        .tuple(fc.constantFrom<Fact['type']>('page_view', 'view_item', 'add_to_cart', 'begin_checkout', 'purchase'), fc.nat({ max: 3_000 }))
        .map(([type, minute]) => act(type, MONDAY + minute * MINUTE, { items: [lamp], transaction_id: `o${minute}` })),
      { minLength: 1, maxLength: 80 },
    );
    fc.assert(
      fc.property(acts, (facts) => {
        const chance = intent(...facts);
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(1);
        expect(intent(...[...facts].reverse())).toBe(chance);
      }),
    );
    expect(Object.values(intentSigns(person(toCart(0)))!)).toEqual([0, 0, 1]);
  });

  it('may be asked by rules and stages', () => {
    const traits = traitsOf(person(page(MONDAY, 'home'), look(1), toCart(2)), null, SHOP, MONDAY + 3 * MINUTE);
    expect(conditionHolds({ 'session.intent': { $gte: 0.05 } }, traits)).toBe(true);
    expect(conditionHolds({ 'session.intent': { $gte: 0.9 } }, traits)).toBe(false);
  });
});

describe.skipIf(!hasClicks())('published clicks of two shops (skipped without ../shared/data)', () => {
  it('give the weights that are shipped, and tell who buys on visits that were not fitted', async () => {
    const { areShipped, atTheEnd, otherShop } = await measureIntent();
    expect(areShipped).toBe(true);
    for (const { auc, brier, brierOfMean } of [atTheEnd, otherShop]) {
      expect(auc).toBeGreaterThan(0.6);
      expect(brier).toBeLessThan(brierOfMean);
    }
  });
});
