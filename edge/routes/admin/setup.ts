import { type Context, Hono } from 'hono';
import { PublishSchema } from '../../../shared/schemas/replay.ts';
import { SiteSetupSchema } from '../../../shared/schemas/site-setup.ts';
import { parseJsonBody } from '../../http/body.ts';
import type { AppEnv } from '../../http/context.ts';
import { type FieldError, problem } from '../../http/problem.ts';
import { siteClient } from '../../site/client.ts';
import { forgetSite } from '../../site/snapshot.ts';
import { cursorText, numberCursor, outcomeOf, pageSize, siteOf, wholeNumber } from './answers.ts';
import { draftHeaders, findings, ifMatch, optionalBody, SETUP_BODY_MAX_BYTES } from './draft.ts';
import { gate, PUBLISH_BODY_MAX_BYTES } from './publish-gate.ts';

/** The one-file set-up: its draft, its versions, and who changed what. */
export function setupRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/sites/:site/setup', async (c) => {
      const wanted = c.req.query('version') ?? 'draft';
      if (wanted !== 'draft') return await publishedSetup(c, wanted);
      const draft = outcomeOf(c, await siteClient(c.env, siteOf(c)).readDraft());
      return c.json(draft.setup, 200, draftHeaders(draft));
    })
    .put('/sites/:site/setup', async (c) => {
      const setup = await parseJsonBody(c, SiteSetupSchema, SETUP_BODY_MAX_BYTES);
      const { errors } = findings(setup, 'malformed');
      if (errors.length > 0) throw problem(422, { detail: 'The set-up was read but does not fit. The draft is as it was.', errors });
      const draft = outcomeOf(c, await siteClient(c.env, siteOf(c)).writeDraft(setup, ifMatch(c), c.get('actor')));
      return c.json(draft.setup, 200, draftHeaders(draft));
    })
    .post('/sites/:site/setup/check', async (c) => {
      const draft = outcomeOf(c, await siteClient(c.env, siteOf(c)).readDraft());
      const empty = c.req.header('content-length') === '0' || c.req.raw.body === null;
      const setup = empty ? draft.setup : await parseJsonBody(c, SiteSetupSchema, SETUP_BODY_MAX_BYTES);
      const { errors, warnings, fixtures } = findings(setup);
      return c.json({ valid: errors.length === 0, errors, warnings, fixtures });
    })
    .post('/sites/:site/publish', async (c) => {
      const asked = await optionalBody(c, PublishSchema, PUBLISH_BODY_MAX_BYTES);
      const site = siteClient(c.env, siteOf(c));
      const draft = outcomeOf(c, await site.readDraft());
      const expected = ifMatch(c);
      if (expected !== null && expected !== draft.etag)
        throw problem(412, { detail: `The draft is now "${draft.etag}", not "${expected}". Read it again.` });
      const { errors, fixtures } = findings(draft.setup);
      refuseFailures(errors);
      const { replay, forced } = await gate(c, draft.etag, asked);
      // What was looked at is what is published: a draft that somebody changes meanwhile is refused.
      const outcome = outcomeOf(c, await site.publishDraft(draft.etag, c.get('actor'), forced));
      forgetSite(siteOf(c));
      const otherwise = fixtures.filter(({ ok }) => !ok);
      return c.json({ ...outcome, ...(replay && { replay }), ...(otherwise.length > 0 && { fixtures: otherwise }) });
    })
    .get('/sites/:site/versions', async (c) => {
      const page = outcomeOf(c, await siteClient(c.env, siteOf(c)).listVersions(numberCursor(c), pageSize(c)));
      const items = page.items.map(({ publishedAtMs, ...version }) => ({
        ...version,
        publishedAt: new Date(publishedAtMs).toISOString(),
        current: version.version === page.current,
      }));
      return c.json({ items, next: cursorText(page.next) });
    })
    .post('/sites/:site/versions/:version/rollback', async (c) => {
      const version = wholeNumber('version', c.req.param('version'), { otherwise: 0, min: 1, max: Number.MAX_SAFE_INTEGER });
      const outcome = outcomeOf(c, await siteClient(c.env, siteOf(c)).rollbackTo(version, c.get('actor')));
      forgetSite(siteOf(c));
      return c.json(outcome);
    })
    .get('/sites/:site/audit', async (c) => {
      const page = outcomeOf(c, await siteClient(c.env, siteOf(c)).listAudit(numberCursor(c), pageSize(c)));
      const items = page.items.map(({ atMs, ...entry }) => ({ ...entry, at: new Date(atMs).toISOString() }));
      return c.json({ items, next: cursorText(page.next) });
    });
}

/** @throws 422 with a pointer for each expectation that does not hold */
function refuseFailures(errors: FieldError[]): void {
  if (errors.length === 0) return;
  throw problem(422, {
    title: 'A fixture fails',
    detail: 'The draft decides otherwise than its fixtures expect. Nothing was published, and the draft is as it was.',
    errors,
  });
}

/** A set-up as it was published: the one in force, or that of a version. @throws 404, 422 */
async function publishedSetup(c: Context<AppEnv>, wanted: string): Promise<Response> {
  const site = siteClient(c.env, siteOf(c));
  const version =
    wanted === 'published'
      ? outcomeOf(c, await site.listVersions(null, 1)).current
      : wholeNumber('version', wanted, { otherwise: 0, min: 1, max: Number.MAX_SAFE_INTEGER });
  const { setup } = outcomeOf(c, await site.readVersion(version));
  return c.json(setup, 200, { 'tappa-version': String(version), 'cache-control': 'no-store' });
}
