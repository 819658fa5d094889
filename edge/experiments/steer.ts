import type { SteeredWeights } from '../../shared/published-site.ts';
import type { Experiment } from '../../shared/schemas/experiment.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import { fnv1a32 } from './hashing.ts';
import { banditWeights } from './statistics/bandit.ts';
import { pooledSums, type VariantSums } from './variant-sums.ts';

const HOUR_MS = 3_600_000;
/** Rows kept of one experiment are bounded (`edge/site/store/experiments.ts`), and each slice is a row a variant: beyond these the weights stay. */
const ROWS_OF_SLICES_MAX = 160;
/** Before so many people in each variant chance alone would speak. */
const PEOPLE_MIN = 50;

/**
 * The weights of the next slice of a bandit; null where they stay: no bandit, a slice that is not over, too few people, or all slices used up. The
 * same sums and slice give the same weights. Whoever has a variant keeps it: weights are for people who are drawn from now on.
 *
 * @param sums of this experiment under its bucket version
 * @param last the weights in force; null = those of the set-up
 */
export function nextWeights(
  experiment: Experiment,
  sums: readonly VariantSums[],
  last: SteeredWeights | null,
  currency: string,
  nowMs: number,
): SteeredWeights | null {
  const { id, bandit, bucketVersion, variants, goal, enabled } = experiment;
  if (!bandit || !enabled || goal === 'average-order') return null;
  const slice = (last?.slice ?? 0) + 1;
  if ((slice + 1) * variants.length > ROWS_OF_SLICES_MAX) return null;
  if (last && nowMs < last.atMs + bandit.everyHours * HOUR_MS) return null;
  const arms = variants.map((variant) =>
    pooledSums(
      sums.filter((row) => row.variant === variant.id),
      goal,
      currency,
    ),
  );
  if (arms.some(({ n }) => n < PEOPLE_MIN)) return null;
  const seed = fnv1a32(`${experiment.seed ?? id}:${bucketVersion}:${slice}`);
  const weights = banditWeights(goal === 'conversion' ? 'proportion' : 'mean', arms, { seed, shareMin: bandit.shareMin });
  return {
    experiment: id,
    bucketVersion,
    slice,
    atMs: nowMs,
    weights: Object.fromEntries(variants.map((variant, index) => [variant.id, weights[index]!])),
  };
}

/** Experiments with the weights in force in the place of those they began with. Weights of other variants than there are count no more. */
export function steered(experiments: readonly Experiment[], inForce: readonly SteeredWeights[]): Experiment[] {
  return experiments.map((experiment) => {
    const { bandit, variants } = experiment;
    const weights = bandit && weightsInForce(experiment, inForce)?.weights;
    return weights ? { ...experiment, variants: variants.map((variant) => ({ ...variant, weight: weights[variant.id]! })) } : experiment;
  });
}

/** What is in force of one experiment; null where its variants are others now. */
export function weightsInForce({ id, bucketVersion, variants }: Experiment, inForce: readonly SteeredWeights[]): SteeredWeights | null {
  const found = inForce.find((each) => each.experiment === id && each.bucketVersion === bucketVersion);
  const names = Object.keys(found?.weights ?? {});
  return found && names.length === variants.length && variants.every((variant) => names.includes(variant.id)) ? found : null;
}

/** A set-up with the weights in force in place of those it began with. */
export function steeredSetup<S extends Pick<SiteSetup, 'experiments'>>(setup: S, inForce: readonly SteeredWeights[]): S {
  return setup.experiments?.some(({ bandit }) => bandit) ? { ...setup, experiments: steered(setup.experiments, inForce) } : setup;
}
