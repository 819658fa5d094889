import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLAST_RADIUS_DEFAULT, BLAST_VISITS_MIN, blastRadiusOf, excessesOf } from '../../../edge/replay/blast-radius.ts';
import { emptyTally, mergedTallies, type Tally } from '../../../edge/replay/tally.ts';
import { bought, DAY, MONDAY, page } from '../journey/a-person.ts';
import { replayed, rule, visit } from './stored-visits.ts';

const PUBLISHED = { rules: [rule('one'), rule('two', { slots: ['b'], who: { 'purchases.count': { $gte: 1 } } }), rule('three')] };
const DRAFT = {
  rules: [rule('three'), rule('constructor', { slots: ['b'] }), rule('one', { slots: ['a', 'b'], who: { stage: 'retention' } })],
};

/** Visits of a few people to a few pages. */
const visits = fc.array(
  fc
    .record({
      personId: fc.option(fc.constantFrom('anna', 'bruno', 'carla', 'dario')),
      slots: fc.subarray(['a', 'b', '__proto__']),
      isBuyer: fc.boolean(),
      receipt: fc.uuid(),
      at: fc.integer({ min: MONDAY, max: MONDAY + DAY }),
    })
    .map(({ isBuyer, ...told }) => visit({ ...told, facts: isBuyer ? [bought('o1', MONDAY - DAY), page(MONDAY, 'home')] : [] })),
  { maxLength: 12 },
);
const tallyOf = (some: Parameters<typeof replayed>[0]): Tally => replayed(some, PUBLISHED, DRAFT).tally;

describe('tallies of visits', () => {
  it('merge into that of all visits, however they are sliced and in whatever order slices come', () => {
    fc.assert(
      fc.property(visits, visits, visits, (a, b, c) => {
        const [one, two, three] = [tallyOf(a), tallyOf(b), tallyOf(c)];
        const all = tallyOf([...a, ...b, ...c]);
        expect(mergedTallies(mergedTallies(one, two), three)).toEqual(all);
        expect(mergedTallies(one, mergedTallies(two, three))).toEqual(all);
        expect(mergedTallies(three, mergedTallies(two, one))).toEqual(all);
        expect(mergedTallies(emptyTally(), one)).toEqual(one);
      }),
      { numRuns: 40 },
    );
  });

  it('never lose a visit: each rule’s reach before, less what it loses, with what it gains, is its reach after', () => {
    fc.assert(
      fc.property(visits, (some) => {
        const { rules, slots, stages, all } = tallyOf(some);
        for (const { reach } of [...rules.values(), ...stages.values()]) expect(reach.before - reach.lost + reach.gained).toBe(reach.after);
        for (const flow of slots.values()) expect(flow.before - flow.lost + flow.gained).toBe(flow.after);
        for (const { reach, refused } of rules.values()) {
          const sum = (side: 'before' | 'after') => [...refused.values()].reduce((total, both) => total + both[side], 0);
          for (const side of ['before', 'after'] as const) expect([0, all.visits]).toContain(reach[side] + sum(side));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('the blast radius', () => {
  const radiusOf = (changed: number, of: number) => {
    const some = Array.from({ length: of }, (_, index) => visit({ personId: `p${index}`, slots: index < changed ? ['a'] : ['z'] }));
    return replayed(some, { rules: [] }, { rules: [rule('one')] }).tally;
  };

  it('is the share of the visits that would be shown something else', () => {
    expect(blastRadiusOf(radiusOf(30, 120))).toEqual({ visits: 0.25, people: 0, undecided: 0 });
    expect(excessesOf(radiusOf(30, 120), BLAST_RADIUS_DEFAULT)).toEqual([{ figure: 'visits', share: 0.25, limit: 0.2 }]);
    expect(excessesOf(radiusOf(24, 120), BLAST_RADIUS_DEFAULT)).toEqual([]);
    expect(excessesOf(radiusOf(120, 120), 1)).toEqual([]);
  });

  it('is not held against a site with too few visits to tell', () => {
    expect(excessesOf(radiusOf(BLAST_VISITS_MIN - 1, BLAST_VISITS_MIN - 1), BLAST_RADIUS_DEFAULT)).toEqual([]);
    expect(excessesOf(emptyTally(), 0)).toEqual([]);
  });

  it('has in it the visits that only the draft cannot decide, not those that nobody can', () => {
    const tally = { ...radiusOf(0, 100), undecided: { before: 500, after: 60 } };
    expect(excessesOf(tally, 0.2)).toEqual([{ figure: 'undecided', share: 60 / 160, limit: 0.2 }]);
    expect(excessesOf({ ...emptyTally(), undecided: { before: 500, after: 0 } }, 0.2)).toEqual([]);
  });
});
