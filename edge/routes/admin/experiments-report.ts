import { toMajor } from '../../../shared/money.ts';
import type { Experiment } from '../../../shared/schemas/experiment.ts';
import type { Texts } from '../../../shared/schemas/rule.ts';
import { periodOf, weightsOf } from '../../experiments/period.ts';
import { type ExperimentPeriod, type ExperimentReport, experimentReport, type VariantCounts } from '../../experiments/statistics/report.ts';
import { peekingSentence, resultSentence } from '../../experiments/statistics/result-words.ts';
import type { VariantSums } from '../../site/types.ts';

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
  /** the same in words, for each variant but the control */
  words: { variant: string; it: string; en: string }[];
}

/** What all experiments show, for whoever runs the shop. Pure: sums and set-up in, figures and words out. */
export function experimentsReport(
  experiments: readonly Experiment[],
  sums: readonly VariantSums[],
  currency: string,
): { items: ExperimentResult[]; peeking: { it: string; en: string } } {
  const items = experiments.map((experiment): ExperimentResult => {
    const mine = sums.filter((row) => row.experiment === experiment.id && row.bucketVersion === experiment.bucketVersion);
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
      words: report.variants.map((variant) => ({
        variant: variant.variant,
        it: resultSentence(variant, experiment.goal, nameOf(variant.variant, 'it'), 'it'),
        en: resultSentence(variant, experiment.goal, nameOf(variant.variant, 'en'), 'en'),
      })),
    };
  });
  return { items, peeking: { it: peekingSentence('it'), en: peekingSentence('en') } };
}

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
