import { type Context, Hono } from 'hono';
import * as v from 'valibot';
import { SLUG_PATTERN } from '../../../shared/ids.ts';
import { SiteSettingsSchema, SiteSetupSchema } from '../../../shared/schemas/site-setup.ts';
import { defaultSetup } from '../../decisioning/default-setup.ts';
import { parseJsonBody } from '../../http/body.ts';
import type { AppEnv } from '../../http/context.ts';
import { replayClient } from '../../replay/job/client.ts';
import { siteClient } from '../../site/client.ts';
import { listTenants } from '../../site/lifecycle.ts';
import { forgetSite } from '../../site/snapshot.ts';
import { trafficClient } from '../../traffic/client.ts';
import { outcomeOf, pageSize, siteOf, wrongParameter } from './answers.ts';
import { siteRow } from './shapes.ts';

/** Settings are a few lines; origins may be a hundred. */
const SETTINGS_BODY_MAX_BYTES = 64 * 1024;

/** HS256 wants a key at least as long as its hash (RFC 7518 §3.2). */
const identitySecret = v.pipe(v.string(), v.minLength(32, 'must have at least 32 characters'), v.maxLength(512));

const NewSiteSchema = v.object({
  id: v.pipe(v.string(), v.regex(SLUG_PATTERN, 'may hold 1–63 lower-case letters, digits, "-" and "_", a letter or digit first')),
  ...SiteSettingsSchema.entries,
  identitySecret: v.optional(identitySecret),
});

const SitePatchSchema = v.object({ ...v.partial(SiteSettingsSchema).entries, identitySecret: v.optional(identitySecret) });

/** Tenants: `/sites` and `/sites/{site}`. */
export function siteRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/sites', async (c) => {
      const { id, identitySecret: secret, ...settings } = await parseJsonBody(c, NewSiteSchema, SETTINGS_BODY_MAX_BYTES);
      const input = {
        id,
        settings: withOrigins(settings),
        // In the form that a draft takes when it is saved, so that saving it unchanged changes nothing.
        setup: v.parse(SiteSetupSchema, defaultSetup()),
        ...(secret === undefined ? {} : { identitySecret: secret }),
      };
      const created = outcomeOf(c, await siteClient(c.env, id).createSite(input, c.get('actor')));
      forgetSite(id);
      // The secret is shown here and never again: whoever has it can speak for any customer.
      return c.json({ ...siteRow(created.site), identitySecret: created.identitySecret }, 201, { location: `/v1/admin/sites/${id}` });
    })
    .get('/sites', async (c) => {
      const page = await tenants(c, pageSize(c));
      const items = page.items.map(({ createdAtMs, ...site }) => ({ ...site, createdAt: new Date(createdAtMs).toISOString() }));
      return c.json({ items, next: page.next });
    })
    .get('/sites/:site', async (c) => c.json(siteRow(outcomeOf(c, await siteClient(c.env, siteOf(c)).readSite()))))
    .patch('/sites/:site', async (c) => {
      const { identitySecret: secret, ...given } = await parseJsonBody(c, SitePatchSchema, SETTINGS_BODY_MAX_BYTES);
      const settings = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      const patch = { settings: withOrigins(settings), ...(secret === undefined ? {} : { identitySecret: secret }) };
      const site = outcomeOf(c, await siteClient(c.env, siteOf(c)).patchSite(patch, c.get('actor')));
      forgetSite(site.id);
      return c.json(siteRow(site));
    })
    .delete('/sites/:site', async (c) => {
      const removed = await siteClient(c.env, siteOf(c)).removeSite();
      // Afterwards, as nothing more is kept of a site that is gone; also of one that went before, where this broke off.
      await trafficClient(c.env, siteOf(c)).removeAll();
      await replayClient(c.env, siteOf(c)).removeAll();
      outcomeOf(c, removed);
      forgetSite(siteOf(c));
      return c.body(null, 204);
    });
}

/** KV's own cursors: what it throws for is one it never gave. @throws 422 */
async function tenants(c: Context<AppEnv>, limit: number): ReturnType<typeof listTenants> {
  const cursor = c.req.query('cursor') || null;
  try {
    return await listTenants(c.env.SNAPSHOTS, cursor, limit);
  } catch (error) {
    throw cursor === null ? error : wrongParameter('cursor', 'is not a cursor of this list');
  }
}

/** Browsers send origins in lower case and without the port of the scheme: kept the same way, they can be compared as they are. */
function withOrigins<T extends { origins?: string[] }>(settings: T): T {
  return settings.origins ? { ...settings, origins: [...new Set(settings.origins.map((origin) => new URL(origin).origin))] } : settings;
}
