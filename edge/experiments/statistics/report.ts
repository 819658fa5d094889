import type { Experiment, ExperimentMetric } from '../../../shared/schemas/experiment.ts';
import { ALPHA, type Comparison, compare } from './compare.ts';
import type { MetricKind } from './estimate.ts';
import { type GuardrailVerdict, guardrailVerdict } from './guardrail.ts';
import { type SampleRatio, type SplitPeriod, sampleRatio } from './sample-ratio.ts';
import { proportionSums, type Sums } from './sums.ts';

/** Orders are several to a person, so their average is a ratio of sums over people. */
export const METRIC_KINDS: Readonly<Record<ExperimentMetric, MetricKind>> = {
  conversion: 'mean',
  'revenue-per-visitor': 'mean',
  'average-order': 'ratio',
};

/** What was counted, by variant id. A variant that is missing has been seen by nobody. */
export type ExperimentSums = Readonly<Record<string, Partial<Record<ExperimentMetric, Sums>>>>;

/** What is to be thought, and done, of a variant. */
export type VariantVerdict =
  /** people do not split by the weights: nothing can be said */
  | 'untrusted'
  /** breaks a guardrail: to be stopped now */
  | 'stop'
  | Comparison['known'];

export interface VariantReport {
  variant: string;
  verdict: VariantVerdict;
  goal: Comparison;
  guardrails: { metric: ExperimentMetric; verdict: GuardrailVerdict; comparison: Comparison }[];
}

export interface ExperimentReport {
  split: SampleRatio;
  /** all but the control */
  variants: VariantReport[];
}

/**
 * What is known of an experiment, whenever it is asked: the goal's statements are wrong at some time in no more than one experiment of twenty, and so are the
 * guardrails', over all variants together.
 */
export function experimentReport(
  experiment: Pick<Experiment, 'variants' | 'goal' | 'guardrails'>,
  sums: ExperimentSums,
  periods: readonly SplitPeriod[],
): ExperimentReport {
  const { goal, guardrails } = experiment;
  const [control, ...others] = experiment.variants.map(({ id }) => id);
  const split = sampleRatio(periods);
  const of = (variant: string, metric: ExperimentMetric): Sums => sums[variant]?.[metric] ?? proportionSums(0, 0);
  const against = (variant: string, metric: ExperimentMetric, statements: number): Comparison =>
    compare(METRIC_KINDS[metric], of(control!, metric), of(variant, metric), { alpha: ALPHA, statements });
  const variants = others.map((variant): VariantReport => {
    const comparison = against(variant, goal, others.length);
    const guarded = guardrails.map(({ metric, allowedLoss }) => {
      const guard = against(variant, metric, others.length * guardrails.length);
      return { metric, verdict: guardrailVerdict(guard, allowedLoss), comparison: guard };
    });
    const isBroken = guarded.some(({ verdict }) => verdict === 'broken');
    return {
      variant,
      verdict: split.isMismatch ? 'untrusted' : isBroken ? 'stop' : comparison.known,
      goal: comparison,
      guardrails: guarded,
    };
  });
  return { split, variants };
}
