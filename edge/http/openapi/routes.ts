import { CATALOG_ROUTES } from './catalog-routes.ts';
import { DECISION_ROUTES } from './decision-routes.ts';
import { PEOPLE_ROUTES } from './people-routes.ts';
import { PUBLIC_ROUTES } from './public-routes.ts';
import { REPORT_ROUTES } from './report-routes.ts';
import type { ApiRoute } from './route.ts';
import { SITE_ROUTES } from './site-routes.ts';
import { STORE_ROUTES } from './store-routes.ts';

/**
 * Every route of the API, for people and programs that read `/v1/openapi.json`. Written by hand, because words cannot be
 * inferred; a test compares it with the routes that the app has mounted. All but the public ones may also refuse with 401.
 */
export const API_ROUTES: readonly ApiRoute[] = [
  ...PUBLIC_ROUTES,
  ...SITE_ROUTES,
  ...CATALOG_ROUTES,
  ...STORE_ROUTES,
  ...PEOPLE_ROUTES,
  ...REPORT_ROUTES,
  ...DECISION_ROUTES,
];
