import type { Experiment, ExperimentMetric } from '../../../shared/schemas/experiment.ts';
import { ALPHA, type Comparison, compareStrata } from './compare.ts';
import type { MetricKind } from './estimate.ts';
import { type GuardrailVerdict, guardrailVerdict } from './guardrail.ts';
import { type SampleRatio, sampleRatio } from './sample-ratio.ts';
import { proportionSums, type Sums } from './sums.ts';

/** Orders are several to a person, so their average is a ratio of sums over people. */
export const METRIC_KINDS: Readonly<Record<ExperimentMetric, MetricKind>> = {
  conversion: 'mean',
  'revenue-per-visitor': 'mean',
  'average-order': 'ratio',
};

/** What was counted of the people who were first assigned in a time in which the weights stayed the same. */
export interface ExperimentPeriod {
  /** in the order of the variants */
  weights: readonly number[];
  /** by variant id; one that is missing has been seen by nobody */
  variants: Readonly<Record<string, VariantCounts>>;
}

export interface VariantCounts {
  people: number;
  /** of all those people, whenever they did it */
  metrics: Readonly<Partial<Record<ExperimentMetric, Sums>>>;
}

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
  periods: readonly ExperimentPeriod[],
): ExperimentReport {
  const { goal, guardrails } = experiment;
  const ids = experiment.variants.map(({ id }) => id);
  const [control, ...others] = ids;
  const split = sampleRatio(periods.map(({ weights, variants }) => ({ weights, counts: ids.map((id) => variants[id]?.people ?? 0) })));
  const of = ({ variants }: ExperimentPeriod, id: string, metric: ExperimentMetric): Sums =>
    variants[id]?.metrics[metric] ?? proportionSums(0, 0);
  const against = (id: string, metric: ExperimentMetric, statements: number): Comparison =>
    compareStrata(
      METRIC_KINDS[metric],
      periods.map((period) => [of(period, control!, metric), of(period, id, metric)]),
      { alpha: ALPHA, statements },
    );
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
