import { TAPPA_VERSION } from '../shared/protocol.ts';
import type { VisitAnswer } from '../shared/schemas/answer.ts';
import type { Consent } from '../shared/schemas/consent.ts';
import { type TappaWindow, takeCommands } from './command-queue.ts';
import { runCommand } from './commands.ts';
import type { Config } from './config.ts';
import { browserRefuses } from './consent/signals.ts';
import { type ConsentNow, type ConsentVoices, decideConsent, isAny } from './consent/state.ts';
import { createDeviceRecord } from './identity/device-record.ts';
import { smallUuidV7 } from './identity/id.ts';
import { createLifetime } from './lifetime.ts';
import type { PartHost, PartName, StartPart } from './parts/seam.ts';
import { wantedParts } from './parts/wanted.ts';
import type { StartPreview } from './preview/seam.ts';
import type { CoreGift } from './renderer/chunk.ts';
import type { BlockEvent, Renderer } from './renderer/seam.ts';
import type { Act } from './sources/act.ts';
import { followDataLayer, LOOK_AT_REST_EVERY_MS, LOOK_EVERY_MS, QUICK_LOOKS, readLayerEntry } from './sources/data-layer.ts';
import { createSubscriptions } from './subscriptions.ts';
import { toText } from './text.ts';
import { watchPages } from './tracking/page-watch.ts';
import { createBlockShow } from './transport/blocks.ts';
import { startVisit, type Visit } from './visit.ts';

/** What stands in the names of all chunks, put in when the widget is built: it changes with their content. */
declare const TAPPA_CHUNKS: string;

/** How long the first question waits for a consent tool that is there: a page that never answers must not stay without content. */
const CONSENT_WAIT_MS = 1_000;
/** What is only watched begins after the page has what it needs. */
const SIGNALS_AFTER_MS = 1_000;

/** Puts the parts together on a page with a person in front of it. */
export function startWidget(window: TappaWindow & { dataLayer?: unknown }, config: Config): unknown {
  const { document, navigator } = window;
  const address = `${config.endpoint}/v1/sites/${config.site}`;
  const now = (): number => Date.now();
  const report = (problem: unknown): void => {
    if (config.debug) console.info('[tappa]', problem);
  };
  // `import()` by a script with a nonce passes a strict content security policy, and works across origins with CORS.
  const load = (name: string): Promise<unknown> => import(`${config.endpoint}/tappa-${name}-${TAPPA_CHUNKS}.js`);
  // A member of staff with a preview link (`preview/`), which marks the tab's name and starts this again in a sandbox that has another.
  if (/#tappa-p/.test(window.name + window.location.href)) {
    return load('preview')
      .then((part) => (part as { start: StartPreview }).start(window, config, startWidget))
      .catch(report);
  }
  const life = createLifetime(report);
  const subscriptions = createSubscriptions(report);
  const voices: ConsentVoices = { mode: config.consentMode, refused: browserRefuses(navigator), tool: {}, command: {} };
  const consent: ConsentNow = { states: decideConsent(voices), waitUntilMs: 0 };
  let answer: VisitAnswer | undefined;
  /** time of the newest id: later ones sort after it, within a millisecond too */
  let idMs = 0;
  let visit: Visit;

  const hearVoice = (voice: 'tool' | 'command', states: Partial<Consent>): void => {
    Object.assign(voices[voice], states);
    const before = consent.states;
    consent.states = decideConsent(voices);
    if (toText(before) === toText(consent.states)) return;
    visit.onConsent(isAny(before, 'granted'));
    subscriptions.emit('consent', consent.states);
  };

  const lookAtLayer = followDataLayer(
    life,
    () => window.dataLayer,
    (entry) => {
      const [command, name, params, source] = readLayerEntry(entry);
      if (command === 'consent') startPart(command);
      else if (command === 'event') visit.hear(source, name, params);
    },
  );
  const look = (): void => {
    // Even to look at what a page calls its dataLayer may throw.
    life.safely(lookAtLayer);
    wantedParts(window).forEach(startPart);
  };
  let looks = 0;
  const lookAgain = (): void => {
    life.soon('watch', looks++ < QUICK_LOOKS ? LOOK_EVERY_MS : LOOK_AT_REST_EVERY_MS, lookAgain);
    // Asking for a global that is not there makes a browser look for an element of that name.
    if (looks % 4 === 1) look();
    else lookAtLayer();
  };
  life.on(document, 'click', () => {
    looks = 0;
    life.soon('watch', LOOK_EVERY_MS, lookAgain);
  });

  const loadRenderer = async (): Promise<Renderer> => {
    startPart('claims');
    const { createRenderer } = (await load('blocks')) as { createRenderer(gift: CoreGift): Renderer };
    const emit = (event: BlockEvent): void => {
      visit.note(event as Act);
      subscriptions.emit('block', event);
      // By its kind too, as the last of a name is kept for who comes late.
      subscriptions.emit(event.type, event);
    };
    return createRenderer({
      emit,
      locale: visit.localeOf(),
      nonce: config.nonce,
      record,
      own: { site: config.site, address, visitor: () => answer!.visitor, startAnew: visit.startAnew, token: visit.token },
    });
  };
  const show = createBlockShow(loadRenderer, report);
  life.onEnd(show.stop);

  const started = new Set<PartName>();
  /** Fetches a part and starts it, once a document. If it cannot be had, the page is served without it. */
  const startPart = (name: PartName): void => {
    if (started.has(name) || (name === 'consent' && config.consentMode !== 'auto')) return;
    started.add(name);
    if (name === 'consent') consent.waitUntilMs = now() + CONSENT_WAIT_MS;
    load(name)
      .then((part) => life.safely(() => (part as { start: StartPart }).start(host)))
      .catch(report);
  };

  const record = createDeviceRecord(
    `tappa.${config.site}`,
    () => window.localStorage,
    () => isAny(consent.states, 'granted'),
  );
  visit = startVisit({
    window,
    address,
    config,
    life,
    record,
    makeId() {
      idMs = Math.max(now(), idMs + 1);
      return smallUuidV7(idMs, crypto.getRandomValues(new Uint8Array(10)));
    },
    now,
    consent,
    look,
    load,
    notify: show.notify,
    onAnswer(news) {
      // No answer: the page stays as it is, unless the part that remembers has something for it.
      if (news) {
        answer = news;
        // Told where the edge knows the device to be theirs: by its key, or by a cookie that has outlived what the page kept.
        const { id: visitor, key } = news.visitor ?? {};
        if (key) record.write({ visitor, key });
        show.show(news.blocks);
        subscriptions.emit('answer', news);
        if (consent.states.analytics === 'granted') life.soon('signals', SIGNALS_AFTER_MS, () => startPart('signals'));
      }
      // How a question ended, for that part.
      subscriptions.emit('news', [news, visit.page()]);
      if (isAny(consent.states, 'granted') && (news?.blocks[0] || record.read().kept))
        life.soon('memory', news ? SIGNALS_AFTER_MS : 0, () => startPart('memory'));
    },
    report,
  });
  const host: PartHost = {
    ...visit,
    window,
    life,
    record,
    now,
    show: show.show,
    toText,
    tell: visit.hear,
    sayConsent: (states) => hearVoice('tool', states),
    waitUntil: (ms) => {
      consent.waitUntilMs = now() + ms;
    },
  };
  visit.onAct(({ type }) => show.notify(type));
  watchPages(life, window, (isOtherPage) => {
    // What was shown was meant for the page before.
    if (isOtherPage) show.show([]);
    visit.onAddress(isOtherPage);
  });
  life.on(window, 'pagehide', visit.onHidden);
  life.on(document, 'visibilitychange', () => {
    if (document.hidden) visit.onHidden();
  });
  const targets = {
    visit,
    tell: visit.hear,
    consent: (states: Partial<Consent>) => hearVoice('command', states),
    on: subscriptions.on,
    destroy: life.end,
    report,
  };
  const debug = (): unknown => ({ site: config.site, consent: consent.states, ...visit.facts(), answer, version: TAPPA_VERSION });
  life.onEnd(takeCommands(window, TAPPA_VERSION, (name, first, second) => runCommand(targets, name, first, second), debug, report));
  if (config.debug) startPart('debug');
  // In a task of its own: whatever asks, tells or leaves before it looks for itself.
  life.soon('watch', 0, lookAgain);
}
