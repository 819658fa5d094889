import type { PageType } from '../shared/schemas/visit.ts';
import { isAny } from './consent/state.ts';
import { recogniseVisitor, type Who } from './identity/who.ts';
import type { CreateReader, PageReader, ReaderMeans } from './reader/seam.ts';
import type { Act, SourceName } from './sources/act.ts';
import { openPage, type PageFacts, slotsOf } from './tracking/page-facts.ts';
import { createConversation } from './transport/conversation.ts';
import type { Visit as VisitBody } from './transport/visit-body.ts';
import type { VisitFacts, VisitMeans } from './visit-means.ts';

/** After the document is there, how long the page gets to say what it is before the first question; in an app, how long it gets to draw. */
const FIRST_ASK_MS = 50;
const FIRST_ASK_IN_APP_MS = 150;
/** Markup that a tag manager or an app adds late is read once more. */
const SECOND_LOOK_MS = 1_500;
/** Longest the first question waits for the chunk that understands the page: without it the page is less understood, not less served. */
const READER_WAIT_MS = 1_000;
/** Idle time after which events that ask nothing go out together. */
const BATCH_MS = 2_000;
/** Slots one question may name. */
const SLOTS_MAX = 50;

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
  load,
  notify,
  onAnswer,
  report,
}: VisitMeans) {
  const { document, navigator } = window;
  const sources = new Set<SourceName>();
  const actHearers: ((act: Act, source: SourceName) => void)[] = [];
  const leaveHearers: (() => void)[] = [];
  const pageHearers: (() => void)[] = [];
  /** the latest acts of this document: for parts that come late, and for the cart when consent does */
  const acts: [Act, SourceName][] = [];
  let page = undefined as unknown as PageFacts;
  let reader: PageReader | undefined;
  let loading: Promise<void> | undefined;

  const isKnown = (): boolean => isAny(consent.states, 'granted');
  const localeOf = (): string => page.locale ?? config.locale ?? (document.documentElement.lang || navigator.language || 'it');
  const typeOfPage = (): PageType => page.type ?? page.typeByActs ?? 'other';

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
    waiting: record,
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

  const add = (act: Act, atMs = now()): void => talk.add({ id: makeId(), at: new Date(atMs).toISOString(), ...act });

  const ask = (): void => {
    look();
    reader?.sumUp();
    page.hasAsked = true;
    page.type ??= page.typeByActs;
    talk.ask().catch(report);
  };
  /** Before the page's first question there is nothing to hurry for: that one will hold everything. */
  const askSoon = (ms = 0): void => {
    if (page.hasAsked) life.soon('ask', ms, ask);
  };
  const tell = (): void => {
    look();
    reader?.sumUp();
    if (isKnown()) talk.tell().catch(report);
  };
  const tellSoon = (): void => life.soon('tell', BATCH_MS, tell);

  const { currency } = config;
  const means: ReaderMeans = {
    document,
    life,
    record,
    currency,
    sources,
    acts,
    actHearers,
    add,
    askSoon,
    tellSoon,
    notify,
    pageFacts: () => page,
    now,
  };
  const fetchReader = (): Promise<void> =>
    load('reader')
      .then((part) => {
        reader ??= (part as { createReader: CreateReader }).createReader(means);
      })
      .catch(report);
  /** Does something with the page's reader, in order: at once where it is there, as soon as it comes where it is not. */
  const withReader = (use: (reader: PageReader) => void): void => {
    const run = (): void => life.safely(() => reader && use(reader));
    loading ??= fetchReader();
    if (reader) run();
    else loading.then(run);
  };
  /** Something the page's code or a platform told. It belongs to the page and the moment at which it was heard. */
  const hear = (source: SourceName, name: string, params: unknown): void => {
    const [heardOn, atMs] = [page, now()];
    withReader((it) => it.hear(source, name, params, heardOn, atMs));
  };

  /** The first question of a page: once the document is there, the page had a moment, and consent is known or not worth waiting for. */
  const firstAsk = (): void => {
    look();
    if (document.readyState === 'loading' || (isAny(consent.states, 'pending') && now() < consent.waitUntilMs)) {
      life.soon('ask', FIRST_ASK_MS, firstAsk);
      return;
    }
    const asked = page;
    life.soon('ask', READER_WAIT_MS, ask);
    withReader((it) => {
      if (asked !== page) return;
      it.read(page);
      if (!page.hasAsked) life.soon('ask', 0, ask);
    });
  };
  const readAgain = (): void => reader?.readAgain(page);

  const open = (referrer: string, isApp: boolean): void => {
    // A chunk that could not be had is worth a try on another page; on the same, most likely a blocker keeps it away.
    loading = reader && loading;
    page = openPage(new URL(window.location.href), referrer, isApp, page?.token, now(), makeId);
    talk.add(page.view);
    life.soon('ask', isApp ? FIRST_ASK_IN_APP_MS : FIRST_ASK_MS, firstAsk);
    life.soon('look', SECOND_LOOK_MS, readAgain);
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
    acts.length = 0;
    page.token = undefined;
    page.soleSession = { id: makeId(), startedAtMs: now() };
    askSoon();
  };

  forgetIfRefused();
  open(document.referrer, false);
  // Under way while the document is still read.
  life.soon('reader', 0, () => withReader(() => {}));

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
    token: (): string | undefined => page.token,
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
        reader?.unsayCart();
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
        record.write({ store });
        reader?.addActsToCart();
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
    describe(said: unknown): void {
      const [meant, atMs] = [page, now()];
      withReader((it) => it.describe(said, meant, atMs));
    },
    chooseStore(store: string): void {
      record.write({ store });
      askSoon();
    },
    facts: (): VisitFacts => ({
      visitor: (isKnown() && record.read().visitor) || null,
      page: pageNow(),
      product: page.product ?? null,
      cart: reader?.cart() ?? [],
      sources: [...sources],
      sent: talk.sent(),
    }),
  };
}
