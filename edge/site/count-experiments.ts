import type { Experiment } from '../../shared/schemas/experiment.ts';
import type { SiteSettings } from '../../shared/schemas/site-setup.ts';
import { type StoppedVariant, toBeStopped, type VariantSums } from '../experiments/results.ts';
import type { SiteStore } from './site-store.ts';

/** The experiments of the published set-up, and what was counted of them. */
export interface CountedExperiments {
  settings: SiteSettings;
  experiments: Experiment[];
  sums: VariantSums[];
  stops: StoppedVariant[];
}

export function countedExperiments({ setup, experiments, settings }: SiteStore): CountedExperiments {
  const published = setup.readVersion(setup.currentVersion())!.setup;
  return {
    settings: settings.read()!.settings,
    experiments: published.experiments ?? [],
    sums: experiments.read(),
    stops: experiments.stops(),
  };
}

/** Who stops a variant that nobody has stopped by hand, in the audit log. */
const STOP_ACTOR = 'tappa';

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
    store.audit.add(nowMs, STOP_ACTOR, 'experiment.stop', { ...stop });
  }
  return found.length > 0;
}
