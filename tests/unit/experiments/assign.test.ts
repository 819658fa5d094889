import { GrowthBook, type StickyAssignmentsDocument, StickyBucketService } from '@growthbook/growthbook';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { assign, coverageAt, type EarlierAssignment } from '../../../edge/experiments/assign.ts';
import { ASSIGNMENT_WORDS } from '../../../edge/experiments/assignment-words.ts';
import { inControlGroup, inHoldout } from '../../../edge/experiments/withheld.ts';
import type { Experiment } from '../../../shared/schemas/experiment.ts';
import { experiment, NOON, people } from './an-experiment.ts';

const HOUR = 3_600_000;
const noted = (variant: string, more: Partial<EarlierAssignment> = {}): EarlierAssignment => ({
  experiment: 'title-test',
  variant,
  bucketVersion: 0,
  atMs: NOON - HOUR,
  ...more,
});
const of = (test: Experiment, personId: string, more: Partial<Parameters<typeof assign>[1]> = {}) =>
  assign(test, { personId, nowMs: NOON, earlier: [], ...more });
const weighted = (...weights: number[]) => ({ variants: weights.map((weight, index) => ({ id: `v${index}`, weight })) });

/** Shares of the variants among many people; of none, under `-`. */
function sharesOf(test: Experiment, nowMs = NOON): Record<string, number> {
  const all = people(10_000);
  const counts: Record<string, number> = {};
  for (const id of all) {
    const variant = of(test, id, { nowMs }).variant ?? '-';
    counts[variant] = (counts[variant] ?? 0) + 1 / all.length;
  }
  return counts;
}

describe('a person in an experiment', () => {
  it('sees one variant, the same each time, by the weights', () => {
    const test = experiment(weighted(0.2, 0.3, 0.5));
    const shares = sharesOf(test);
    for (const [variant, share] of [
      ['v0', 0.2],
      ['v1', 0.3],
      ['v2', 0.5],
    ] as const)
      expect(Math.abs(shares[variant]! - share)).toBeLessThan(0.03);
    expect(of(test, 'person-7')).toEqual(of(test, 'person-7', { nowMs: NOON + 1_000 * HOUR }));
    expect(of(test, 'person-7')).toMatchObject({ why: 'assigned', shows: 'variant', isMixed: false });
  });

  it('sees the rule as it is outside the share that takes part, and outside the namespace', () => {
    expect(of(experiment({ coverage: 0 }), 'anna')).toEqual({
      variant: null,
      why: 'outside-coverage',
      shows: 'rule',
      isMixed: false,
    });
    const halves = [
      experiment({ namespace: { id: 'home', start: 0, end: 0.5 } }),
      experiment({ id: 'other', namespace: { id: 'home', start: 0.5, end: 1 } }),
    ];
    for (const id of people(500)) {
      const why = halves.map((test) => of(test, id).why);
      expect(why.toSorted()).toEqual(['assigned', 'other-namespace']);
    }
  });

  it('sees nothing in the holdout of the site or the control group of the rule, and counts in no variant', () => {
    const test = experiment();
    expect(of(test, 'anna', { holdout: { share: 1, seed: 'holdout' } })).toMatchObject({ variant: null, why: 'holdout', shows: 'nothing' });
    expect(of(test, 'anna', { controlShare: 1, earlier: [noted('shorter')] })).toMatchObject({
      variant: null,
      why: 'control-group',
      shows: 'nothing',
    });
    const tenth = people(10_000).filter((id) => of(test, id, { controlShare: 0.1 }).why === 'control-group');
    expect(Math.abs(tenth.length - 1_000)).toBeLessThan(200);
    // Those withheld are like the others: half of them would have had either variant.
    const wouldSee = tenth.filter((id) => of(test, id).variant === 'shorter').length;
    expect(Math.abs(wouldSee / tenth.length - 0.5)).toBeLessThan(0.1);
  });

  it('is let go from a holdout or a control group that shrinks, and joins one that grows: nobody changes places', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (id, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        if (inHoldout(id, { share: less, seed: 'h' })) expect(inHoldout(id, { share: more, seed: 'h' })).toBe(true);
        if (inControlGroup(id, 'picks', less)) expect(inControlGroup(id, 'picks', more)).toBe(true);
      }),
    );
    expect(inHoldout('anna', null)).toBe(false);
    expect(inHoldout('anna', { share: 0, seed: 'h' })).toBe(false);
  });

  it('is told why in words of either language', () => {
    for (const words of Object.values(ASSIGNMENT_WORDS))
      for (const text of Object.values(words)) expect(text).toMatch(/^\p{Lu}.{10,}[^.]$/u);
  });
});

describe('a variant that was seen', () => {
  it('stays, whatever the hash, the coverage, the namespace and the weights say now', () => {
    const test = experiment({ coverage: 0, namespace: { id: 'home', start: 0, end: 0 }, ...weighted(1, 0) });
    const seen = noted('v1');
    expect(of(test, 'anna', { earlier: [seen] })).toMatchObject({ variant: 'v1', why: 'kept', shows: 'variant' });
  });

  it('is the earliest of all devices after a merge, in whatever order they are told, and the person is known as mixed', () => {
    const notes = fc.array(
      fc.record({
        experiment: fc.constantFrom('title-test', 'another'),
        variant: fc.constantFrom('as-is', 'shorter', 'gone'),
        bucketVersion: fc.integer({ min: 0, max: 2 }),
        atMs: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(fc.uuid(), notes, fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }), (id, earlier, bucketVersion, min) => {
        const test = experiment({ bucketVersion, minBucketVersion: min });
        expect(of(test, id, { earlier: earlier.toReversed() })).toEqual(of(test, id, { earlier }));
      }),
    );
    const both = [noted('shorter', { atMs: 5 }), noted('as-is', { atMs: 9 })];
    expect(of(experiment(), 'anna', { earlier: both })).toMatchObject({ variant: 'shorter', isMixed: true });
    expect(of(experiment(), 'anna', { earlier: [both[0]!] })).toMatchObject({ variant: 'shorter', isMixed: false });
  });

  it('counts no more once the buckets are new, and shuts out whoever saw buckets that are too old', () => {
    const anew = experiment({ bucketVersion: 1, seed: 'second phase' });
    const changes = people(200).filter((id) => of(anew, id, { earlier: [noted('as-is')] }).variant === 'shorter');
    expect(changes.length).toBeGreaterThan(60);
    const strict = experiment({ bucketVersion: 1, minBucketVersion: 1 });
    expect(of(strict, 'anna', { earlier: [noted('as-is')] })).toMatchObject({ variant: null, why: 'older-buckets', shows: 'rule' });
    expect(of(strict, 'anna', { earlier: [noted('as-is', { experiment: 'another' })] }).why).toBe('assigned');
  });

  it('of a name that exists no more is none', () => {
    expect(of(experiment(), 'anna', { earlier: [noted('removed')] }).why).toBe('assigned');
  });
});

describe('a ramp', () => {
  const steps = fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 })
    .map((all) => all.sort((a, b) => a - b));

  it('that rises moves nobody from one variant to another, and lets nobody out', () => {
    const variants = fc
      .array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 })
      .map((parts) => weighted(...parts.map((part) => part / parts.reduce((sum, each) => sum + each, 0))));
    fc.assert(
      fc.property(fc.uuid(), steps, variants, (id, coverages, more) => {
        const ramp = coverages.map((coverage, day) => ({ from: new Date(NOON + day * 24 * HOUR).toISOString(), coverage }));
        const test = experiment({ coverage: 0, ramp, ...more });
        const seen = coverages.map((_, day) => of(test, id, { nowMs: NOON + day * 24 * HOUR }).variant);
        const first = seen.findIndex((variant) => variant !== null);
        if (first >= 0) expect(new Set(seen.slice(first)).size).toBe(1);
      }),
      { numRuns: 500 },
    );
  });

  it('takes each step at its moment, in whatever order they are written', () => {
    const ramp = [
      { from: '2026-11-25T00:00:00Z', coverage: 0.5 },
      { from: '2026-11-24T00:00:00+01:00', coverage: 0.1 },
    ];
    const at = (iso: string) => coverageAt({ coverage: 0.01, ramp }, Date.parse(iso));
    expect([at('2026-11-23T22:59:59Z'), at('2026-11-23T23:00:00Z'), at('2026-11-24T23:59:59Z'), at('2026-11-25T00:00:00Z')]).toEqual([
      0.01, 0.1, 0.1, 0.5,
    ]);
  });
});

describe('weights that change from 50/50 to 90/10', () => {
  const before = experiment(weighted(0.5, 0.5));
  const after = experiment(weighted(0.9, 0.1));

  it('move by the hash alone those between, and nobody who has seen a variant', () => {
    for (const id of people(1_000)) {
      const [was, by] = [of(before, id).variant!, of(after, id).variant!];
      // Ranges end later: who was first stays first, and of the others four fifths would change over.
      if (was === 'v0') expect(by).toBe('v0');
      expect(of(after, id, { earlier: [noted(was)] }).variant).toBe(was);
    }
    expect(Math.abs(sharesOf(after).v1! - 0.1)).toBeLessThan(0.02);
  });
});

/** What GrowthBook's SDK says, given its notes in its own form. */
function byGrowthBook(test: Experiment, personId: string, earlier: readonly EarlierAssignment[]): string | null {
  class Kept extends StickyBucketService {
    override async getAssignments(): Promise<null> {
      return null;
    }
    override async saveAssignments(_: StickyAssignmentsDocument): Promise<void> {}
  }
  const growthbook = new GrowthBook({
    attributes: { id: personId },
    stickyBucketService: new Kept(),
    stickyBucketAssignmentDocs: {
      [`id||${personId}`]: {
        attributeName: 'id',
        attributeValue: personId,
        assignments: Object.fromEntries(earlier.map(({ bucketVersion, variant }) => [`${test.id}__${bucketVersion}`, variant])),
      },
    },
  });
  const ids = test.variants.map(({ id }) => id) as [string, string, ...string[]];
  const { inExperiment, value } = growthbook.run({
    key: test.id,
    variations: ids,
    meta: ids.map((key) => ({ key })),
    weights: test.variants.map(({ weight }) => weight),
    coverage: test.coverage,
    hashVersion: test.hashVersion,
    bucketVersion: test.bucketVersion,
    minBucketVersion: test.minBucketVersion,
    ...(test.seed === undefined ? {} : { seed: test.seed }),
    ...(test.namespace ? { namespace: [test.namespace.id, test.namespace.start, test.namespace.end] as [string, number, number] } : {}),
  });
  growthbook.destroy();
  return inExperiment ? value : null;
}

describe('an experiment moved from GrowthBook', () => {
  // Of weights it does not use GrowthBook complains aloud.
  beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
  afterAll(() => void vi.restoreAllMocks());

  it('gives everybody the variant they had there, noted or not', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const version = fc.integer({ min: 0, max: 3 });
    const definitions = fc.record(
      {
        variants: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 5 }).map((parts) => {
          const sum = Math.max(
            1,
            parts.reduce((total, part) => total + part, 0),
          );
          return weighted(...parts.map((part) => part / sum)).variants;
        }),
        seed: fc.string({ minLength: 1, maxLength: 10 }),
        hashVersion: fc.constantFrom(1, 2),
        coverage: share,
        namespace: fc.record({ id: fc.string({ minLength: 1, maxLength: 8 }), start: share, end: share }),
        bucketVersion: version,
        minBucketVersion: version,
      },
      { requiredKeys: ['variants'] },
    );
    const notes = fc.uniqueArray(
      fc.record({ variant: fc.constantFrom('v0', 'v1', 'v4', 'gone'), bucketVersion: version }).map((note) => noted(note.variant, note)),
      { maxLength: 3, selector: ({ bucketVersion }) => bucketVersion },
    );
    fc.assert(
      fc.property(fc.uuid(), definitions, notes, (id, definition, earlier) => {
        const test = experiment(definition);
        expect(of(test, id, { earlier }).variant).toBe(byGrowthBook(test, id, earlier));
      }),
      { numRuns: 1_000 },
    );
  });
});
