import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { rulesOnPage } from '../../../edge/decisioning/rule-index.ts';
import type { RuleTrace } from '../../../edge/decisioning/types.ts';
import { type Rule, RuleSchema } from '../../../shared/schemas/rule.ts';
import { PAGE_TYPES, type PageType } from '../../../shared/schemas/visit.ts';
import { decideOn } from './a-shop.ts';

const SLOTS = ['a', 'b', 'c', 'overlay'];
const rules: fc.Arbitrary<Rule[]> = fc
  .array(
    fc.record({
      enabled: fc.boolean(),
      pages: fc.uniqueArray(fc.constantFrom(...PAGE_TYPES), { maxLength: 3 }),
      slots: fc.uniqueArray(fc.constantFrom(...SLOTS), { minLength: 1, maxLength: 3 }),
      who: fc.constantFrom({}, { 'page.type': 'home' }, { productViews: { $gte: 1 } }, { stage: { $ne: 'x' } }),
      often: fc.constantFrom({}, { ignoresCoolDown: true }, { perSession: 1 }),
    }),
    { maxLength: 12 },
  )
  .map((list) =>
    list.map((more, index) =>
      v.parse(RuleSchema, {
        ...more,
        id: `r${index}`,
        name: {},
        what: { kind: 'message', title: { it: 'Ciao' }, text: { it: `${index}` } },
        reason: { it: 'sì' },
      }),
    ),
  );
const pages = fc.constantFrom(...PAGE_TYPES);
const slots = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'));

/** The questions of a rule one after the other, as they were told before there was an index. */
function plainly(list: Rule[], page: PageType, named: string[]): RuleTrace[] {
  const asked = new Set([...named, 'overlay']);
  const free = new Set(asked);
  return list.map(({ id, enabled, pages: on, slots: wanted, who }): RuleTrace => {
    if (!enabled) return { rule: id, outcome: 'disabled' };
    if (on.length > 0 && !on.includes(page)) return { rule: id, outcome: 'page' };
    const present = wanted.filter((slot) => asked.has(slot));
    if (present.length === 0) return { rule: id, outcome: 'slot-missing' };
    const slot = present.find((each) => free.has(each));
    if (slot === undefined) return { rule: id, outcome: 'slot-taken' };
    // Of a person nobody knows, on a first page.
    const holds = !('productViews' in who) && (!('page.type' in who) || page === 'home');
    if (!holds) return { rule: id, outcome: 'condition' };
    free.delete(slot);
    return { rule: id, outcome: 'shown', slot };
  });
}

describe('rules of a page', () => {
  it('come to what they come to one by one, in their order, on every page', () => {
    fc.assert(
      fc.property(rules, pages, slots, (list, page, named) => {
        const { trace, blocks } = decideOn({ rules: list, page, slots: named });
        expect(trace).toEqual(plainly(list, page, named));
        expect(blocks.map(({ rule }) => rule)).toEqual(trace.filter(({ outcome }) => outcome === 'shown').map(({ rule }) => rule));
      }),
      { numRuns: 300 },
    );
  });

  it('show the same whether what cannot show is in the list or not', () => {
    fc.assert(
      fc.property(rules, pages, slots, (list, page, named) => {
        const left = list.filter(({ enabled, pages: on }) => enabled && (on.length === 0 || on.includes(page)));
        expect(decideOn({ rules: left, page, slots: named }).blocks).toEqual(decideOn({ rules: list, page, slots: named }).blocks);
      }),
    );
  });

  it('are worked out once for a list and a type', () => {
    const [list] = fc.sample(rules, 1) as [Rule[]];
    expect(rulesOnPage(list, 'home')).toBe(rulesOnPage(list, 'home'));
    expect(rulesOnPage(list, 'cart')).not.toBe(rulesOnPage(list, 'home'));
    expect(rulesOnPage([...list], 'home')).toEqual(rulesOnPage(list, 'home'));
  });
});
