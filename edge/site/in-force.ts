import type { SiteSetup } from '../../shared/schemas/site-setup.ts';

/** A set-up without what only speaks of it: every isolate holds the head, and no visit asks for fixtures. */
export function inForce({ fixtures, fixtureData, ...setup }: SiteSetup): SiteSetup {
  return setup;
}
