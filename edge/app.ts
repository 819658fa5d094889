import { Hono } from 'hono';
import { startPage } from './console/start-page.ts';
import { adminAuth } from './http/admin-auth.ts';
import { type CircumstancesOf, circumstancesOfEdge } from './http/circumstances.ts';
import type { AppEnv } from './http/context.ts';
import { HttpProblem, problem } from './http/problem.ts';
import { siteAccess } from './http/site-access.ts';
import type { Env } from './platform/env.ts';
import { errorText, log } from './platform/log.ts';
import { adminRoutes } from './routes/admin/index.ts';
import { journeyRoutes } from './routes/journey.ts';
import { visitorsMeRoutes } from './routes/visitors-me.ts';

/** What differs on a person's own machine. A deployed Worker is made without, and so does not contain it. */
export interface LocalParts {
  /** mounted at `/shop` */
  shop: Hono<{ Bindings: Env }>;
  circumstancesOf: CircumstancesOf;
  /** addresses that the rate limit lets alone: here everybody shares one */
  unlimitedAddresses: ReadonlySet<string>;
}

/** Static files that are part of the API: its own description, and the schema of a set-up file. */
const DOCUMENTS = ['/openapi.json', '/schemas/site-setup.json'];

export function createApp(local?: LocalParts): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.use('/v1/sites/:site/*', siteAccess(local?.unlimitedAddresses));
  app.route('/v1/sites/:site', journeyRoutes(local?.circumstancesOf ?? circumstancesOfEdge));
  app.route('/v1/sites/:site', visitorsMeRoutes());
  app.use('/v1/admin/*', adminAuth);
  app.route('/v1/admin', adminRoutes());
  for (const file of DOCUMENTS) app.get(`/v1${file}`, (c) => c.env.ASSETS.fetch(new Request(new URL(file, c.req.url))));
  app.get('/', (c) => c.html(startPage(c.req.header('accept-language'))));
  if (local) app.route('/shop', local.shop);
  app.notFound((c) => {
    const { pathname } = new URL(c.req.url);
    const isPage = !pathname.startsWith('/v1/') && (c.req.method === 'GET' || c.req.method === 'HEAD');
    return isPage ? c.env.ASSETS.fetch(c.req.raw) : nothingAt(c.req.method, pathname);
  });
  app.onError((error) => {
    if (error instanceof HttpProblem) return error.toResponse();
    log('error', 'unexpected', { error: errorText(error), stack: error.stack });
    return problem(500, { detail: 'Tappa failed to answer. Nothing of the request can be relied on; try again.' }).toResponse();
  });
  return app;
}

function nothingAt(method: string, path: string): Response {
  return problem(404, { detail: `There is nothing at ${method} ${path.slice(0, 200)}.` }).toResponse();
}
