import type { PartHost } from '../parts/seam.ts';
import { noteFriction } from './friction.ts';
import { navigationTiming } from './gauge.ts';

/** From here on a status means that there is no such page, or that the shop has failed (RFC 9110). */
export const ERROR_STATUS_MIN = 400;

/** Tells that the page came with an error's status. Browsers that do not know a page's status tell nothing. */
export function tellErrorPage(host: PartHost): void {
  if (navigationTiming().responseStatus! >= ERROR_STATUS_MIN) noteFriction(host, 'error_page');
}
