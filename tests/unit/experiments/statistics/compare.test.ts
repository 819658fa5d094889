import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../../edge/experiments/statistics/compare.ts';
import { alwaysValidPValue, halfWidth } from '../../../../edge/experiments/statistics/confidence-sequence.ts';
import { estimatesOf } from '../../../../edge/experiments/statistics/estimate.ts';
import { drawGamma, drawNormal, randomFrom } from '../../../../edge/experiments/statistics/random.ts';
import { effectiveCount, proportionSums, type Sums, withPerson } from '../../../../edge/experiments/statistics/sums.ts';

const EMPTY = proportionSums(0, 0);
const sumsOf = (values: readonly (number | readonly [number, number])[]): Sums =>
  values.reduce<Sums>(
    (sums, each) => (typeof each === 'number' ? withPerson(sums, each) : withPerson(sums, ...(each as [number, number]))),
    EMPTY,
  );
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const varianceOfMany = (values: readonly number[]): number => {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
};

describe('what is said of a conversion', () => {
  it('is nothing before there are enough people, and enough who bought', () => {
    for (const [n, bought] of [
      [99, 60],
      [10_000, 20],
      [0, 0],
    ] as const) {
      const said = compare('mean', proportionSums(n, bought), proportionSums(n, bought));
      expect(said).toMatchObject({ known: 'too-early', difference: null, relative: null, pValue: 1 });
    }
    // A variant in which nobody buys is found out all the same; among few people that may be chance.
    expect(compare('mean', proportionSums(1_000, 100), proportionSums(1_000, 0)).known).toBe('worse');
    expect(compare('mean', proportionSums(1_000, 50), proportionSums(100, 0)).known).toBe('too-early');
  });

  it('is better, worse or open, with how much', () => {
    const better = compare('mean', proportionSums(10_000, 500), proportionSums(10_000, 650));
    expect(better).toMatchObject({ known: 'better', control: 0.05, variant: 0.065, people: 20_000 });
    expect(better.relative!.estimate).toBeCloseTo(0.3, 12);
    expect(better.relative!.low).toBeGreaterThan(0);
    expect(better.difference!.estimate).toBeCloseTo(0.015, 12);
    expect(compare('mean', proportionSums(10_000, 650), proportionSums(10_000, 500)).known).toBe('worse');
    expect(compare('mean', proportionSums(10_000, 500), proportionSums(10_000, 520)).known).toBe('open');
  });

  it('asks for more where several statements share the chance to be wrong', () => {
    const one = compare('mean', proportionSums(5_000, 250), proportionSums(5_000, 330));
    const three = compare('mean', proportionSums(5_000, 250), proportionSums(5_000, 330), { statements: 3 });
    expect(three.pValue).toBeGreaterThan(one.pValue);
    expect(three.difference!.low).toBeLessThan(one.difference!.low);
  });

  it('hangs together: interval, relative interval, p-value and verdict tell one story', () => {
    const arm = fc
      .integer({ min: 100, max: 50_000 })
      .chain((n) => fc.integer({ min: 0, max: n }).map((bought) => proportionSums(n, bought)));
    fc.assert(
      fc.property(arm, arm, fc.integer({ min: 1, max: 9 }), (control, variant, statements) => {
        const { difference, relative, pValue, known } = compare('mean', control, variant, { statements });
        if (known === 'too-early' || difference === null || difference.low === difference.high) return;
        expect(difference.low).toBeLessThan(difference.estimate);
        expect(difference.estimate).toBeLessThan(difference.high);
        const leavesOutNothing = difference.low > 0 || difference.high < 0;
        expect(known !== 'open').toBe(leavesOutNothing);
        // Either side of the border is told apart by rounding only.
        if (Math.abs(pValue - 0.05) > 1e-6) expect(pValue < 0.05).toBe(leavesOutNothing);
        if (relative === null) return;
        expect(relative.low).toBeLessThanOrEqual(relative.estimate);
        expect(relative.high).toBeGreaterThanOrEqual(relative.estimate);
        if (Math.min(Math.abs(difference.low), Math.abs(difference.high)) > 1e-9) {
          expect(relative.low > 0).toBe(difference.low > 0);
          expect(relative.high < 0).toBe(difference.high < 0);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('does not depend on the unit of a mean: cents or euros', () => {
    const random = randomFrom(5);
    const orders = Array.from({ length: 2_000 }, () => (random() < 0.2 ? 20 + 100 * random() : 0));
    const [control, variant] = [orders.slice(0, 1_000), orders.slice(1_000)];
    const euros = compare('mean', sumsOf(control), sumsOf(variant));
    const cents = compare('mean', sumsOf(control.map((value) => value * 100)), sumsOf(variant.map((value) => value * 100)));
    expect(cents.relative!.low).toBeCloseTo(euros.relative!.low, 9);
    expect(cents.pValue).toBeCloseTo(euros.pValue, 9);
    expect(cents.difference!.high).toBeCloseTo(euros.difference!.high * 100, 6);
  });
});

describe('a confidence sequence', () => {
  it('is the mixture it comes from: normal drifts of deviation ρ, integrated step by step', () => {
    const [people, alpha, z] = [3_000, 0.05, 2.4];
    const log = -2 * Math.log(alpha);
    const rho = Math.sqrt((log + Math.log(log + 1)) / 5_000);
    let mixed = 0;
    const steps = 40_000;
    for (let i = 0; i < steps; i += 1) {
      const drift = rho * (-8 + (16 * (i + 0.5)) / steps);
      const density = Math.exp((-drift * drift) / (2 * rho * rho)) / (rho * Math.sqrt(2 * Math.PI));
      mixed += Math.exp(drift * z * Math.sqrt(people) - (drift * drift * people) / 2) * density * ((16 * rho) / steps);
    }
    expect(alwaysValidPValue(z, people, alpha)).toBeCloseTo(1 / mixed, 6);
  });

  it('is as wide as the p-value says, and never narrower than a single look', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 10_000_000 }), fc.double({ min: 1e-4, max: 0.2, noNaN: true }), (people, alpha) => {
        const width = halfWidth(people, alpha);
        expect(alwaysValidPValue(width, people, alpha)).toBeCloseTo(alpha, 9);
        expect(width).toBeGreaterThan(Math.sqrt(-2 * Math.log(alpha)));
      }),
    );
    expect(alwaysValidPValue(3, 0, 0.05)).toBe(1);
    // About 3 where it was tuned to, where a single look asks for 1.96.
    expect(halfWidth(5_000, 0.05)).toBeCloseTo(3.035, 3);
  });

  it('keeps its word while it is looked at after every tenth person: of 500 experiments without effect, few are ever called', () => {
    const random = randomFrom(11);
    let called = 0;
    let calledBySingleLook = 0;
    for (let run = 0; run < 500; run += 1) {
      const bought = [0, 0];
      const seen = [0, 0];
      let [ever, everSingle] = [false, false];
      for (let person = 1; person <= 4_000 && !(ever && everSingle); person += 1) {
        const arm = random() < 0.5 ? 0 : 1;
        seen[arm]! += 1;
        if (random() < 0.08) bought[arm]! += 1;
        if (person % 10 > 0) continue;
        const { known, difference, people } = compare('mean', proportionSums(seen[0]!, bought[0]!), proportionSums(seen[1]!, bought[1]!));
        if (known === 'better' || known === 'worse') ever = true;
        if (difference && Math.abs(difference.estimate) > (1.96 * (difference.high - difference.estimate)) / halfWidth(people, 0.05))
          everSingle = true;
      }
      if (ever) called += 1;
      if (everSingle) calledBySingleLook += 1;
    }
    expect(called).toBeLessThanOrEqual(25);
    expect(calledBySingleLook).toBeGreaterThan(100);
  });
});

describe('the sums that are kept', () => {
  it('give what the people themselves would', () => {
    const values = fc.array(fc.tuple(fc.double({ min: 0, max: 1e4, noNaN: true }), fc.double({ min: 0, max: 1e4, noNaN: true })), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(values, values, (control, variant) => {
        const plain = (arm: typeof control) => sumsOf(arm.map(([value]) => value));
        const [before, after] = estimatesOf('mean', plain(control), plain(variant))!;
        expect(before.value).toBeCloseTo(meanOf(control.map(([value]) => value)), 6);
        expect(after.squaredError).toBeCloseTo(varianceOfMany(variant.map(([value]) => value)) / variant.length, 2);
      }),
    );
    expect(effectiveCount([proportionSums(1_000, 30), proportionSums(900, 12)])).toBe(42);
    expect(effectiveCount([sumsOf([1_000, 1, 1, 1])])).toBeLessThan(1.1);
    expect(effectiveCount([EMPTY])).toBe(0);
  });

  it('of a past that foretells make the error smaller (CUPED), and move no difference one way', () => {
    const random = randomFrom(3);
    const differences: number[] = [];
    let [plain, adjusted] = [0, 0];
    for (let run = 0; run < 200; run += 1) {
      const arms = [0, 0.5].map((effect) =>
        Array.from({ length: 200 }, () => {
          const habit = 5 * drawGamma(2, random);
          return [habit + drawNormal(random) + effect, habit + drawNormal(random)] as const;
        }),
      );
      const [control, variant] = arms.map((arm) => sumsOf(arm)) as [Sums, Sums];
      const [before, after] = estimatesOf('mean', control, variant)!;
      differences.push(after.value - before.value);
      adjusted += after.squaredError / 200;
      plain += estimatesOf('mean', sumsOf(arms[0]!.map(([now]) => now)), sumsOf(arms[1]!.map(([now]) => now)))![1].squaredError / 200;
    }
    expect(adjusted).toBeLessThan(plain / 10);
    expect(meanOf(differences)).toBeCloseTo(0.5, 1);
    // The error it states is the error it makes.
    expect(varianceOfMany(differences) / (2 * adjusted)).toBeGreaterThan(0.75);
    expect(varianceOfMany(differences) / (2 * adjusted)).toBeLessThan(1.3);
  });

  it('without a past in both, or with one that says nothing, are left as they are', () => {
    const [flat, plain] = [
      sumsOf([
        [1, 7],
        [2, 7],
        [4, 7],
      ]),
      sumsOf([1, 2, 4]),
    ];
    expect(estimatesOf('mean', flat, flat)).toEqual(estimatesOf('mean', plain, plain));
    expect(estimatesOf('mean', flat, plain)).toEqual(estimatesOf('mean', plain, plain));
  });

  it('of orders take it that one person’s orders belong together', () => {
    const random = randomFrom(9);
    const values: number[] = [];
    let stated = 0;
    let naive = 0;
    for (let run = 0; run < 300; run += 1) {
      const orders: number[] = [];
      const shop = sumsOf(
        Array.from({ length: 300 }, () => {
          const count = random() < 0.3 ? 1 + Math.floor(4 * random()) : 0;
          const usual = 20 + 80 * random();
          const own = Array.from({ length: count }, () => usual + 5 * drawNormal(random));
          orders.push(...own);
          return [own.reduce((sum, value) => sum + value, 0), count] as const;
        }),
      );
      const [{ value, squaredError }] = estimatesOf('ratio', shop, shop)!;
      expect(value).toBeCloseTo(meanOf(orders), 9);
      values.push(value);
      stated += squaredError / 300;
      naive += varianceOfMany(orders) / orders.length / 300;
    }
    expect(varianceOfMany(values) / stated).toBeGreaterThan(0.8);
    expect(varianceOfMany(values) / stated).toBeLessThan(1.25);
    expect(naive).toBeLessThan(stated * 0.6);
  });

  it('of nobody who ordered give no average order', () => {
    const none = sumsOf(Array.from({ length: 200 }, () => [0, 0] as const));
    expect(compare('ratio', none, none)).toMatchObject({ known: 'too-early', control: null });
    expect(compare('ratio', proportionSums(500, 50), proportionSums(500, 50)).known).toBe('too-early');
  });
});
