import type { PublishedSite } from '../../shared/published-site.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import type { DecisionInput } from '../decisioning/types.ts';
import type { RecommendationIndex } from '../recommendations/session-index.ts';
import type { Both } from './counts.ts';
import { decided } from './replay-visit.ts';
import type { SlotsOf } from './rule-tally.ts';
import { addVisit, emptyTally, type Tally } from './tally.ts';

type Site = PublishedSite<RecommendationIndex>;

/** A stored visit: all that its decision depends on, but the site. */
export interface StoredVisit {
  receipt: string | null;
  inputOf: (site: Site) => DecisionInput;
}

export interface Means {
  /** people are counted by hashes that are made with it; the same for all slices of a replay */
  salt: string;
  /** is told why a visit could not be decided */
  onFailure: (error: unknown) => void;
}

/**
 * Decides some visits twice, and tallies what the draft would change. What is published is decided anew rather than taken from what was shown then: so
 * that only the draft makes a difference, and not what has changed since in catalog, recommendations or set-up.
 * A visit that cannot be decided is counted as such and keeps no other waiting.
 *
 */
export function replayVisits(visits: Iterable<StoredVisit>, published: Site, draft: SiteSetup, { salt, onFailure }: Means): Tally {
  const after: Site = { ...published, head: { ...published.head, setup: draft } };
  const slotsOf = { before: slotsOfRules(published.head.setup), after: slotsOfRules(draft) };
  const tally = emptyTally();
  for (const { receipt, inputOf } of visits) {
    let side: keyof Both = 'before';
    try {
      const input = inputOf(published);
      const before = decided(input);
      side = 'after';
      addVisit(tally, { input, receipt, before, after: decided({ ...input, site: after }) }, slotsOf, salt);
    } catch (error) {
      tally.undecided[side] += 1;
      onFailure(error);
    }
  }
  return tally;
}

const slotsOfRules = ({ rules }: SiteSetup): SlotsOf => new Map(rules.map(({ id, slots }) => [id, slots]));
