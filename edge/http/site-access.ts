import type { MiddlewareHandler } from 'hono';
import { IS_LOCAL } from '../platform/local.ts';
import { loadPublishedSite } from '../site/snapshot.ts';
import type { AppEnv } from './context.ts';
import { problem } from './problem.ts';

/** Seconds a browser may remember a preflight answer: two hours, Chromium's own limit. */
const PREFLIGHT_SECONDS = 7_200;
const RETRY_AFTER_SECONDS = 60;
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Public routes of a site: finds the site, holds its allow-list of origins, answers preflights, adds CORS headers.
 * A request without `Origin` does not come from a page of another site, and is let through.
 * @throws 404 unknown site, 403 foreign origin, 429 too many requests from one address
 */
export const siteAccess: MiddlewareHandler<AppEnv> = async (c, next) => {
  const siteId = c.req.param('site') ?? '';
  const site = await loadPublishedSite(c.env, siteId, Date.now());
  if (!site) throw problem(404, { detail: `There is no site "${siteId.slice(0, 64)}".` });
  const origin = c.req.header('origin');
  if (origin !== undefined && !site.head.settings.origins.includes(origin)) {
    throw problem(403, { detail: `The origin ${origin.slice(0, 200)} is not on the list of the site "${siteId}".`, headers: { vary: 'Origin' } });
  }
  const cors: Record<string, string> = origin === undefined ? {} : { 'access-control-allow-origin': origin, vary: 'Origin' };
  if (c.req.method === 'OPTIONS') {
    return c.body(null, 204, {
      ...cors,
      'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
      'access-control-allow-headers': 'content-type, authorization, idempotency-key',
      'access-control-max-age': String(PREFLIGHT_SECONDS),
    });
  }
  await limitRate(c.env.RATE_LIMIT, siteId, c.req.header('cf-connecting-ip') ?? '');
  c.set('site', site);
  await next();
  for (const [header, value] of Object.entries(cors)) c.res.headers.set(header, value);
  return undefined;
};

/** The address is only a key of the limiter's counter: it is not kept. On one's own machine everybody shares one address, so none is limited. */
async function limitRate(limiter: RateLimit | undefined, siteId: string, address: string): Promise<void> {
  if (!limiter || (IS_LOCAL && (address === '' || LOOPBACK.has(address)))) return;
  const { success } = await limiter.limit({ key: `${siteId}:${address}` });
  if (!success) throw problem(429, { detail: 'Too many requests from this address.', headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } });
}
