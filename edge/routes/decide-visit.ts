import { decide } from '../decisioning/decide.ts';
import type { Decision, DecisionInput } from '../decisioning/types.ts';
import type { Env } from '../platform/env.ts';
import { type Gift, type PersonRef, personStub, type Standing } from '../visitor/client.ts';
import { OFFER_OPEN_MS, openAt } from '../visitor/offers.ts';
import type { Outcome } from '../visitor/outcomes.ts';
import type { Offer, Offers } from '../visitor/profile.ts';

/** Pages of one person that ask in the same instant: each round one of them is served for good. Then what has limits is left out. */
const ROUNDS_MAX = 20;

export interface DecidedVisit {
  /** what was decided on, in the last round */
  input: DecisionInput;
  decision: Decision;
  /** what is new to tell of the experiments the person is in */
  outcomes: Outcome[];
}

/**
 * Decides, and keeps in mind with the person what counts against a limit until it is seen: two devices and ten tabs that ask at once share one
 * count, so that nobody sees the last one twice. Where another page came between, it is decided again by what is known then.
 *
 * Which variant of an experiment was drawn is kept in the same call.
 *
 * It costs nothing where nothing with a limit is shown and nothing was drawn, else one call to the person's object.
 *
 * @param person null where nothing is remembered: nothing can be counted then
 */
export async function decideVisit(
  env: Pick<Env, 'VISITORS'>,
  siteId: string,
  { person, deviceId }: { person: PersonRef | null; deviceId: string | null },
  first: Omit<DecisionInput, 'offers'>,
  firstOffers: Offers,
): Promise<DecidedVisit> {
  let offers = firstOffers;
  let input: DecisionInput = { ...first, offers: openAt(offers, first.visit.sessionId, first.nowMs) };
  for (let round = 1; ; round += 1) {
    const decision = decide(input);
    if (person === null || (decision.offered.length === 0 && decision.assigned.length === 0)) return { input, decision, outcomes: [] };
    const given = decision.offered.map((offer) => dated(offer, input, decision));
    const gift: Gift = {
      edition: offers.edition,
      offers: given,
      assignments: decision.assigned,
      deviceId,
      nowMs: input.nowMs,
      currency: input.site.head.settings.currency,
    };
    const kept = (await personStub(env, siteId, person).give(gift)) as Outcome[] | Standing;
    if (Array.isArray(kept)) return { input, decision, outcomes: kept };
    offers = kept.offers;
    if (round === ROUNDS_MAX) {
      const open = given.map((offer) => ({ ...offer, untilMs: Number.MAX_SAFE_INTEGER }));
      const visit = { ...input.visit, isNewPage: true };
      input = { ...input, visit, offers: [...openAt(offers, input.visit.sessionId, input.nowMs), ...open] };
      return { input, decision: decide(input), outcomes: [] };
    }
    // The identity of a request stays with it: the object does not know who asked.
    input = {
      ...input,
      profile: { ...kept.profile, customerId: input.profile.customerId },
      offers: openAt(offers, input.visit.sessionId, input.nowMs),
    };
  }
}

function dated(offer: Decision['offered'][number], { nowMs, visit }: DecisionInput, { blocks }: Decision): Offer {
  const waitsMs = blocks.find(({ id }) => id === offer.block)?.when.afterMs ?? 0;
  return { ...offer, sessionId: visit.sessionId, atMs: nowMs, untilMs: nowMs + OFFER_OPEN_MS + waitsMs };
}
