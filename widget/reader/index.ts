/**
 * The chunk that understands a page: what its code, its markup and its address say, and where a visitor came from.
 */
import type { TappaWindow } from '../command-queue.ts';
import type { PageFacts } from '../tracking/page-facts.ts';
import { createActs } from './acts.ts';
import { readClick } from './attributes.ts';
import { createMarkup } from './markup.ts';
import type { CreateReader } from './seam.ts';

/** Markup of which the page's code need not know. */
const MARKED = 'page,product,cart,order,search,add,remove'.replace(/\w+/g, '[data-tappa-$&]');

/** Name of what the device keeps of a visitor of ours. */
const VISITOR_ENTRY = /^tappa\.[\w-]+$/;

export const createReader: CreateReader = (means) => {
  const { document, life, pageFacts, now } = means;
  const acts = createActs(means);
  const markup = createMarkup(document);
  let isReading = false;

  const readMarkup = (page: PageFacts): void => {
    const { tellings, type, arrival } = markup.read(page.url, page.referrer, page.events);
    // In an app nobody arrived from elsewhere.
    if (!page.isApp) page.arrival = arrival;
    for (const { name, params, source } of tellings) {
      // A search may change under the same page, and a cart always does; of anything else the first telling is the act.
      const isTold = page.events.has(name === 'cart' ? 'view_cart' : name) && source !== 'url';
      if (!isTold) acts.hear(source, name, params, page, now());
    }
    if (type !== 'other') page.type ??= type;
  };
  life.on(document, 'click', ({ target }) => {
    if (!isReading) return;
    const telling = readClick(target as Element);
    if (telling) acts.hear(telling.source, telling.name, telling.params, pageFacts(), now());
  });

  const window = document.defaultView as TappaWindow;
  // Consent withdrawn in another tab takes the visitor off the device: it is withdrawn here, too, before this tab writes them again. A page that lies in the
  // browser's memory hears nothing, and looks when it comes back.
  const refuse = (): unknown => window.tappa?.('consent', { analytics: false, personalization: false });
  const isKept = (): boolean => Object.keys(window.localStorage).some((name) => VISITOR_ENTRY.test(name));
  let wasKept = false;
  life.on(window, 'storage', (event) => {
    const { key, newValue } = event as StorageEvent;
    if (VISITOR_ENTRY.test(key ?? '') && !newValue) refuse();
  });
  life.on(window, 'pagehide', () => {
    wasKept = isKept();
  });
  life.on(window, 'pageshow', () => {
    if (wasKept && !isKept()) refuse();
  });

  return {
    ...acts,
    read(page) {
      const isArrival = !page.isApp && !page.referrer.startsWith(page.url.origin);
      const isSaid = (page.type ?? page.typeByActs ?? 'other') !== 'other';
      if (isSaid && !isArrival && !document.querySelector(MARKED)) return;
      isReading = true;
      readMarkup(page);
    },
    readAgain(page) {
      // A product that is known is not another one a second later; a cart may well be.
      if (isReading && !(page.product && !document.querySelector('[data-tappa-cart]'))) readMarkup(page);
    },
    newPage: markup.newPage,
  };
};
