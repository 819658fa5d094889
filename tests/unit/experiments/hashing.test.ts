import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { chooseVariation, getBucketRanges, getEqualWeights, hash, inNamespace } from '../../../edge/experiments/hashing.ts';

/** What GrowthBook's SDK computes with; it keeps these functions to itself, so they are taken from its files. */
interface Reference {
  hash(seed: string, value: string, version: number): number | null;
  getEqualWeights(n: number): number[];
  getBucketRanges(numVariations: number, coverage: number | undefined, weights?: number[]): [number, number][];
  chooseVariation(n: number, ranges: [number, number][]): number;
  inNamespace(value: string, namespace: [string, number, number]): boolean;
}

const require = createRequire(import.meta.url);
const reference = require(join(dirname(require.resolve('@growthbook/growthbook')), 'util.js')) as Reference;

/** Ids as shops have them, and as nobody should. */
const texts = fc.oneof(
  fc.uuid(),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', 'è', '🛒', '日本', '\ud800'),
);
const numbers = fc.oneof(fc.double({ min: -2, max: 3, noNaN: true }), fc.constantFrom(0, 1, 0.5, 0.99, 1.01, -0));
const counts = fc.integer({ min: 0, max: 8 });
/** Mostly such as sum to 1, for which alone the sum is looked at. */
const weights = fc.oneof(
  fc
    .array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 })
    .map((parts) => parts.map((part) => part / parts.reduce((sum, each) => sum + each, 0))),
  fc.array(numbers, { maxLength: 8 }),
  fc.constantFrom<number[][]>([0.5, 0.49], [0.5, 0.52], [1.5, -0.5], [0.3, 0.3, 0.4], [Number.NaN, 1], [0, 0, 1]),
);

// Of weights it does not use GrowthBook complains aloud.
beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
afterAll(() => void vi.restoreAllMocks());

describe('people fall where GrowthBook lets them fall', () => {
  it('with either version of its hash, whatever the seed and the id', () => {
    fc.assert(
      fc.property(texts, texts, fc.constantFrom(1, 2), (seed, value, version) => {
        expect(hash(seed, value, version)).toBe(reference.hash(seed, value, version));
      }),
      { numRuns: 2_000 },
    );
  });

  it('in the cases it publishes', () => {
    expect([hash('', 'a', 1), hash('', 'b', 1), hash('b', 'a', 1), hash('ef', 'd', 1)]).toEqual([0.22, 0.077, 0.946, 0.652]);
    expect([hash('feature-exp', 'd123', 2), hash('feature-exp', 'i123', 2)]).toEqual([0.6468, 0.9943]);
    expect(['1', '2', '3', '4'].map((id) => inNamespace(id, ['namespace1', 0.4, 1]))).toEqual([true, true, true, true]);
    expect(['1', '2', '3', '4'].map((id) => inNamespace(id, ['namespace2', 0, 0.4]))).toEqual([false, false, true, true]);
  });

  it('with ranges of any weights and coverage, the senseless ones too', () => {
    fc.assert(
      fc.property(
        counts,
        fc.option(numbers, { nil: undefined }),
        fc.option(weights, { nil: undefined }),
        fc.boolean(),
        (count, coverage, given, asMany) => {
          const numVariations = asMany && given ? given.length : count;
          const ranges = getBucketRanges(numVariations, coverage, given);
          expect(ranges).toEqual(reference.getBucketRanges(numVariations, coverage, given));
          for (const n of [0, 0.1, 0.4999, 0.5, 0.9999, 1])
            expect(chooseVariation(n, ranges)).toBe(
              reference.chooseVariation(
                n,
                ranges.map(([start, end]) => [start, end]),
              ),
            );
        },
      ),
      { numRuns: 2_000 },
    );
    expect(getEqualWeights(3)).toEqual(reference.getEqualWeights(3));
    expect(getEqualWeights(-1)).toEqual([]);
  });

  it('within a namespace or outside it', () => {
    fc.assert(
      fc.property(texts, texts, numbers, numbers, (value, id, start, end) => {
        expect(inNamespace(value, [id, start, end])).toBe(reference.inNamespace(value, [id, start, end]));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the shuffle', () => {
  it('is even, and of one seed tells nothing of another', () => {
    const people = Array.from({ length: 20_000 }, (_, index) => `person-${index}`);
    const both = [0, 0, 0, 0];
    for (const id of people) both[(hash('first', id, 2) < 0.5 ? 0 : 1) + (hash('second', id, 2) < 0.5 ? 0 : 2)]! += 1;
    // Six standard errors: a fair shuffle is not further off once in a hundred million tests.
    for (const seen of both) expect(Math.abs(seen - 5_000)).toBeLessThan(6 * Math.sqrt(20_000 * 0.25 * 0.75));
  });

  it('leaves out whoever no range covers', () => {
    expect(chooseVariation(0.3, getBucketRanges(2, 0.5))).toBe(-1);
    expect(chooseVariation(0.1, getBucketRanges(2, 0))).toBe(-1);
  });
});
