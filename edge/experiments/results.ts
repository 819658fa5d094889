import { toMajor } from '../../shared/money.ts';
import type { Experiment } from '../../shared/schemas/experiment.ts';
import type { Texts } from '../../shared/schemas/rule.ts';
import { periodOf, weightsOf } from './period.ts';
import { type ExperimentPeriod, type ExperimentReport, experimentReport, type VariantCounts } from './statistics/report.ts';
import { peekingSentence, resultSentence } from './statistics/result-words.ts';

/** Counts and sums of one variant in one time of the same weights; nothing of any person. */
export interface VariantSums {
  experiment: string;
  bucketVersion: number;
  period: string;
  variant: string;
  people: number;
  /** of them, who bought */
  buyers: number;
  orders: number;
  ordersSquares: number;
  /** minor units of the site's currency */
  revenue: number;
  revenueSquares: number;
  /** of each person's revenue and orders */
  cross: number;
}

/** A variant that a guardrail has stopped. */
export interface StoppedVariant {
  experiment: string;
  bucketVersion: number;
  variant: string;
}

/** One experiment of the published set-up with what is known of it. */
export interface ExperimentResult {
  id: string;
  name: Texts;
  rule: string;
  enabled: boolean;
  goal: Experiment['goal'];
  /** people in each variant, and what they bought since they fell into it */
  variants: { id: string; weight: number; people: number; buyers: number; orders: number; revenue: number }[];
  report: ExperimentReport;
  /** variants that a guardrail has stopped: nobody sees them any more, and nobody new is drawn */
  stopped: string[];
  /** the same in words, for each variant but the control */
  words: { variant: string; it: string; en: string }[];
}

/** What all experiments show, for whoever runs the shop. Pure: sums and set-up in, figures and words out. */
export function experimentsReport(
  experiments: readonly Experiment[],
  sums: readonly VariantSums[],
  stops: readonly StoppedVariant[],
  currency: string,
): { items: ExperimentResult[]; peeking: { it: string; en: string } } {
  const items = experiments.map((experiment): ExperimentResult => {
    const mine = sums.filter((row) => isOf(row, experiment));
    const report = experimentReport(experiment, periodsOf(experiment, mine, currency));
    const nameOf = (id: string, language: 'it' | 'en'): string =>
      experiment.variants.find((variant) => variant.id === id)?.name?.[language] ?? id;
    return {
      id: experiment.id,
      name: experiment.name,
      rule: experiment.rule,
      enabled: experiment.enabled,
      goal: experiment.goal,
      variants: experiment.variants.map(({ id, weight }) => {
        const rows = mine.filter(({ variant }) => variant === id);
        const total = (field: 'people' | 'buyers' | 'orders' | 'revenue'): number => rows.reduce((sum, row) => sum + row[field], 0);
        const [people, buyers, orders] = [total('people'), total('buyers'), total('orders')];
        return { id, weight, people, buyers, orders, revenue: toMajor(total('revenue'), currency) };
      }),
      report,
      stopped: stops.filter((stop) => isOf(stop, experiment)).map(({ variant }) => variant),
      words: report.variants.map((variant) => ({
        variant: variant.variant,
        it: resultSentence(variant, experiment.goal, nameOf(variant.variant, 'it'), 'it'),
        en: resultSentence(variant, experiment.goal, nameOf(variant.variant, 'en'), 'en'),
      })),
    };
  });
  return { items, peeking: { it: peekingSentence('it'), en: peekingSentence('en') } };
}

/** Variants that break a guardrail with certainty and have not been stopped yet. */
export function toBeStopped(
  experiments: readonly Experiment[],
  sums: readonly VariantSums[],
  stops: readonly StoppedVariant[],
  currency: string,
): StoppedVariant[] {
  return experiments.flatMap((experiment) => {
    if (!experiment.enabled || experiment.guardrails.length === 0 || stops.some((stop) => isOf(stop, experiment))) return [];
    const mine = sums.filter((row) => isOf(row, experiment));
    const { variants } = experimentReport(experiment, periodsOf(experiment, mine, currency));
    const { id, bucketVersion } = experiment;
    return variants.flatMap(({ variant, verdict }) => (verdict === 'stop' ? [{ experiment: id, bucketVersion, variant }] : []));
  });
}

const isOf = (row: Pick<StoppedVariant, 'experiment' | 'bucketVersion'>, { id, bucketVersion }: Experiment): boolean =>
  row.experiment === id && row.bucketVersion === bucketVersion;

function periodsOf({ variants }: Experiment, rows: readonly VariantSums[], currency: string): ExperimentPeriod[] {
  return [...new Set([...rows.map(({ period }) => period), periodOf(variants)])].map((period) => {
    const weights = weightsOf(period);
    return {
      weights: variants.map(({ id }) => weights.get(id) ?? 0),
      variants: Object.fromEntries(rows.filter((row) => row.period === period).map((row) => [row.variant, countsOf(row, currency)])),
    };
  });
}

function countsOf(
  { people: n, buyers, orders, ordersSquares, revenue, revenueSquares, cross }: VariantSums,
  currency: string,
): VariantCounts {
  const unit = toMajor(1, currency);
  const money = { n, sum: revenue * unit, sumSquares: revenueSquares * unit ** 2 };
  return {
    people: n,
    metrics: {
      conversion: { n, sum: buyers, sumSquares: buyers },
      'revenue-per-visitor': money,
      'average-order': { ...money, paired: { sum: orders, sumSquares: ordersSquares, cross: cross * unit } },
    },
  };
}
