import { type Context, Hono } from 'hono';
import { v7 as uuidV7 } from 'uuid';
import { PROTOCOL_VERSION, VISIT_BODY_MAX_BYTES } from '../../shared/protocol.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import { VisitRequestSchema } from '../../shared/schemas/visit.ts';
import { parseJsonBody } from '../http/body.ts';
import type { CircumstancesOf } from '../http/circumstances.ts';
import type { AppEnv } from '../http/context.ts';
import { signCompact } from '../http/sign.ts';
import { keepVisitorInCookie, withVisitorOfCookie } from '../http/visitor-cookie.ts';
import { visitorKeyOf } from '../http/visitor-key.ts';
import { journeyBasisOf } from '../journey/basis.ts';
import type { EventsMessage, QueuedRecord } from '../platform/events-message.ts';
import { errorText, log } from '../platform/log.ts';
import { loadStock } from '../site/snapshot.ts';
import { eventsMessage } from '../visits/queue-visit.ts';
import { restage } from '../visits/restage.ts';
import { sampledPerson, sampleKey } from '../visits/sample-person.ts';
import { type TakenVisit, takeVisit } from '../visits/take-visit.ts';
import { decideVisit } from './decide-visit.ts';
import { keptDecision } from './kept-decision.ts';
import { previewVisit } from './preview-visit.ts';

/** The two public routes of a visit, under `/v1/sites/{site}`. */
export function journeyRoutes(circumstancesOf: CircumstancesOf): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/journey', (c) => answerVisit(c, circumstancesOf)).post('/events', recordOnly);
}

/** Records what happened and answers what to show. */
async function answerVisit(c: Context<AppEnv>, circumstancesOf: CircumstancesOf): Promise<Response> {
  const asked = await parseJsonBody(c, VisitRequestSchema, VISIT_BODY_MAX_BYTES);
  const { preview } = asked;
  if (preview) return await previewVisit(c, { ...asked, preview }, circumstancesOf);
  const request = await withVisitorOfCookie(c, asked);
  const site = c.get('site');
  const nowMs = Date.now();
  const taken = await takeVisit(c.env, site, request, nowMs, uuidV7);
  const cartItems = taken.profile.cart.lines.map((line) => line.itemId);
  const circumstances = circumstancesOf(c.req.raw, nowMs);
  const told = {
    nowMs,
    ...circumstances,
    site,
    profile: taken.profile,
    stageNote: taken.stageNote,
    visit: {
      page: request.page,
      sessionId: request.session.id,
      slots: request.slots,
      storeCode: request.store ?? null,
      kept: taken.visitorId !== null,
      isNewPage: taken.fresh.some(({ type }) => type === 'page_view'),
    },
    personId: personId(taken),
    customer: taken.customer,
    stock: cartItems.length > 0 ? await loadStock(c.env, site.head, cartItems) : new Map(),
  };
  const who = { person: taken.remembered ? taken.person : null, deviceId: taken.visitorId };
  const { input, decision, outcomes } = await decideVisit(c.env, site.head.id, who, told, taken.offers);
  const { receipt, record } = await keptDecision(input, decision, taken, uuidV7({ msecs: nowMs }));
  settle(c, { ...taken, outcomes: [...taken.outcomes, ...outcomes] }, request.session.id, record);
  const answer: VisitAnswer = {
    protocol: PROTOCOL_VERSION,
    visitor: await visitorOf(taken, site.head.receiptKey),
    journey: decision.journey,
    blocks: decision.blocks,
    receipt: await signCompact(receipt, site.head.receiptKey),
  };
  await keepVisitorInCookie(c, request, taken.visitorId, taken.isOwnId);
  return c.json(answer, 200, { 'cache-control': 'no-store' });
}

/**
 * The device gets its key in the session in which the edge first meets it, and again where it shows it. Who learns of an id later, from a log or a
 * screen, gets none for naming it: the session's id is the device's own secret.
 */
async function visitorOf({ visitorId: id, isOwnId }: TakenVisit, secret: string): Promise<VisitAnswer['visitor']> {
  if (id === null) return null;
  const key = isOwnId ? await visitorKeyOf(id, secret) : null;
  return key === null ? { id } : { id, key };
}

/** Stands for the person in what is drawn by chance: the same on all their devices. */
function personId({ remembered, person }: TakenVisit): string | null {
  if (!remembered || person === null) return null;
  return 'customerId' in person ? person.customerId : person.deviceId;
}

/** What `sendBeacon` uses on the way out: nobody waits for the answer. */
async function recordOnly(c: Context<AppEnv>): Promise<Response> {
  const asked = await parseJsonBody(c, VisitRequestSchema, VISIT_BODY_MAX_BYTES);
  // A preview tells nothing worth keeping, whatever it holds.
  if (asked.preview) return c.json({ accepted: 0, visitor: null }, 202);
  const request = await withVisitorOfCookie(c, asked);
  const taken = await takeVisit(c.env, c.get('site'), request, Date.now(), uuidV7);
  settle(c, taken, request.session.id);
  await keepVisitorInCookie(c, request, taken.visitorId, taken.isOwnId);
  return c.json({ accepted: taken.fresh.length, visitor: taken.visitorId === null ? null : { id: taken.visitorId } }, 202);
}

/** After the answer: a past too long to be read again while the page waited is, and what was new goes to the rollups, with the decision for who asks for it again. */
function settle(c: Context<AppEnv>, taken: TakenVisit, sessionId: string, record: QueuedRecord | null = null): void {
  const { person, customer, isStageUnsure } = taken;
  if (isStageUnsure && person !== null) {
    const { head } = c.get('site');
    const site = { id: head.id, ...journeyBasisOf(head) };
    afterwards(c, 'stage not noted', restage(c.env, site, person, customer, Date.now()));
  }
  enqueue(c, taken, sessionId, record);
}

function enqueue(c: Context<AppEnv>, taken: TakenVisit, sessionId: string, record: QueuedRecord | null): void {
  const { fresh, vitals, outcomes } = taken;
  const stage = taken.moved ?? undefined;
  if (fresh.length === 0 && vitals.length === 0 && outcomes.length === 0 && !stage && record === null) return;
  const { head } = c.get('site');
  afterwards(
    c,
    'events not queued',
    c.env.EVENTS.send(
      eventsMessage(head.id, sessionId, fresh, vitals, head.settings.currency, stage, {
        ...sampledOf(taken, head.peopleSampleLevel),
        ...(outcomes.length > 0 ? { outcomes } : {}),
        ...(taken.customerId !== null && fresh.some(({ type }) => type === 'purchase') ? { buyer: taken.customerId } : {}),
        ...(record === null ? {} : { decision: record }),
      }),
    ),
  );
}

/** What the sample for the sizes of segments is told: whoever agreed, as they are now; of whoever did not, only that they leave it. */
function sampledOf({ visitorId, customerId, profile, remembered }: TakenVisit, level = 0): Pick<EventsMessage, 'person' | 'left'> {
  if (visitorId === null) return {};
  if (!remembered) return { left: sampleKey({ deviceId: visitorId }) };
  const person = sampledPerson(profile, visitorId, customerId, level, Date.now());
  return person === null ? {} : { person };
}

/** Work nobody waits for. Its failure is logged, never shown. */
function afterwards(c: Context<AppEnv>, failure: string, work: Promise<unknown>): void {
  c.executionCtx.waitUntil(work.catch((error: unknown) => log('error', failure, { error: errorText(error) })));
}
