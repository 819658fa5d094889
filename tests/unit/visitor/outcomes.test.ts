import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { type Outcome, outcomesSince, type ToldTotals } from '../../../edge/visitor/outcomes.ts';
import { profileOf } from '../../../edge/visitor/reduce.ts';
import { act, bought, MINUTE, MONDAY } from '../journey/a-person.ts';

const fell = (variant: string, atMs: number, experiment = 'headline'): Fact =>
  act('assignment', atMs, { assignment: { experiment, variant, bucketVersion: 0, period: 'a=0.5,b=0.5' } });
const profile = (...facts: Fact[]) => profileOf(facts, { currency: 'EUR' });
const news = (facts: Fact[], told: ToldTotals = {}) => outcomesSince(profile(...facts), told, 'EUR');

describe('what somebody is worth to a variant', () => {
  it('is told once when they fall into it, and then as it changes', () => {
    const facts = [bought('before', MONDAY - MINUTE), fell('a', MONDAY)];
    const first = news(facts)!;
    expect(first.outcomes).toMatchObject([{ variant: 'a', people: 1, after: { orders: 0, revenueMinor: 0 } }]);
    expect(news(facts, first.told)).toBeNull();
    const second = news([...facts, bought('o1', MONDAY + MINUTE)], first.told)!;
    expect(second.outcomes).toMatchObject([{ people: 0, before: { orders: 0 }, after: { orders: 1, revenueMinor: 8990 } }]);
    const back = act('refund', MONDAY + 2 * MINUTE, { transaction_id: 'o1' });
    expect(news([...facts, bought('o1', MONDAY + MINUTE), back], second.told)!.outcomes).toMatchObject([
      { before: { orders: 1, revenueMinor: 8990 }, after: { orders: 0, revenueMinor: 0 } },
    ]);
  });

  it('is nothing to either where they have seen two', () => {
    expect(news([fell('a', MONDAY), fell('b', MONDAY + 1)])).toBeNull();
  });

  it('adds up to the squares of all people, however their purchases come in and however often it is asked', () => {
    const story = fc.array(
      fc.record({ minute: fc.integer({ min: -5, max: 30 }), value: fc.integer({ min: 0, max: 300 }), ask: fc.boolean() }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(fc.array(story, { minLength: 1, maxLength: 4 }), (people) => {
        let [n, sum, squares] = [0, 0, 0];
        let expected = 0;
        people.forEach((acts) => {
          const facts: Fact[] = [fell('a', MONDAY)];
          let told: ToldTotals = {};
          const ask = () => {
            const found = news(facts, told);
            told = found?.told ?? told;
            for (const { people: one, before, after } of found?.outcomes ?? ([] as Outcome[])) {
              n += one;
              sum += after.revenueMinor - before.revenueMinor;
              squares += after.revenueMinor ** 2 - before.revenueMinor ** 2;
            }
          };
          let worth = 0;
          acts.forEach(({ minute, value, ask: asked }, index) => {
            facts.push(bought(`o${index}`, MONDAY + minute * MINUTE, { value }));
            if (minute >= 0) worth += value * 100;
            if (asked) ask();
          });
          ask();
          expected += worth ** 2;
        });
        expect(n).toBe(people.length);
        expect(squares).toBe(expected);
        expect(sum).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
      }),
    );
  });
});
