import { Hono } from 'hono';
import type { AppEnv } from '../../http/context.ts';
import { catalogRoutes } from './catalog.ts';
import { conditionRoutes } from './conditions.ts';
import { eventRoutes } from './events.ts';
import { exportRoutes } from './exports.ts';
import { inventoryRoutes } from './inventory.ts';
import { journeyModelRoutes } from './journey-model.ts';
import { mergeRoutes } from './merges.ts';
import { peopleRoutes } from './people.ts';
import { previewLinkRoutes } from './preview-links.ts';
import { receiptRoutes } from './receipts.ts';
import { recommendationRoutes } from './recommendations.ts';
import { replayRoutes } from './replay.ts';
import { reportRoutes } from './reports.ts';
import { ruleRoutes } from './rules.ts';
import { segmentRoutes } from './segments.ts';
import { setupRoutes } from './setup.ts';
import { siteRoutes } from './sites.ts';
import { storeRoutes } from './stores.ts';
import { visitorRoutes } from './visitors.ts';

/** All of `/v1/admin`. Whoever comes here has shown the token; `actor` says who it is. */
export function adminRoutes(): Hono<AppEnv> {
  const parts = [
    siteRoutes,
    setupRoutes,
    replayRoutes,
    conditionRoutes,
    ruleRoutes,
    previewLinkRoutes,
    catalogRoutes,
    storeRoutes,
    inventoryRoutes,
    peopleRoutes,
    eventRoutes,
    visitorRoutes,
    mergeRoutes,
    receiptRoutes,
    recommendationRoutes,
    reportRoutes,
    exportRoutes,
    journeyModelRoutes,
    segmentRoutes,
  ];
  const routes = new Hono<AppEnv>();
  for (const part of parts) routes.route('/', part());
  return routes;
}
