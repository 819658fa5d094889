import type { StartPart } from '../../parts/seam.ts';
import { type ConsentModePage, followConsentMode } from './consent-mode.ts';
import { type CookiebotPage, readCookiebot } from './cookiebot.ts';
import { followIubenda, type IubendaPage } from './iubenda.ts';
import { type OneTrustPage, readOneTrust } from './onetrust.ts';
import { readShopifyPrivacy, type ShopifyPrivacyPage } from './shopify-privacy.ts';
import { followTcf, type TcfPage } from './tcf.ts';
import { COMING, PENDING, settle } from './words.ts';

/** As often as the dataLayer is looked at: tools come late, and some change without an event. */
const LOOK_EVERY_MS = 200;

/**
 * Told when a choice is made or changed, so that a refusal holds at once. In the capture phase the window hears what is said on the document,
 * too. Cookiebot's two also come on every page with an earlier choice.
 */
const EVENTS = ['CookiebotOnAccept', 'CookiebotOnDecline', 'OneTrustGroupsUpdated', 'visitorConsentCollected'];

type ConsentPage = ConsentModePage & CookiebotPage & IubendaPage & OneTrustPage & ShopifyPrivacyPage & TcfPage;

/** Reads every consent tool of the page, those here and those to come, and tells the core what they say together. */
export const start: StartPart = (host) => {
  const { life } = host;
  const page = host.window as unknown as ConsentPage;
  let told = '';
  let waitMs = 0;
  const look = (): void => {
    readers.forEach((read, i) => {
      // One that breaks keeps its word, and the others theirs.
      life.safely(() => {
        words[i] = read(page);
      });
    });
    const states = settle(words);
    const news = `${Object.values(states)}`;
    if (news !== told) host.sayConsent(states);
    told = news;
    // Whoever could know of a choice has spoken: a person who is being asked now need not wait for content.
    if (!waitMs && !words.includes(COMING)) host.waitUntil?.(0);
  };
  // In the order `settle` knows them by.
  const readers = [
    followConsentMode((ms) => {
      waitMs = ms;
      if (ms) host.waitUntil?.(ms);
    }),
    followTcf(life, page, look),
    followIubenda(life, page, look),
    readCookiebot,
    readOneTrust,
    readShopifyPrivacy,
  ];
  const words = readers.map(() => PENDING);
  for (const event of EVENTS) life.on(host.window, event, look);
  life.every(LOOK_EVERY_MS, look);
  host.onLeave(look);
  look();
};
