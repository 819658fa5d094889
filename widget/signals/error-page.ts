import type { PartHost } from '../parts/seam.ts';
import { noteFriction } from './friction.ts';
import { navigationTiming } from './gauge.ts';

/** Tells that the page came with an error's status. Browsers that do not know a page's status tell nothing. */
export function tellErrorPage(host: PartHost): void {
  // From here on a status means that there is no such page, or that the shop has failed (RFC 9110).
  const ERROR_STATUS_MIN = 400;
  if (navigationTiming().responseStatus! >= ERROR_STATUS_MIN) noteFriction(host, 'error_page');
}
