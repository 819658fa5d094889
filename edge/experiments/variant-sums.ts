import { toMajor } from '../../shared/money.ts';
import type { ExperimentMetric } from '../../shared/schemas/experiment.ts';
import type { VariantCounts } from './statistics/report.ts';
import { proportionSums, type Sums } from './statistics/sums.ts';

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

/** All that was seen of a variant, over all times of its weights. */
export function pooledSums(rows: readonly VariantSums[], goal: ExperimentMetric, currency: string): Sums {
  const all = rows.map((row) => countsOf(row, currency).metrics[goal] ?? proportionSums(0, 0));
  const total = (field: 'n' | 'sum' | 'sumSquares'): number => all.reduce((sum, each) => sum + each[field], 0);
  return { n: total('n'), sum: total('sum'), sumSquares: total('sumSquares') };
}

/** What the sums of one time say, in major units. */
export function countsOf(
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
