import { FUTURE_TOLERANCE_MS } from '../../shared/protocol.ts';
import type { PublishedSite } from '../../shared/published-site.ts';
import type { Customer } from '../../shared/schemas/customer.ts';
import type { VisitEvent } from '../../shared/schemas/event.ts';
import type { VisitRequest } from '../../shared/schemas/visit.ts';
import type { StageId } from '../../shared/stages.ts';
import { verifiedIdentity } from '../http/identity.ts';
import { type FieldError, problem } from '../http/problem.ts';
import { isKeyOf } from '../http/visitor-key.ts';
import { basisTextOf } from '../journey/basis.ts';
import type { Env, QueuedFact } from '../platform/env.ts';
import { customerRecord } from '../site/customer-record.ts';
import { type PersonRef, recordVisit } from '../visitor/client.ts';
import { mayBeKnown } from '../visitor/device-consent.ts';
import { dateProblem, type Fact, factOf, factOfPurchase } from '../visitor/facts.ts';
import { noOffers } from '../visitor/offers.ts';
import type { Outcome } from '../visitor/outcomes.ts';
import type { Offers, Profile, StageNote } from '../visitor/profile.ts';
import { profileOf } from '../visitor/reduce.ts';
import { retentionOf } from '../visitor/retention.ts';
import { withCategories } from './categories.ts';
import { type ConsentAsk, passOnConsent } from './pass-on-consent.ts';
import { queuedVitals } from './queue-visit.ts';

/** A visit after it was recorded, or only looked at where consent does not allow more. */
export interface TakenVisit {
  profile: Profile;
  stageNote: StageNote | null;
  /** the stage before this request, where it is another now */
  moved: { now: StageId; before: StageId | null } | null;
  /** blocks with a limit that the person's pages were given and have not shown yet */
  offers: Offers;
  /** null where nothing may identify the visitor */
  visitorId: string | null;
  customerId: string | null;
  customer: Customer | null;
  /** whose profile it is: the device, the customer, or who that was found to be; null where nothing may identify the visitor */
  person: PersonRef | null;
  /** consent lets the person's past decide; otherwise the profile is of this request alone */
  remembered: boolean;
  /** what was measured of the page: counted, and no fact of a person's journey */
  vitals: QueuedFact[];
  /** the past of the person became another, and is too long to be read again at once: what is noted of the stage is to be looked at afterwards */
  isStageUnsure: boolean;
  /** the request has shown that it comes from the device whose id it names, or nothing was known of that id yet */
  isOwnId: boolean;
  /** what is new to tell of the experiments the person is in */
  outcomes: Outcome[];
  /** facts that were new: what rollups may count */
  fresh: Fact[];
}

/**
 * Records the events of a visit as far as consent goes.
 * - analytics not granted: nothing is stored but that a device that had agreed takes it back; the profile is made of this request's events alone and forgotten with it
 * - personalization not granted: events are stored, but the profile that decides is again this request's alone, and no identity is looked at
 * - either denied on another device of the person: as if it were denied here
 * @throws 401 a token that does not hold, 422 an event dated wrongly; nothing is kept then
 */
export async function takeVisit(
  env: Env,
  site: PublishedSite,
  asked: VisitRequest,
  nowMs: number,
  newId: () => string,
): Promise<TakenVisit> {
  const request = withClockSetRight(asked, nowMs);
  refuseWrongDates(request, nowMs);
  const { head } = site;
  const { currency } = head.settings;
  const mayStore = request.consent.analytics === 'granted';
  const mayKnow = mayStore && request.consent.personalization === 'granted';
  const deviceId = mayStore ? (request.visitor?.id ?? newId()) : null;
  const isMeasured = ({ type }: VisitEvent): boolean => type === 'web_vitals';
  const vitals = queuedVitals(mayStore ? request.events.filter(isMeasured) : []);
  const acts = request.events.filter((event) => !isMeasured(event));
  const facts = acts.map((event) => withCategories(factOf(event, { sessionId: request.session.id, deviceId }, nowMs), site.catalog));
  const ofThisPage = (): Profile => profileOf(facts, { currency });
  const { visitor, consent, session } = request;
  const hasKey = visitor !== null && (await isKeyOf(visitor.id, visitor.key, head.receiptKey));
  const ask = (id: string): ConsentAsk => ({ deviceId: id, consent, atMs: nowMs, proof: { deviceId: id, sessionId: session.id, hasKey } });
  if (deviceId === null) {
    if (visitor !== null && consent.analytics === 'denied') await passOnConsent(env, head, ask(visitor.id), false);
    return {
      profile: ofThisPage(),
      stageNote: null,
      moved: null,
      offers: noOffers(),
      visitorId: null,
      customerId: null,
      customer: null,
      person: null,
      remembered: false,
      vitals,
      isStageUnsure: false,
      outcomes: [],
      isOwnId: false,
      fresh: [],
    };
  }

  const customerId = mayKnow && request.identity ? await verifiedIdentity(request.identity, head.identitySecrets) : null;
  const known = customerId === null ? null : await customerRecord(env, head.id, customerId, nowMs);
  const receipts = (known?.purchases ?? []).map((purchase) => withCategories(factOfPurchase(purchase), site.catalog));
  const result = await recordVisit(env, {
    siteId: head.id,
    currency,
    deviceId,
    customerId,
    facts,
    receipts,
    sessionId: session.id,
    hasKey,
    consent,
    retention: retentionOf(head.id, head.settings),
    ...(mayKnow ? { ask: { basis: basisTextOf(head), customerId, customer: known?.customer ?? null, deviceId, nowMs } } : {}),
  });
  const accepted = new Set(result.acceptedIds);
  const isKnown = mayKnow && mayBeKnown(result.profile, deviceId);
  const { stageNote, stageBefore } = result;
  const isOfMore = result.linkedTo !== null || 'customerId' in result.person;
  if (customerId === null && result.consentChanged && result.isOwnId && isOfMore) await passOnConsent(env, head, ask(deviceId), true);
  return {
    profile: isKnown ? { ...result.profile, customerId } : ofThisPage(),
    stageNote: isKnown ? stageNote : null,
    moved: isKnown && stageNote && stageNote.stage !== stageBefore ? { now: stageNote.stage, before: stageBefore } : null,
    offers: isKnown ? result.offers : noOffers(),
    visitorId: deviceId,
    customerId: isKnown ? customerId : null,
    customer: isKnown ? (known?.customer ?? null) : null,
    person: result.person,
    remembered: isKnown,
    vitals,
    isStageUnsure: isKnown && result.isStageUnsure,
    outcomes: result.outcomes,
    isOwnId: result.isOwnId,
    fresh: facts.filter((fact) => accepted.delete(fact.id)),
  };
}

/**
 * A device whose clock is wrong dates everything wrongly by the same amount, which `sentAt` shows. Small differences are left alone:
 * they may as well be the time the request took, and the same event sent again should keep its moment.
 */
function withClockSetRight(request: VisitRequest, nowMs: number): VisitRequest {
  if (request.sentAt === undefined) return request;
  const offMs = nowMs - Date.parse(request.sentAt);
  if (Math.abs(offMs) <= FUTURE_TOLERANCE_MS) return request;
  return { ...request, events: request.events.map((event) => ({ ...event, at: new Date(Date.parse(event.at) + offMs).toISOString() })) };
}

function refuseWrongDates(request: VisitRequest, nowMs: number): void {
  const errors: FieldError[] = [];
  request.events.forEach((event, index) => {
    const message = dateProblem(Date.parse(event.at), nowMs);
    if (message) errors.push({ pointer: `/events/${index}/at`, message });
  });
  if (errors.length > 0) throw problem(422, { detail: 'Some events are dated wrongly. Nothing of the body was kept.', errors });
}
