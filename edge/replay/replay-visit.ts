import type { PublishedSite } from '../../shared/published-site.ts';
import { decide } from '../decisioning/decide.ts';
import type { Decision, DecisionInput } from '../decisioning/types.ts';
import type { RecommendationIndex } from '../recommendations/session-index.ts';

/** A visit as it is under what is published, and as it would be under the draft. */
export interface ReplayedVisit {
  input: DecisionInput;
  /** name of the receipt the visitor has; null where they were given none */
  receipt: string | null;
  before: Decision;
  after: Decision;
}

/**
 * Decides one stored visit twice. What is published is decided anew rather than taken from what was shown then: so that only the draft makes a
 * difference, and not what has changed since in catalog, stock of the index, or set-up.
 *
 * @param input with the site as it is published now
 * @param draft the same site with the set-up of the draft
 */
export function replayVisit(input: DecisionInput, draft: PublishedSite<RecommendationIndex>, receipt: string | null): ReplayedVisit {
  const asked = { contenders: true };
  return { input, receipt, before: decide(input, asked), after: decide({ ...input, site: draft }, asked) };
}
