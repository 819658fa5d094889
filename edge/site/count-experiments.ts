import type { SteeredWeights } from '../../shared/published-site.ts';
import type { Experiment } from '../../shared/schemas/experiment.ts';
import type { SiteSettings } from '../../shared/schemas/site-setup.ts';
import { type StoppedVariant, toBeStopped } from '../experiments/results.ts';
import { nextWeights, weightsInForce } from '../experiments/steer.ts';
import type { VariantSums } from '../experiments/variant-sums.ts';
import type { SiteStore } from './site-store.ts';

/** The experiments of the published set-up, and what was counted of them. */
export interface CountedExperiments {
  settings: SiteSettings;
  experiments: Experiment[];
  sums: VariantSums[];
  stops: StoppedVariant[];
  /** weights of bandits in force */
  weights: SteeredWeights[];
}

export function countedExperiments({ setup, experiments, settings }: SiteStore): CountedExperiments {
  const published = setup.readVersion(setup.currentVersion())!.setup;
  return {
    settings: settings.read()!.settings,
    experiments: published.experiments ?? [],
    sums: experiments.read(),
    stops: experiments.stops(),
    weights: experiments.weights(),
  };
}

/** Who does what nobody has done by hand, in the audit log. */
const OWN_ACTOR = 'tappa';

/**
 * Stops the variants that break a guardrail with certainty, and notes it for whoever runs the shop. A stop holds until the experiment begins anew under
 * another `bucketVersion`.
 * @returns whether there is something to publish
 */
export function stopHarmfulVariants(store: SiteStore, nowMs: number): boolean {
  const { settings, experiments, sums, stops } = countedExperiments(store);
  const found = toBeStopped(experiments, sums, stops, settings.currency);
  for (const stop of found) {
    store.experiments.stop(stop, nowMs);
    store.audit.add(nowMs, OWN_ACTOR, 'experiment.stop', { ...stop });
  }
  return found.length > 0;
}

/**
 * Gives bandits whose slice is over the weights of the next, and notes it for whoever runs the shop. One of which a variant was stopped stays as it is:
 * nobody new is drawn in it.
 * @returns whether there is something to publish
 */
export function steerBandits(store: SiteStore, nowMs: number): boolean {
  const { settings, experiments, sums, stops, weights } = countedExperiments(store);
  const found = experiments.flatMap((experiment) => {
    const isOf = (row: { experiment: string; bucketVersion: number }): boolean =>
      row.experiment === experiment.id && row.bucketVersion === experiment.bucketVersion;
    if (!experiment.bandit || stops.some(isOf)) return [];
    return nextWeights(experiment, sums.filter(isOf), weightsInForce(experiment, weights), settings.currency, nowMs) ?? [];
  });
  for (const steered of found) {
    store.experiments.steer(steered);
    store.audit.add(nowMs, OWN_ACTOR, 'experiment.steer', { ...steered });
  }
  return found.length > 0;
}
