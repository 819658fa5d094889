import { COMING, chosen, PENDING, type Words } from './words.ts';

/** https://www.cookiebot.com/en/developer: until its script has come, `Cookiebot` is the script's own element, by its id. */
export interface CookiebotPage {
  Cookiebot?: { hasResponse?: unknown; consent?: { statistics?: unknown; preferences?: unknown } };
}

/**
 * Cookiebot: `statistics` is our analytics; `preferences`, what changes how a site behaves for a person, is our personalization. `marketing` is
 * not asked for: it is about following people across sites. `renew()` takes the answer back, and it is pending again.
 */
export function readCookiebot({ Cookiebot }: CookiebotPage): Words {
  if (!Cookiebot) return [];
  const { hasResponse, consent } = Cookiebot;
  if (!consent) return COMING;
  return hasResponse ? [chosen(consent.statistics), chosen(consent.preferences)] : PENDING;
}
