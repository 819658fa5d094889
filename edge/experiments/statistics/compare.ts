import { alwaysValidPValue, halfWidth } from './confidence-sequence.ts';
import { type Estimate, estimatesOf, type MetricKind } from './estimate.ts';
import { effectiveCount, type Sums } from './sums.ts';

/** The chance that an experiment without any effect is ever called one with an effect. */
export const ALPHA = 0.05;

/** Before so many people in each variant the normal law that the statements rest on does not hold yet. */
const PEOPLE_MIN = 100;

/**
 * Nor does it before so many weigh in the metric in each variant, if all were alike. Counted from both together: a variant in which nobody buys is to be found
 * out, but where a tenth of the people sees it, nobody buying may be chance, and must have been given time.
 */
const EFFECTIVE_COUNT_MIN = 25;

export interface Interval {
  estimate: number;
  low: number;
  high: number;
}

/** What is known of a metric in a variant beside the control, at whatever moment it is asked. */
export interface Comparison {
  /** people of both */
  people: number;
  /** the metric in either, adjusted by the past where there is one; null without enough to say */
  control: number | null;
  variant: number | null;
  /** variant less control, in the metric's unit */
  difference: Interval | null;
  /** of the control's value: 0.05 is five percent more; null while the control's own value is too uncertain */
  relative: Interval | null;
  /** always valid; 1 before anything can be said */
  pValue: number;
  known: 'too-early' | 'open' | 'better' | 'worse';
}

export interface CompareOptions {
  alpha?: number;
  /** how many statements share the α: variants beside the control, times metrics (Bonferroni) */
  statements?: number;
}

/** Control and variant in a time in which the weights stayed the same. */
export type Stratum = readonly [control: Sums, variant: Sums];

/** Compares a metric, more of which is better. All statements hold at all moments together. */
export function compare(kind: MetricKind, control: Sums, variant: Sums, options: CompareOptions = {}): Comparison {
  return compareStrata(kind, [[control, variant]], options);
}

/**
 * The same over times of different weights: each is compared within itself and counts by its people, so that a better season with more people in one variant
 * does not look like a better variant. Times of too few people are left out.
 */
export function compareStrata(
  kind: MetricKind,
  strata: readonly Stratum[],
  { alpha = ALPHA, statements = 1 }: CompareOptions = {},
): Comparison {
  const people = peopleOf(strata);
  const enough = strata.filter(isEnough);
  const estimates = overall(kind, enough);
  if (!estimates) return { people, control: null, variant: null, difference: null, relative: null, pValue: 1, known: 'too-early' };
  const [before, after] = estimates;
  const compared = peopleOf(enough);
  const share = alpha / statements;
  const estimate = after.value - before.value;
  const error = Math.sqrt(before.squaredError + after.squaredError);
  const width = halfWidth(compared, share);
  const difference = { estimate, low: estimate - width * error, high: estimate + width * error };
  return {
    people,
    control: before.value,
    variant: after.value,
    difference,
    relative: relativeTo(before, after, width),
    pValue: error > 0 ? Math.min(1, statements * alwaysValidPValue(estimate / error, compared, share)) : 1,
    known: error === 0 ? 'open' : difference.low > 0 ? 'better' : difference.high < 0 ? 'worse' : 'open',
  };
}

function peopleOf(strata: readonly Stratum[]): number {
  return strata.reduce((sum, [control, variant]) => sum + control.n + variant.n, 0);
}

function isEnough(stratum: Stratum): boolean {
  const [control, variant] = stratum;
  const fewest = Math.min(control.n, variant.n);
  return fewest >= PEOPLE_MIN && (effectiveCount(stratum) * fewest) / (control.n + variant.n) >= EFFECTIVE_COUNT_MIN;
}

/** Values of either side, each time by its share of the people; null where no time says anything. */
function overall(kind: MetricKind, strata: readonly Stratum[]): readonly [Estimate, Estimate] | null {
  const people = peopleOf(strata);
  const sides: [Estimate, Estimate] = [
    { value: 0, squaredError: 0 },
    { value: 0, squaredError: 0 },
  ];
  for (const [control, variant] of strata) {
    const estimates = estimatesOf(kind, control, variant);
    if (!estimates) return null;
    const share = (control.n + variant.n) / people;
    for (const side of [0, 1] as const) {
      sides[side].value += share * estimates[side].value;
      sides[side].squaredError += share * share * estimates[side].squaredError;
    }
  }
  return people > 0 ? sides : null;
}

/**
 * The relative difference by Fieller's theorem (Fieller, "Some Problems in Interval Estimation", 1954): every factor c for which `variant − c · control` may
 * be 0. It is as valid as the difference at each moment, and leaves out 0 exactly when that does. Nothing is said while the control itself may be 0.
 */
function relativeTo(control: Estimate, variant: Estimate, width: number): Interval | null {
  const squared = width * width;
  const a = control.value * control.value - squared * control.squaredError;
  if (a <= 0 || control.value <= 0) return null;
  const b = control.value * variant.value;
  const c = variant.value * variant.value - squared * variant.squaredError;
  const root = Math.sqrt(Math.max(0, b * b - a * c));
  return { estimate: variant.value / control.value - 1, low: (b - root) / a - 1, high: (b + root) / a - 1 };
}
