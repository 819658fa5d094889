import type { PageType } from '../shared/schemas/visit.ts';
import { isAny } from './consent/state.ts';
import { recogniseVisitor, type Who } from './identity/who.ts';
import type { PageReader } from './reader/seam.ts';
import type { Act, SourceName } from './sources/act.ts';
import { cleanAct } from './sources/clean-act.ts';
import { typeByActs } from './sources/page-type.ts';
import { type CartMemory, cartAfter, cartNews, EMPTY_CART } from './tracking/cart.ts';
import { openPage, type PageFacts, slotsOf } from './tracking/page-facts.ts';
import { createConversation } from './transport/conversation.ts';
import type { Visit as VisitBody } from './transport/visit-body.ts';
import type { VisitFacts, VisitMeans } from './visit-means.ts';

/** After the document is there, how long the page gets to say what it is before the first question; in an app, how long it gets to draw. */
const FIRST_ASK_MS = 50;
const FIRST_ASK_IN_APP_MS = 150;
/** Markup that a tag manager or an app adds late is read once more. */
const SECOND_LOOK_MS = 1_500;
/** Longest the first question waits for the chunk that reads markup: without it the page is less understood, not less served. */
const READER_WAIT_MS = 1_000;
/** Markup of which the page's code need not know. */
const MARKED = 'page,product,cart,order,search,add,remove'.replace(/\w+/g, '[data-tappa-$&]');
/** Someone tapping "+" three times asks once. */
const CART_ASK_MS = 300;
/** Idle time after which events that ask nothing go out together. */
const BATCH_MS = 2_000;
/** Acts of a page remembered for parts that come later. */
const ACTS_KEPT = 50;
/** Orders remembered, so that a confirmation page seen again is not a second purchase. */
const ORDERS_KEPT = 20;
/** Slots one question may name. */
const SLOTS_MAX = 50;
/** Acts after which the page asks again at once: the answer is likely to be another. */
const TURNING_POINT = /purchase|login|sign/;

export type Visit = ReturnType<typeof startVisit>;

/** The visit of one document: what happens becomes events, events become questions, and consent decides what may be said. */
export function startVisit({
  window,
  address,
  config,
  life,
  record,
  makeId,
  now,
  consent,
  look,
  loadReader,
  onAnswer,
  report,
}: VisitMeans) {
  const { document, navigator } = window;
  const sources = new Set<SourceName>();
  const actHearers: ((act: Act, source: SourceName) => void)[] = [];
  const leaveHearers: (() => void)[] = [];
  const pageHearers: (() => void)[] = [];
  let page = undefined as unknown as PageFacts;
  /** the latest acts of this document: for parts that come late, and for the cart when consent does */
  let acts: [Act, SourceName][] = [];
  let reader: PageReader | undefined;

  const isKnown = (): boolean => isAny(consent.states, 'granted');
  const localeOf = (): string => page.locale ?? config.locale ?? (document.documentElement.lang || navigator.language || 'it');
  const typeOfPage = (): PageType => page.type ?? typeByActs(page.events) ?? 'other';

  const pageNow = (): VisitBody['page'] => ({
    url: page.url.href,
    type: typeOfPage(),
    locale: localeOf(),
    referrer: page.referrer,
    product: page.product,
  });

  const describeVisit = (): VisitBody => {
    const nobody: Who = { visitor: null, session: page.soleSession, channel: page.arrival.channel };
    const who = isKnown() ? recogniseVisitor(record, page.arrival, now(), makeId) : nobody;
    page.view.page_type = typeOfPage();
    page.view.channel = who.channel || undefined;
    return {
      ...who,
      consent: consent.states,
      token: page.token,
      page: pageNow(),
      store: record.read().store,
      slots: slotsOf(document, SLOTS_MAX),
    };
  };
  const talk = createConversation({
    address,
    // The window's own at each use: the page may have replaced it, and a bare `fetch` loses its receiver.
    fetch: (url, init) => window.fetch(url, init),
    describe: describeVisit,
    waiting: { read: () => record.read().queue, write: (queue) => record.write({ queue }) },
    // Absent in some embedded browsers.
    isOnline: () => navigator.onLine !== false,
    now,
    onAnswer: (answer) => life.safely(() => onAnswer(answer)),
    tellAfter: (delayMs) => life.soon('retry', delayMs, tell),
    report(problem) {
      report(problem);
      // An identity that does not hold (a page kept open past its end) must not cost the visit: on as nobody in particular.
      if (page.token && problem[0] === 401) {
        page.token = undefined;
        askSoon();
      }
    },
  });

  const add = (act: Act): void => talk.add({ id: makeId(), at: new Date(now()).toISOString(), ...act });

  const cartNow = (): CartMemory => {
    const { cart } = record.read();
    return Array.isArray(cart?.lines) ? cart : EMPTY_CART;
  };
  /** Adds what follows from the acts so far: the cart as it stands now. */
  const sumUp = (): void => {
    look();
    const news = cartNews(cartNow());
    if (!news) return;
    record.write({ cart: news.cart });
    add(news.act);
  };

  const ask = (): void => {
    sumUp();
    page.hasAsked = true;
    page.type ??= typeByActs(page.events);
    talk.ask().catch(report);
  };
  /** Before the page's first question there is nothing to hurry for: that one will hold everything. */
  const askSoon = (ms = 0): void => {
    if (page.hasAsked) life.soon('ask', ms, ask);
  };
  const tell = (): void => {
    sumUp();
    if (isKnown()) talk.tell().catch(report);
  };
  const tellSoon = (): void => life.soon('tell', BATCH_MS, tell);

  const isCountedOrder = ({ type, transaction_id: order }: Act): boolean => {
    if (type !== 'purchase' || !order) return false;
    const orders = record.read().orders ?? [];
    if (!orders.includes(order)) record.write({ orders: [...orders, order].slice(-ORDERS_KEPT) });
    return orders.includes(order);
  };

  /** An act as a source understood it: counted once, remembered, sent. */
  const hear = (act: Act, source: SourceName): void => {
    const { type } = act;
    sources.add(source);
    if (type === 'page_view' || !page.isNews(act, source, now()) || isCountedOrder(act)) return;
    page.events.add(type);
    if (type === 'view_item') page.product ??= act.items?.[0]?.item_id;
    acts = [...acts, [act, source] as [Act, SourceName]].slice(-ACTS_KEPT);
    const before = cartNow();
    const cart = cartAfter(before, act);
    if (cart !== before) record.write({ cart });
    // The cart itself is told as a whole, when it changed (`sumUp`).
    if (type !== 'cart') add(act);
    for (const hearer of actHearers) life.safely(() => hearer(act, source));
    if (TURNING_POINT.test(type)) askSoon();
    else if (cartNews(cart)) askSoon(CART_ASK_MS);
    else tellSoon();
  };

  /** What the page's markup and address say, where its code did not; and where the visitor came from, on a page that was loaded. */
  const readPage = async (): Promise<void> => {
    const asked = page;
    reader ??= await loadReader();
    if (asked !== page) return;
    const { tellings, type, arrival } = reader.read(page.url, page.referrer, page.events);
    if (!page.isApp) page.arrival = arrival;
    for (const { name, params, source } of tellings) {
      // A search may change under the same page, and a cart always does; of anything else the first telling is the act.
      const isTold = page.events.has(name === 'cart' ? 'view_cart' : name) && source !== 'url';
      const act = cleanAct(name, params, config.currency, true);
      if (act && !isTold) hear(act, source);
    }
    if (type !== 'other') page.type ??= type;
  };

  /** The first question of a page: once the document is there, the page had a moment, and consent is known or not worth waiting for. */
  const firstAsk = (): void => {
    look();
    if (document.readyState === 'loading' || (isAny(consent.states, 'pending') && now() < consent.waitUntilMs)) {
      life.soon('ask', FIRST_ASK_MS, firstAsk);
      return;
    }
    const isArrival = !page.isApp && !page.referrer.startsWith(page.url.origin);
    if (typeOfPage() !== 'other' && !isArrival && !document.querySelector(MARKED)) {
      ask();
      return;
    }
    const asked = page;
    life.soon('ask', READER_WAIT_MS, ask);
    readPage()
      .catch(report)
      .then(() => {
        if (asked === page && !page.hasAsked) life.soon('ask', 0, ask);
      });
  };

  const open = (referrer: string, isApp: boolean): void => {
    page = openPage(new URL(window.location.href), referrer, isApp, page?.token, now(), makeId);
    talk.add(page.view);
    life.soon('ask', isApp ? FIRST_ASK_IN_APP_MS : FIRST_ASK_MS, firstAsk);
    life.soon('look', SECOND_LOOK_MS, readAgain);
  };
  const readAgain = (): void => {
    if (reader) readPage().catch(report);
  };

  /** A refusal leaves nothing on the device, not even what an earlier yes had kept. */
  const forgetIfRefused = (): void => {
    if (!isKnown() && isAny(consent.states, 'denied')) record.erase();
  };

  /** From here on nobody in particular: what was known is forgotten, what was not sent never will be. */
  const startAnew = (): void => {
    talk.dropEvents();
    talk.turnPage();
    record.erase();
    acts = [];
    page.token = undefined;
    page.soleSession = { id: makeId(), startedAtMs: now() };
    askSoon();
  };

  forgetIfRefused();
  open(document.referrer, false);

  return {
    hear,
    localeOf,
    startAnew,
    /** Something told as it stands, such as what was done with a block: each is an act of its own. */
    note(act: Act): void {
      add(act);
      tellSoon();
    },
    /** In the order of PartHost: what parts that come later may listen to. */
    onAct(hearer: (act: Act, source: SourceName) => void): void {
      actHearers.push(hearer);
      for (const told of acts) hearer(...told);
    },
    onLeave(hearer: () => void): void {
      leaveHearers.push(hearer);
    },
    onPage(hearer: () => void): void {
      pageHearers.push(hearer);
    },
    page: pageNow,
    /** The address changed: into another page, or only in its query. */
    onAddress(isOtherPage: boolean): void {
      const from = page.url.href;
      if (!isOtherPage) {
        page.url = new URL(window.location.href);
        readAgain();
        return;
      }
      // Said before the address changed, it was said of the page before.
      look();
      if (!isKnown()) {
        // Without consent two page views must not be told in one breath, so each tells the cart again.
        talk.dropEvents();
        record.write({ cart: { ...cartNow(), said: '' } });
      }
      talk.turnPage();
      reader?.newPage();
      open(from, true);
      for (const hearer of pageHearers) life.safely(hearer);
    },
    /** The page goes out of sight, perhaps for good. */
    onHidden(): void {
      look();
      for (const hearer of leaveHearers) life.safely(hearer);
      tell();
    },
    /** @param wasKnown whether consent allowed ids before */
    onConsent(wasKnown: boolean): void {
      if (isKnown() && !wasKnown) {
        // What this device kept is the base; what happened on the page comes on top.
        const { store } = record.read();
        record.forget();
        record.write({ store, cart: acts.reduce((cart, [act]) => cartAfter(cart, act), cartNow()) });
      }
      if (wasKnown && !isKnown()) startAnew();
      forgetIfRefused();
      if (wasKnown || isKnown()) askSoon();
    },
    identify(token: string | undefined): void {
      page.token = token;
      askSoon();
    },
    /** What the page says outright of itself, until the next one. */
    describe(type: PageType | undefined, locale: string | undefined): void {
      page.type = type ?? page.type;
      page.locale = locale ?? page.locale;
      askSoon();
    },
    chooseStore(store: string): void {
      record.write({ store });
      askSoon();
    },
    facts: (): VisitFacts => ({
      visitor: (isKnown() && record.read().visitor) || null,
      page: pageNow(),
      product: page.product ?? null,
      cart: cartNow().lines,
      sources: [...sources],
      sent: talk.sent(),
    }),
  };
}
