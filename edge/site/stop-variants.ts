import { toBeStopped } from '../experiments/results.ts';
import type { SiteStore } from './site-store.ts';

/** Who stops a variant that nobody has stopped by hand, in the audit log. */
const STOP_ACTOR = 'tappa';

/**
 * Stops the variants that break a guardrail with certainty, and notes it for whoever runs the shop. A stop holds until the experiment begins anew under
 * another `bucketVersion`.
 * @returns whether there is something to publish
 */
export function stopHarmfulVariants(store: SiteStore, nowMs: number): boolean {
  const { experiments = [] } = store.setup.readVersion(store.setup.currentVersion())!.setup;
  if (!experiments.some(({ guardrails }) => guardrails.length > 0)) return false;
  const { currency } = store.settings.read()!.settings;
  const found = toBeStopped(experiments, store.experiments.read(), store.experiments.stops(), currency);
  for (const stop of found) {
    store.experiments.stop(stop, nowMs);
    store.audit.add(nowMs, STOP_ACTOR, 'experiment.stop', { ...stop });
  }
  return found.length > 0;
}
