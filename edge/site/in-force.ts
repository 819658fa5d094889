import type { SteeredWeights } from '../../shared/published-site.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import { steeredSetup } from '../experiments/steer.ts';

/** A set-up as it decides, without what only speaks of it: every isolate holds the head, and no visit asks for fixtures. */
export function inForce({ fixtures, fixtureData, ...setup }: SiteSetup, weights: readonly SteeredWeights[]): SiteSetup {
  return steeredSetup(setup, weights);
}
