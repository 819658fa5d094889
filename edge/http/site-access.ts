import type { MiddlewareHandler } from 'hono';
import { loadPublishedSite } from '../site/snapshot.ts';
import type { AppEnv } from './context.ts';
import { IDENTITY_HEADER } from './identity.ts';
import { problem } from './problem.ts';
import { isFirstParty } from './visitor-cookie.ts';

/** Seconds a browser may remember a preflight answer: two hours, Chromium's own limit. */
const PREFLIGHT_SECONDS = 7_200;
const RETRY_AFTER_SECONDS = 60;

/**
 * Public routes of a site: finds the site, holds its allow-list of origins, answers preflights, adds CORS headers.
 * A request without `Origin` does not come from a page of another site, and is let through.
 * @param unlimitedAddresses addresses without a rate limit
 * @throws 404 unknown site, 403 foreign origin, 429 too many requests from one address
 */
export function siteAccess(unlimitedAddresses: ReadonlySet<string> = new Set()): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const siteId = c.req.param('site') ?? '';
    const site = await loadPublishedSite(c.env, siteId, Date.now());
    if (!site) throw problem(404, { detail: `There is no site "${siteId.slice(0, 64)}".` });
    const origin = c.req.header('origin');
    if (origin !== undefined && !site.head.settings.origins.includes(origin)) {
      throw problem(403, {
        detail: `The origin ${origin.slice(0, 200)} is not on the list of the site "${siteId}".`,
        headers: { vary: 'Origin' },
      });
    }
    const cors: Record<string, string> = origin === undefined ? {} : { 'access-control-allow-origin': origin, vary: 'Origin' };
    // Elsewhere no cookie of ours is anybody's business.
    if (origin !== undefined && isFirstParty(c.req.raw)) cors['access-control-allow-credentials'] = 'true';
    if (c.req.method === 'OPTIONS') {
      return c.body(null, 204, {
        ...cors,
        'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
        'access-control-allow-headers': `content-type, authorization, idempotency-key, ${IDENTITY_HEADER}`,
        'access-control-max-age': String(PREFLIGHT_SECONDS),
      });
    }
    const address = c.req.header('cf-connecting-ip') ?? '';
    if (!unlimitedAddresses.has(address)) await limitRate(c.env.RATE_LIMIT, siteId, address);
    c.set('site', site);
    await next();
    for (const [header, value] of Object.entries(cors)) c.res.headers.set(header, value);
    return undefined;
  };
}

/** The address is only a key of the limiter's counter: it is not kept. */
async function limitRate(limiter: RateLimit | undefined, siteId: string, address: string): Promise<void> {
  if (!limiter) return;
  const { success } = await limiter.limit({ key: `${siteId}:${address}` });
  if (!success)
    throw problem(429, { detail: 'Too many requests from this address.', headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } });
}
