import type { VisitAnswer } from '../shared/schemas/answer.ts';
import type { Consent } from '../shared/schemas/consent.ts';
import { type TappaWindow, takeCommands } from './command-queue.ts';
import { runCommand } from './commands.ts';
import type { Config } from './config.ts';
import { readConsentMode } from './consent/consent-mode.ts';
import { browserRefuses } from './consent/signals.ts';
import { type ConsentNow, type ConsentVoices, decideConsent, isAny } from './consent/state.ts';
import { createDeviceRecord } from './identity/device-record.ts';
import { smallUuidV7 } from './identity/id.ts';
import { createLifetime } from './lifetime.ts';
import type { CreateReader, PageReader } from './reader/seam.ts';
import type { BlockEvent, CreateRenderer, Renderer } from './renderer/seam.ts';
import type { Act } from './sources/act.ts';
import { cleanAct } from './sources/clean-act.ts';
import { followDataLayer, readLayerEntry } from './sources/data-layer.ts';
import { createSubscriptions } from './subscriptions.ts';
import { watchPages } from './tracking/page-watch.ts';
import { createBlockShow } from './transport/blocks.ts';
import { startVisit, type Visit } from './visit.ts';

/** File name of the chunk that shows blocks, put in when the widget is built. */
declare const TAPPA_BLOCKS_URL: string;
/** File name of the chunk that reads markup. */
declare const TAPPA_READER_URL: string;

/** Puts the parts together on a page with a person in front of it. */
export function startWidget(
  window: TappaWindow & { dataLayer?: unknown; Request?: typeof Request },
  config: Config,
  version: string,
): void {
  const { document, navigator } = window;
  const { currency } = config;
  const now = (): number => Date.now();
  const report = (problem: unknown): void => {
    if (config.debug) console.info('[tappa]', problem);
  };
  const life = createLifetime(report);
  const subscriptions = createSubscriptions(report);
  const voices: ConsentVoices = { mode: config.consentMode, refused: browserRefuses(navigator), tool: {}, command: {} };
  const consent: ConsentNow = { states: decideConsent(voices), waitUntilMs: 0 };
  let answer: VisitAnswer | undefined;
  let visit: Visit;

  const hearVoice = (voice: 'tool' | 'command', states: Partial<Consent>): void => {
    Object.assign(voices[voice], states);
    const before = consent.states;
    consent.states = decideConsent(voices);
    if (`${Object.values(before)}` === `${Object.values(consent.states)}`) return;
    visit.onConsent(isAny(before, 'granted'));
    subscriptions.emit('consent', consent.states);
  };

  const look = followDataLayer(
    life,
    () => window.dataLayer,
    (entry) => {
      const [command, name, params, source] = readLayerEntry(entry);
      if (command === 'consent') {
        const { states, waitMs } = readConsentMode(name, params, voices.tool);
        consent.waitUntilMs = now() + waitMs;
        hearVoice('tool', states);
      } else if (command === 'event') {
        const act = cleanAct(name, params, currency);
        if (act) visit.hear(act, source);
      }
    },
  );

  // `import()` by a script with a nonce passes a strict content security policy, and works across origins with CORS.
  const loadReader = async (): Promise<PageReader> => {
    const { createReader } = (await import(`${config.endpoint}/${TAPPA_READER_URL}`)) as { createReader: CreateReader };
    return createReader(document);
  };
  const loadRenderer = async (): Promise<Renderer> => {
    const { createRenderer } = (await import(`${config.endpoint}/${TAPPA_BLOCKS_URL}`)) as { createRenderer: CreateRenderer };
    const emit = (event: BlockEvent): void => {
      visit.hearBlock(event as Act);
      subscriptions.emit('block', event);
    };
    return createRenderer({ emit, locale: visit.localeOf(), nonce: config.nonce });
  };
  const show = createBlockShow(loadRenderer, report);
  life.onEnd(show.stop);

  visit = startVisit({
    window,
    config,
    life,
    record: createDeviceRecord(
      `tappa.${config.site}`,
      () => window.localStorage,
      () => isAny(consent.states, 'granted'),
    ),
    makeId: () => smallUuidV7(now(), crypto.getRandomValues(new Uint8Array(10))),
    now,
    consent,
    look,
    loadReader,
    onAnswer(news) {
      // No answer: the page stays as it is.
      if (!news) return;
      answer = news;
      show.show(news.blocks);
      subscriptions.emit('answer', news);
    },
    onAct: show.notify,
    report,
  });
  watchPages(life, window, (isOtherPage) => {
    // What was shown was meant for the page before.
    if (isOtherPage) show.show([]);
    visit.onAddress(isOtherPage);
  });
  life.on(window, 'pagehide', visit.onHidden);
  life.on(document, 'visibilitychange', () => {
    if (document.visibilityState === 'hidden') visit.onHidden();
  });
  const targets = {
    currency,
    visit,
    notify: show.notify,
    consent: (states: Partial<Consent>) => hearVoice('command', states),
    on: subscriptions.on,
    destroy: life.end,
    report,
  };
  const debug = (): unknown => ({ site: config.site, consent: consent.states, ...visit.facts(), answer, version });
  life.onEnd(takeCommands(window, version, (name, first, second) => runCommand(targets, name, first, second), debug, report));
  life.safely(look);
}
