import type { SiteStore } from './site-store.ts';
import type { RollupQuery, Rollups } from './types.ts';

/** What was counted from one day to another, both included, and how many people there are now. */
export function rollupsOf({ settings, rollups, purchases }: SiteStore, { fromDay, toDay }: RollupQuery): Rollups {
  return {
    settings: settings.read()!.settings,
    rows: rollups.read(fromDay, toDay),
    sales: purchases.sales(fromDay, toDay),
    population: rollups.population(),
  };
}
