import type { JourneyState } from '../../shared/schemas/answer.ts';
import type { Customer } from '../../shared/schemas/customer.ts';
import type { StageId } from '../../shared/stages.ts';
import type { Profile, StageNote } from '../visitor/profile.ts';
import type { JourneyBasis } from './basis.ts';
import { confidenceOf } from './confidence.ts';
import { reasonsFor } from './reasons.ts';
import { stageHistory } from './stage-history.ts';
import { stageDefinitionOf } from './stages.ts';
import { nextStanding } from './standing.ts';
import { localeChain } from './text-choice.ts';
import { type Traits, traitsOf } from './traits.ts';

/**
 * The person's stage, since when, how sure, and why.
 *
 * @param stageNote the stage last found, which keeps its `since` while it lasts
 * @param locale of the page; or several, best first (the page's, then the site's)
 */
export function journeyState(
  profile: Profile,
  customer: Customer | null,
  stageNote: StageNote | null,
  basis: JourneyBasis,
  locale: string | readonly string[],
  nowMs: number,
): JourneyState {
  return journeyStateOf(traitsOf(profile, customer, basis, nowMs), profile, customer, stageNote, basis, locale, nowMs);
}

/** `journeyState` for a caller that has the traits already. */
export function journeyStateOf(
  traits: Traits,
  profile: Profile,
  customer: Customer | null,
  stageNote: StageNote | null,
  basis: JourneyBasis,
  locale: string | readonly string[],
  nowMs: number,
): JourneyState {
  const fits = stageDefinitionOf(traits, basis.stages);
  const standing = nextStanding(stageNote, fits.id, profile, nowMs, basis.stages);
  const stage = basis.stages.find(({ id }) => id === standing.stage) ?? fits;
  const sinceMs = stageNote?.stage === stage.id ? Math.min(stageNote.sinceMs, nowMs) : beganAtMs(stage.id, profile, customer, basis, nowMs);
  return {
    stage: stage.id,
    since: new Date(sinceMs).toISOString(),
    confidence: confidenceOf(traits, stage),
    because: reasonsFor(traits, stage, typeof locale === 'string' ? localeChain(locale) : localeChain(...locale), basis.tiers),
  };
}

/** A stage not noted yet began with the last act, or later by silence alone. */
function beganAtMs(stage: StageId, profile: Profile, customer: Customer | null, basis: JourneyBasis, nowMs: number): number {
  const acts = [profile.lastSeenAtMs, ...profile.purchases.map((purchase) => purchase.atMs)].filter(
    (ms): ms is number => ms !== null && ms <= nowMs,
  );
  if (acts.length === 0) return nowMs;
  const last = stageHistory([{ atMs: Math.max(...acts), profile }], basis, customer, nowMs).at(-1);
  return last?.stage === stage ? last.sinceMs : nowMs;
}
