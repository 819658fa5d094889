import { GrowthBook } from '@growthbook/growthbook';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { assign, coverageAt } from '../../../edge/experiments/assign.ts';
import { hash } from '../../../edge/experiments/hashing.ts';
import { inHoldout } from '../../../edge/experiments/withheld.ts';
import { experiment, NOON } from './an-experiment.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const ids = fc.oneof(fc.uuid(), fc.string({ minLength: 1, maxLength: 20 }));
const weights = fc
  .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 5 })
  .map((parts) => parts.map((part) => part / parts.reduce((sum, each) => sum + each, 0)));
const ramp = fc.array(fc.record({ days: fc.integer({ min: -5, max: 5 }), coverage: share }), { maxLength: 3 });
const asked = fc.record({
  id: ids,
  weights,
  coverage: share,
  seed: fc.option(fc.string({ minLength: 1, maxLength: 12 }), { nil: undefined }),
  hashVersion: fc.constantFrom(1 as const, 2 as const),
  namespace: fc.option(fc.record({ id: fc.constantFrom('pricing', 'home'), start: share, end: share }), { nil: undefined }),
  ramp,
});

type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

const optional = <T>(name: string, value: T | undefined) => (value === undefined ? {} : { [name]: value });
const ours = ({ weights: shares, ramp: steps, ...more }: Asked) =>
  experiment({
    ...optional('seed', more.seed),
    ...optional('namespace', more.namespace),
    coverage: more.coverage,
    hashVersion: more.hashVersion,
    variants: shares.map((weight, index) => ({ id: `v${index}`, weight })),
    ramp: steps.map(({ days, coverage }) => ({ from: new Date(NOON + days * 86_400_000).toISOString(), coverage })),
  });

/** What the SDK itself, given the coverage in force, lets a person see; null = they are not in the experiment. */
function theirs(given: Asked): string | null {
  const { id, weights: shares, seed, hashVersion, namespace } = given;
  const growthbook = new GrowthBook({ attributes: { id } });
  const { inExperiment, variationId } = growthbook.run({
    key: 'title-test',
    variations: shares.map((_, index) => `v${index}`) as [string, string],
    weights: shares,
    coverage: coverageAt(ours(given), NOON),
    hashVersion,
    ...(seed === undefined ? {} : { seed }),
    ...(namespace ? { namespace: [namespace.id, namespace.start, namespace.end] as [string, number, number] } : {}),
  });
  growthbook.destroy();
  return inExperiment ? `v${variationId}` : null;
}

beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterAll(() => void vi.restoreAllMocks());

describe('an experiment brought over from GrowthBook', () => {
  it('gives everybody the variant its SDK gives them: weights, coverage, ramp, namespace and seed together', () => {
    fc.assert(
      fc.property(asked, (given) => {
        expect(assign(ours(given), { personId: given.id, nowMs: NOON, earlier: [] }).variant).toBe(theirs(given));
      }),
      { numRuns: 1_000 },
    );
  });

  it('shares nobody with another whose stretch of the namespace does not meet its own', () => {
    fc.assert(
      fc.property(ids, share, share, share, (id, a, b, c) => {
        const [start, between, end] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
        const inside = (from: number, to: number, name: string) =>
          assign(experiment({ id: name, namespace: { id: 'pricing', start: from, end: to } }), { personId: id, nowMs: NOON, earlier: [] })
            .variant;
        expect(inside(start, between, 'one') !== null && inside(between, end, 'two') !== null).toBe(false);
      }),
    );
  });

  it('holds out whom an SDK experiment of one variation with that seed and coverage would take', () => {
    fc.assert(
      fc.property(ids, share, fc.string({ minLength: 1, maxLength: 12 }), (id, held, seed) => {
        const growthbook = new GrowthBook({ attributes: { id } });
        const { inExperiment } = growthbook.run({
          key: 'holdout',
          variations: ['held', 'held'] as [string, string],
          weights: [1, 0],
          coverage: held,
          hashVersion: 2,
          seed,
        });
        growthbook.destroy();
        expect(inHoldout(id, { share: held, seed })).toBe(inExperiment);
        expect(inExperiment).toBe(hash(seed, id, 2) < held);
      }),
      { numRuns: 500 },
    );
  });
});
