import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import { defaultStages } from '../journey/default-journey.ts';
import { defaultFixtureData, defaultFixtures } from './defaults/fixtures-data.ts';
import { feedbackRules, loyaltyRules, winBackRule } from './defaults/people-rules.ts';
import { picksRules } from './defaults/picks-rules.ts';
import { storeRules } from './defaults/store-rules.ts';

/** Shops send stock once a night: with two hours to spare for a late file, yesterday's is still spoken of. */
const STOCK_MAX_AGE_MS = 26 * 3_600_000;

/**
 * What a new site has from its first minute: the five stages, and rules that work without anything being written.
 * What shoppers read is in five languages; the names of stages and rules are in those of the console.
 * The order settles who floats: a cart left behind, then a question about a purchase, then a welcome back, then the loyalty programme.
 */
export function defaultSetup(): SiteSetup {
  return {
    journey: { stages: defaultStages() },
    rules: [...storeRules(), ...feedbackRules(), winBackRule(), ...loyaltyRules(), ...picksRules()],
    loyalty: null,
    stockMaxAgeMs: STOCK_MAX_AGE_MS,
    fixtures: defaultFixtures(),
    fixtureData: defaultFixtureData(),
  };
}
