import { describe, expect, it } from 'vitest';
import { lifetimeOf } from '../../../edge/journey/models/lifetime.ts';
import type { JourneyModel } from '../../../shared/schemas/journey-model.ts';
import { act, bought, boughtInShop, DAY, MINUTE, MONDAY, page, person } from './a-person.ts';

const MODEL: JourneyModel = {
  bgNbd: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
  gammaGamma: { p: 6.25, q: 3.74, v: 15.44 },
  unit: 'week',
};
const of = (profile: ReturnType<typeof person>, nowMs = MONDAY, model: JourneyModel | null = MODEL) =>
  lifetimeOf(profile, { currency: 'EUR', journeyModel: model }, nowMs);

describe('what may be expected of a customer', () => {
  it('is nothing of somebody who never bought, or took all of it back', () => {
    expect(of(person(page(MONDAY, 'home')))).toBeNull();
    const returned = person(
      bought('o1', MONDAY - 9 * DAY),
      act('refund', MONDAY - DAY, { transaction_id: 'o1', value: 89.9, currency: 'EUR' }),
    );
    expect(of(returned)).toBeNull();
  });

  it('falls with silence, and rises with a purchase, wherever it was made', () => {
    const twice = [bought('o1', MONDAY - 200 * DAY), bought('o2', MONDAY - 150 * DAY)];
    const [before, later] = [of(person(...twice), MONDAY - 100 * DAY)!, of(person(...twice))!];
    expect(later.pAlive).toBeLessThan(before.pAlive);
    expect(later.value90Days).toBeLessThan(before.value90Days);
    const again = of(person(...twice, boughtInShop('o3', MONDAY - DAY)))!;
    expect(again.pAlive).toBeGreaterThan(later.pAlive);
    expect(again.expectedPurchases90Days).toBeGreaterThan(later.expectedPurchases90Days);
  });

  it('counts a day once, and no purchase still to come', () => {
    const once = [bought('o1', MONDAY - 90 * DAY), bought('o2', MONDAY - 30 * DAY)];
    const more = [bought('o1b', MONDAY - 90 * DAY + MINUTE, { value: 0 }), bought('later', MONDAY + DAY)];
    expect(of(person(...once, ...more))).toEqual(of(person(...once)));
  });

  it('counts a purchase in another currency as one, whose worth nobody knows', () => {
    const once = person(bought('o1', MONDAY - 90 * DAY), bought('o2', MONDAY - 30 * DAY));
    const dollars = { currency: 'USD', value: 5_000 };
    const twice = person(bought('o1', MONDAY - 90 * DAY), bought('o2', MONDAY - 30 * DAY), bought('usd', MONDAY - 20 * DAY, dollars));
    expect(of(twice)).toMatchObject({ repeatPurchases: 2, purchaseValue: of(once)!.purchaseValue });
    expect(of(person(bought('usd', MONDAY - DAY, dollars)))).toMatchObject({ repeatPurchases: 0, pAlive: 1 });
  });

  it('agrees with itself: a longer time brings more, a chance to buy is no greater than that to be there still', () => {
    const lifetime = of(person(bought('o1', MONDAY - 90 * DAY), bought('o2', MONDAY - 30 * DAY)))!;
    expect(lifetime.chanceToBuy90Days).toBeLessThan(lifetime.chanceToBuy365Days);
    expect(lifetime.chanceToBuy365Days).toBeLessThan(lifetime.pAlive);
    expect(lifetime.chanceToBuy90Days).toBeLessThan(lifetime.expectedPurchases90Days);
    expect(lifetime.value90Days).toBeLessThan(lifetime.value365Days);
  });

  it('goes by what is usual where the shop has no model: what they spend is worth what they spend', () => {
    const { pAlive, purchaseValue } = of(person(bought('o1', MONDAY - 10 * DAY)), MONDAY, null)!;
    expect(pAlive).toBe(1);
    expect(purchaseValue).toBeCloseTo(89.9, 2);
  });
});
