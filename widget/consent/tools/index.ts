import type { Consent } from '../../../shared/schemas/consent.ts';
import type { StartPart } from '../../parts/seam.ts';
import { followDataLayer, readLayerEntry } from '../../sources/data-layer.ts';
import { readConsentMode } from './consent-mode.ts';
import { COOKIEBOT_EVENTS, type CookiebotPage, readCookiebot } from './cookiebot.ts';
import { followIubenda, type IubendaPage } from './iubenda.ts';
import { ONETRUST_EVENTS, type OneTrustPage, readOneTrust } from './onetrust.ts';
import { readShopifyPrivacy, SHOPIFY_PRIVACY_EVENTS, type ShopifyPrivacyPage } from './shopify-privacy.ts';
import { followTcf, type TcfPage } from './tcf.ts';
import { ofBoth, settle, type Words } from './words.ts';

/** Tools come late, and some change without an event: as often as the dataLayer is looked at while a page starts, then now and then. */
const LOOK_EVERY_MS = 200;
const EAGER_LOOKS = 50;
const LATER_EVERY_LOOKS = 5;

type ConsentPage = CookiebotPage & IubendaPage & OneTrustPage & ShopifyPrivacyPage & TcfPage & { dataLayer?: unknown };

/** Reads every consent tool of the page, those here and those to come, and tells the core what they say together. */
export const start: StartPart = (host) => {
  const { life } = host;
  const page = host.window as unknown as ConsentPage;
  let mode: Partial<Consent> = {};
  let told = '';
  const readLayer = followDataLayer(
    life,
    () => page.dataLayer,
    (entry) => {
      const [command, kind, params] = readLayerEntry(entry);
      if (command !== 'consent') return;
      const { states, waitMs } = readConsentMode(kind, params, mode);
      mode = states;
      host.waitUntil?.(host.now() + waitMs);
    },
  );
  const look = (): void => {
    readers.forEach((read, i) => {
      // One that breaks keeps its word, and the others theirs.
      life.safely(() => {
        words[i] = read(page);
      });
    });
    readLayer();
    const [tcf, ...tools] = words as [Words, ...Words[]];
    const states = settle([tools, [tcf], [mode]]);
    const news = `${Object.values(states)}`;
    if (news === told) return;
    told = news;
    host.sayConsent(states);
  };
  const readers = [followTcf(life, { page, look }), followIubenda(life, { page, look }), readCookiebot, readOneTrust, readShopifyPrivacy];
  const words = readers.map(() => ofBoth('pending'));
  // In the capture phase the window hears what is said on the document, too.
  for (const event of [...COOKIEBOT_EVENTS, ...ONETRUST_EVENTS, ...SHOPIFY_PRIVACY_EVENTS]) life.on(host.window, event, look);
  let looks = 0;
  life.every(LOOK_EVERY_MS, () => {
    if (looks++ < EAGER_LOOKS || looks % LATER_EVERY_LOOKS === 0) look();
  });
  look();
};
