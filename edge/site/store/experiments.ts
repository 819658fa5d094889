import type { SteeredWeights } from '../../../shared/published-site.ts';
import type { StoppedVariant } from '../../experiments/results.ts';
import type { VariantSums } from '../../experiments/variant-sums.ts';
import type { EventsMessage } from '../../platform/env.ts';

type Outcome = NonNullable<EventsMessage['outcomes']>[number];

/** Times of other weights kept of one experiment; what comes after is counted with the last. */
const ROWS_PER_EXPERIMENT_MAX = 200;

/** What experiments have brought: a row a variant and period. */
export class ExperimentsStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** A person's news: the difference of what they are worth now and what was told of them before. */
  add(outcomes: readonly Outcome[]): void {
    for (const { experiment, bucketVersion, period, variant, people, before, after } of outcomes) {
      const had = before.orders > 0 ? 1 : 0;
      const has = after.orders > 0 ? 1 : 0;
      const { n } = this.#sql
        .exec<{ n: number }>(
          'SELECT count(*) AS n FROM experiment_sum WHERE experiment = ? AND NOT (bucket_version = ? AND period = ? AND variant = ?)',
          experiment,
          bucketVersion,
          period,
          variant,
        )
        .one();
      if (n >= ROWS_PER_EXPERIMENT_MAX) continue;
      this.#sql.exec(
        `INSERT INTO experiment_sum (experiment, bucket_version, period, variant, people, buyers, orders, orders_squares, revenue, revenue_squares, crossed)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET people = people + excluded.people, buyers = buyers + excluded.buyers, orders = orders + excluded.orders,
           orders_squares = orders_squares + excluded.orders_squares, revenue = revenue + excluded.revenue,
           revenue_squares = revenue_squares + excluded.revenue_squares, crossed = crossed + excluded.crossed`,
        experiment,
        bucketVersion,
        period,
        variant,
        people,
        has - had,
        after.orders - before.orders,
        after.orders ** 2 - before.orders ** 2,
        after.revenueMinor - before.revenueMinor,
        after.revenueMinor ** 2 - before.revenueMinor ** 2,
        after.orders * after.revenueMinor - before.orders * before.revenueMinor,
      );
    }
  }

  stops(): StoppedVariant[] {
    return this.#sql
      .exec<{ experiment: string; bucket_version: number; variant: string }>(
        'SELECT experiment, bucket_version, variant FROM experiment_stop ORDER BY experiment, bucket_version, variant',
      )
      .toArray()
      .map(({ experiment, bucket_version: bucketVersion, variant }) => ({ experiment, bucketVersion, variant }));
  }

  stop({ experiment, bucketVersion, variant }: StoppedVariant, nowMs: number): void {
    this.#sql.exec(
      'INSERT INTO experiment_stop (experiment, bucket_version, variant, at_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      experiment,
      bucketVersion,
      variant,
      nowMs,
    );
  }

  /** Weights of bandits in force. */
  weights(): SteeredWeights[] {
    return this.#sql
      .exec<Record<string, string | number>>('SELECT * FROM experiment_weight ORDER BY experiment, bucket_version')
      .toArray()
      .map((row) => ({
        experiment: String(row.experiment),
        bucketVersion: Number(row.bucket_version),
        weights: JSON.parse(String(row.weights)) as Record<string, number>,
        slice: Number(row.slice),
        atMs: Number(row.at_ms),
      }));
  }

  steer({ experiment, bucketVersion, weights, slice, atMs }: SteeredWeights): void {
    this.#sql.exec(
      'INSERT OR REPLACE INTO experiment_weight (experiment, bucket_version, weights, slice, at_ms) VALUES (?, ?, ?, ?, ?)',
      experiment,
      bucketVersion,
      JSON.stringify(weights),
      slice,
      atMs,
    );
  }

  read(): VariantSums[] {
    return this.#sql
      .exec<Record<string, string | number>>('SELECT * FROM experiment_sum ORDER BY experiment, bucket_version, period, variant')
      .toArray()
      .map((row) => ({
        experiment: String(row.experiment),
        bucketVersion: Number(row.bucket_version),
        period: String(row.period),
        variant: String(row.variant),
        people: Number(row.people),
        buyers: Number(row.buyers),
        orders: Number(row.orders),
        ordersSquares: Number(row.orders_squares),
        revenue: Number(row.revenue),
        revenueSquares: Number(row.revenue_squares),
        cross: Number(row.crossed),
      }));
  }
}
