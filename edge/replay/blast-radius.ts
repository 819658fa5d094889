import { countOf } from './people.ts';
import type { Tally } from './tally.ts';

/** Share of the visits, or of the people, that a draft may change where the site does not say: one in five. */
export const BLAST_RADIUS_DEFAULT = 0.2;

/** With fewer visits a share says little, and a new site is to be set up without hindrance. */
export const BLAST_VISITS_MIN = 100;

/** How much a draft would change, as shares from 0 to 1. */
export interface BlastRadius {
  /** of the visits, those whose blocks would be others */
  visits: number;
  /** of the people who are remembered, those who would be in another stage in some visit */
  people: number;
  /** of the visits, those that only the draft cannot decide */
  undecided: number;
}

/** What is above the site's limit. */
export interface Excess {
  figure: keyof BlastRadius;
  share: number;
  limit: number;
}

export function blastRadiusOf({ all, changed, restaged, undecided }: Tally): BlastRadius {
  return {
    visits: shareOf(changed.visits, all.visits),
    people: shareOf(countOf(restaged.people), countOf(all.people)),
    undecided: shareOf(undecided.after, all.visits + undecided.after),
  };
}

/** Nothing is above the limit where there are too few visits to tell. @param limit share from 0 to 1 */
export function excessesOf(tally: Tally, limit: number): Excess[] {
  if (tally.all.visits + tally.undecided.after < BLAST_VISITS_MIN) return [];
  const radius = blastRadiusOf(tally);
  return (['visits', 'people', 'undecided'] as const).flatMap((figure) =>
    radius[figure] > limit ? [{ figure, share: radius[figure], limit }] : [],
  );
}

// Two estimates may come out as more than all.
const shareOf = (part: number, all: number): number => (all === 0 ? 0 : Math.min(1, part / all));
