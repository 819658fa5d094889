import type { Context } from 'hono';
import { v7 as uuidV7 } from 'uuid';
import { PROTOCOL_VERSION } from '../../shared/protocol.ts';
import type { PublishedSite } from '../../shared/published-site.ts';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import type { VisitRequest } from '../../shared/schemas/visit.ts';
import { decide } from '../decisioning/decide.ts';
import { explainPreview } from '../decisioning/explain-preview.ts';
import { checkSetup } from '../decisioning/setup-check.ts';
import type { DecisionInput } from '../decisioning/types.ts';
import type { CircumstancesOf } from '../http/circumstances.ts';
import type { AppEnv } from '../http/context.ts';
import { previewGrantOf } from '../http/preview-token.ts';
import { problem } from '../http/problem.ts';
import type { RecommendationIndex } from '../recommendations/session-index.ts';
import { siteClient } from '../site/client.ts';
import { loadStock } from '../site/snapshot.ts';
import { takeVisit } from '../visits/take-visit.ts';

const NOBODY = { analytics: 'denied', personalization: 'denied' } as const;

/**
 * Answers a visit of somebody who looks after the site: what the draft, or what is published, would show on this page in the circumstances
 * they set. It is decided on this page's own events. Nobody is known, nothing is stored, counted, drawn or told to anyone.
 *
 * @throws 401 a link that does not hold, 422 a draft with errors: its conditions are not run
 */
export async function previewVisit(
  c: Context<AppEnv>,
  request: VisitRequest & { preview: NonNullable<VisitRequest['preview']> },
  circumstancesOf: CircumstancesOf,
): Promise<Response> {
  const realNowMs = Date.now();
  const published = c.get('site');
  const grant = await previewGrantOf(request.preview.token, published.head, realNowMs);
  const site = grant.isDraft ? await draftOf(c, published) : published;
  const { stages } = site.head.setup.journey;
  const { stage, at, store, variants, locale } = request.preview.force ?? grant.force;
  const nowMs = at === undefined ? realNowMs : Date.parse(at);
  const anonymous: VisitRequest = {
    ...request,
    ...{ visitor: null, identity: undefined, consent: NOBODY },
    // What happened on the page a moment ago happened a moment before then: its clock counts as wrong by as much.
    sentAt: request.sentAt ?? new Date(realNowMs).toISOString(),
  };
  const { profile } = await takeVisit(c.env, site, anonymous, nowMs, uuidV7);
  const cartItems = profile.cart.lines.map((line) => line.itemId);
  const { position, hoursAtMs } = circumstancesOf(c.req.raw, nowMs);
  const input: DecisionInput = {
    nowMs,
    hoursAtMs: at === undefined ? hoursAtMs : nowMs,
    position,
    site,
    profile,
    stageNote: null,
    offers: [],
    personId: null,
    customer: null,
    forced: { stage: stages.some(({ id }) => id === stage) ? stage : undefined, variants },
    visit: {
      page: locale === undefined ? request.page : { ...request.page, locale },
      sessionId: request.session.id,
      slots: request.slots,
      storeCode: store ?? request.store ?? null,
      kept: false,
      isNewPage: true,
    },
    stock: cartItems.length > 0 ? await loadStock(c.env, site.head, cartItems) : new Map(),
  };
  const decision = decide(input);
  const answer: VisitAnswer = {
    protocol: PROTOCOL_VERSION,
    visitor: null,
    journey: decision.journey,
    // A block that was true at another time is to be seen all the same.
    blocks: at === undefined ? decision.blocks : decision.blocks.map(({ validUntil: _, ...block }) => block),
    receipt: '',
    preview: {
      ...explainPreview(input, decision, request.preview.force ?? grant.force),
      isDraft: grant.isDraft,
      expiresAt: new Date(grant.untilMs).toISOString(),
    },
  };
  return c.json(answer, 200, { 'cache-control': 'no-store' });
}

/** The site as it would be if its draft were published now. @throws 422 where it could not be */
async function draftOf(c: Context<AppEnv>, site: PublishedSite<RecommendationIndex>): Promise<PublishedSite<RecommendationIndex>> {
  const read = await siteClient(c.env, site.head.id).readDraft();
  if (!read.ok) throw problem(404, { detail: `There is no site "${site.head.id}".` });
  const { setup } = read.value;
  const { errors } = checkSetup(setup);
  if (errors.length > 0) throw problem(422, { detail: 'The draft cannot be published as it is, so nothing of it is shown.', errors });
  return { ...site, head: { ...site.head, setup } };
}
