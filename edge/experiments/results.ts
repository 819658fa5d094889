import { toMajor } from '../../shared/money.ts';
import type { SteeredWeights } from '../../shared/published-site.ts';
import type { Experiment } from '../../shared/schemas/experiment.ts';
import type { Texts } from '../../shared/schemas/rule.ts';
import { periodOf, weightsOf } from './period.ts';
import { type ExperimentPeriod, type ExperimentReport, experimentReport } from './statistics/report.ts';
import { banditSentence, peekingSentence, resultSentence } from './statistics/result-words.ts';
import { steered, weightsInForce } from './steer.ts';
import { countsOf, type VariantSums } from './variant-sums.ts';

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
  /** of a bandit: since when the weights of `variants` are in force, null = since it began; absent of others */
  bandit?: { since: string | null };
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
  inForce: readonly SteeredWeights[] = [],
): { items: ExperimentResult[]; peeking: { it: string; en: string } } {
  const items = steered(experiments, inForce).map((experiment): ExperimentResult => {
    const mine = sums.filter((row) => isOf(row, experiment));
    const report = experimentReport(experiment, periodsOf(experiment, mine, currency));
    const nameOf = (id: string, language: 'it' | 'en'): string =>
      experiment.variants.find((variant) => variant.id === id)?.name?.[language] ?? id;
    const since = weightsInForce(experiment, inForce)?.atMs;
    const sentence = (variant: (typeof report.variants)[number], language: 'it' | 'en'): string => {
      const name = nameOf(variant.variant, language);
      const weight = experiment.variants.find(({ id }) => id === variant.variant)?.weight ?? 0;
      // What breaks a guardrail, or a split that is wrong, is said of a bandit as of any.
      const isPlain = !experiment.bandit || variant.verdict === 'stop' || variant.verdict === 'untrusted';
      return isPlain
        ? resultSentence(variant, experiment.goal, name, language)
        : banditSentence(name, weight, since !== undefined, language);
    };
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
      ...(experiment.bandit ? { bandit: { since: since === undefined ? null : new Date(since).toISOString() } } : {}),
      stopped: stops.filter((stop) => isOf(stop, experiment)).map(({ variant }) => variant),
      words: report.variants.map((variant) => ({
        variant: variant.variant,
        it: sentence(variant, 'it'),
        en: sentence(variant, 'en'),
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
