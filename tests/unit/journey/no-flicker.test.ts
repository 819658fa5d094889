import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultStages } from '../../../edge/journey/default-journey.ts';
import { stageHistory } from '../../../edge/journey/stage-history.ts';
import type { Fact } from '../../../edge/visitor/facts.ts';
import { profilesOf } from '../../../edge/visitor/reduce.ts';
import { DAY, MINUTE, MONDAY, SHOP } from './a-person.ts';

const basis = { ...SHOP, stages: defaultStages() };
const BROWSING = ['page_view', 'view_item', 'search', 'add_to_cart', 'remove_from_cart', 'cart', 'begin_checkout', 'friction'] as const;
const acts = (...types: readonly Fact['type'][]) =>
  fc.array(
    fc.record({
      type: fc.constantFrom(...types),
      item: fc.constantFrom('lamp', 'vase'),
      isEmpty: fc.boolean(),
      gap: fc.integer({ min: 1, max: 25 }),
    }),
    { minLength: 1, maxLength: 25 },
  );

/** Acts one after the other, so many times their gap apart. */
function factsOf(list: readonly { type: Fact['type']; item: string; isEmpty: boolean; gap: number }[], gapMs: number): Fact[] {
  let atMs = MONDAY;
  return list.map(({ type, item, isEmpty, gap }, index) => {
    atMs += gap * gapMs;
    const items = type === 'cart' && isEmpty ? [] : [{ item_id: item, price: 10, quantity: 1 }];
    const order = type === 'purchase' || type === 'refund' ? { transaction_id: `o${index % 3}`, value: 10 } : {};
    return { id: `f${index}`, type, atMs, sessionId: null, deviceId: 'phone', items, ...order };
  });
}
const stagesOf = (facts: Fact[], untilMs: number) => stageHistory(profilesOf(facts, { currency: SHOP.currency }), basis, null, untilMs);

describe('nobody flickers between stages', () => {
  it('within a visit in which nothing is bought, whatever is put in the cart and taken out', () => {
    fc.assert(
      fc.property(acts(...BROWSING), (list) => {
        const facts = factsOf(list, MINUTE);
        const stages = stagesOf(facts, facts.at(-1)!.atMs).map(({ stage }) => stage);
        expect(new Set(stages).size).toBe(stages.length);
      }),
      { numRuns: 500 },
    );
  });

  it('in silence, whatever was done before', () => {
    fc.assert(
      fc.property(acts(...BROWSING, 'purchase', 'refund'), (list) => {
        const facts = factsOf(list, DAY);
        const lastMs = facts.at(-1)!.atMs;
        const silent = stagesOf(facts, lastMs + 1_500 * DAY).filter(({ sinceMs }) => sinceMs > lastMs);
        expect(new Set(silent.map(({ stage }) => stage)).size).toBe(silent.length);
      }),
      { numRuns: 300 },
    );
  });
});
