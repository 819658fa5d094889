import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Consent } from '../../../shared/schemas/consent.ts';
import { readCookiebot } from '../../../widget/consent/tools/cookiebot.ts';
import { start } from '../../../widget/consent/tools/index.ts';
import { readIubenda } from '../../../widget/consent/tools/iubenda.ts';
import { readOneTrust } from '../../../widget/consent/tools/onetrust.ts';
import { readShopifyPrivacy } from '../../../widget/consent/tools/shopify-privacy.ts';
import { readTcf } from '../../../widget/consent/tools/tcf.ts';
import { settle, type Words } from '../../../widget/consent/tools/words.ts';
import { createLifetime } from '../../../widget/lifetime.ts';
import type { PartHost } from '../../../widget/parts/seam.ts';
import { type Choice, CONSENT_TOOLS, type ConsentToolName, type ToolWindow } from '../../support/consent-tools.ts';

const both = (state: Consent['analytics']): Consent => ({ analytics: state, personalization: state });
const YES: Choice = { analytics: true, personalization: true };
const NO: Choice = { analytics: false, personalization: false };
const NOTHING: Words = [];

describe('TCF', () => {
  const consents = (...purposes: number[]) => ({ consents: Object.fromEntries(purposes.map((id) => [id, true])) });
  const read = (eventStatus: string | undefined, purpose: object, before: Words = ['pending', 'pending']) =>
    readTcf({ gdprApplies: true, eventStatus, purpose }, before);

  it('reads a choice made now, and one made before', () => {
    expect(read('useractioncomplete', consents(1, 5, 6, 8))).toEqual(['granted', 'granted']);
    expect(read('tcloaded', consents(1, 8))).toEqual(['granted', 'denied']);
    expect(read('tcloaded', consents())).toEqual(['denied', 'denied']);
  });

  it('is pending while it asks, and an earlier choice stands while the dialog is open again', () => {
    expect(read('cmpuishown', consents())).toEqual(['pending', 'pending']);
    expect(read('cmpuishown', consents(), ['granted', 'denied'])).toEqual(['granted', 'denied']);
    expect(read(undefined, consents(1, 8))).toEqual(['pending', 'pending']);
  });

  it('allows nothing without storing on the device, and does not measure content by measuring advertising', () => {
    expect(read('useractioncomplete', consents(5, 6, 8))).toEqual(['denied', 'denied']);
    expect(read('useractioncomplete', consents(1, 7, 9))).toEqual(['denied', 'denied']);
    expect(read('useractioncomplete', consents(1, 5))).toEqual(['denied', 'denied']);
  });

  it('takes legitimate interest for no consent', () => {
    const all = Object.fromEntries([1, 5, 6, 8].map((id) => [id, true]));
    expect(read('useractioncomplete', { consents: {}, legitimateInterests: all })).toEqual(['denied', 'denied']);
  });

  it('has nothing to ask where the GDPR does not apply, which comes without a status', () => {
    expect(readTcf({ gdprApplies: false }, NOTHING)).toEqual(['free', 'free']);
  });

  it.each([null, {}, { eventStatus: 'tcloaded' }, { eventStatus: 'tcloaded', purpose: {} }])('keeps what it knew when told %j', (data) => {
    expect(readTcf(data, ['granted', 'pending'])).toEqual(['granted', 'pending']);
  });
});

describe('iubenda', () => {
  it('reads measurement and experience where it asks per purpose', () => {
    expect(readIubenda({ purposes: { 1: true, 2: true, 3: false, 4: true, 5: true } }, false)).toEqual(['granted', 'denied']);
    expect(readIubenda({ purposes: { 1: true, 3: true, 4: false } }, false)).toEqual(['denied', 'granted']);
  });

  it('says nothing of a purpose the shop does not ask for', () => {
    expect(readIubenda({ purposes: { 1: true, 4: true } }, false)).toEqual(['granted', undefined]);
  });

  it('reads one answer for all', () => {
    expect(readIubenda({ consent: true }, false)).toEqual(['granted', 'granted']);
    expect(readIubenda({ consent: false }, false)).toEqual(['denied', 'denied']);
  });

  it('is pending before a choice, and free where it said that nobody has to be asked', () => {
    for (const none of [undefined, null, {}]) {
      expect(readIubenda(none, false)).toEqual(['pending', 'pending']);
      expect(readIubenda(none, true)).toEqual(['free', 'free']);
    }
    expect(readIubenda({ consent: false }, true)).toEqual(['denied', 'denied']);
  });
});

describe('Cookiebot', () => {
  const said = (hasResponse: boolean, statistics: boolean, preferences: boolean, marketing = false) =>
    readCookiebot({ Cookiebot: { hasResponse, consent: { statistics, preferences, marketing } as object } });

  it('reads statistics and preferences, and does without marketing', () => {
    expect(said(true, true, false)).toEqual(['granted', 'denied']);
    expect(said(true, false, true)).toEqual(['denied', 'granted']);
    expect(said(true, false, false, true)).toEqual(['denied', 'denied']);
  });

  it('is pending before an answer, also when all that stands there is the element of its script', () => {
    expect(said(false, false, false)).toEqual(['pending', 'pending']);
    expect(readCookiebot({ Cookiebot: { id: 'Cookiebot', tagName: 'SCRIPT' } as object })).toEqual(['pending', 'pending']);
  });

  it('says nothing where it is not', () => {
    expect(readCookiebot({})).toEqual(NOTHING);
  });
});

describe('OneTrust', () => {
  const said = (groups: string, isClosed: boolean) =>
    readOneTrust({ OneTrust: { IsAlertBoxClosed: () => isClosed }, OnetrustActiveGroups: groups });

  it('reads performance and functionality once the person has chosen', () => {
    expect(said(',C0001,C0002,', true)).toEqual(['granted', 'denied']);
    expect(said(',C0001,C0003,C0004,', true)).toEqual(['denied', 'granted']);
    expect(said(',C0001,', true)).toEqual(['denied', 'denied']);
  });

  it('knows the names of older set-ups, and no other groups by theirs', () => {
    expect(said('1,2,3', true)).toEqual(['granted', 'granted']);
    expect(said(',c0001,c0002,', true)).toEqual(['granted', 'denied']);
    expect(said(',C0001,C00023,12,0_2,STACK3,', true)).toEqual(['denied', 'denied']);
  });

  it('is pending before a choice where groups are off, and free where the shop has people opt out', () => {
    expect(said(',C0001,', false)).toEqual(['pending', 'pending']);
    expect(said(',C0001,C0002,', false)).toEqual(['free', 'pending']);
  });

  it('is pending from its announcement in the page until it has loaded', () => {
    expect(readOneTrust({ OptanonWrapper() {} })).toEqual(['pending', 'pending']);
    expect(readOneTrust({ OneTrust: {} })).toEqual(['pending', 'pending']);
    expect(readOneTrust({})).toEqual(NOTHING);
  });
});

describe("Shopify's customer privacy", () => {
  const said = (answer: string, isAllowed: boolean) =>
    readShopifyPrivacy({
      Shopify: {
        customerPrivacy: {
          analyticsProcessingAllowed: () => isAllowed,
          preferencesProcessingAllowed: () => isAllowed,
          currentVisitorConsent: () => ({ analytics: answer, preferences: answer }),
        },
      },
    });

  it('reads a choice, unless something else forbids what was chosen', () => {
    expect(said('yes', true)).toEqual(['granted', 'granted']);
    expect(said('no', false)).toEqual(['denied', 'denied']);
    expect(said('yes', false)).toEqual(['denied', 'denied']);
  });

  it('is pending before a choice, or free where the region asks for none', () => {
    expect(said('', false)).toEqual(['pending', 'pending']);
    expect(said('', true)).toEqual(['free', 'free']);
  });

  it('says nothing before it has loaded', () => {
    expect(readShopifyPrivacy({ Shopify: {} })).toEqual(NOTHING);
    expect(readShopifyPrivacy({})).toEqual(NOTHING);
  });
});

describe('several tools on one page', () => {
  const one = (word: Words[0]): Words => [word, word];
  const state = (mode: Words[0], tcf: Words[0], ...tools: Words[0][]) => settle([one(mode), one(tcf), ...tools.map(one)]).analytics;

  it.each([
    ['nobody says anything', state(undefined, undefined, undefined), 'pending'],
    ['a tool outweighs the TCF', state(undefined, 'denied', 'granted'), 'granted'],
    ['a tool outweighs Consent Mode', state('granted', undefined, 'denied'), 'denied'],
    ['a tool that still asks outweighs Consent Mode', state('granted', undefined, 'pending'), 'pending'],
    ['the TCF outweighs Consent Mode', state('granted', 'denied'), 'denied'],
    ['of two tools a refusal is heard', state(undefined, undefined, 'granted', 'denied'), 'denied'],
    ['a choice is heard over a tool that still asks', state(undefined, undefined, 'pending', 'granted'), 'granted'],
    ['Consent Mode is heard alone', state('granted', undefined, undefined), 'granted'],
    ['what nobody has to be asked is granted', state(undefined, 'free'), 'granted'],
    ['unless a tool asks all the same', state(undefined, 'free', 'pending'), 'pending'],
    ['unless Consent Mode knows of a refusal', state('denied', 'free', 'free'), 'denied'],
    ['unless Consent Mode is still waiting', state('pending', undefined, 'free'), 'pending'],
  ])('%s', (_, settled, expected) => {
    expect(settled).toBe(expected);
  });

  it('settles each purpose for itself', () => {
    expect(settle([['denied', 'granted'], [], ['granted', undefined]])).toEqual(both('granted'));
  });
});

/** A page without a document, and a core that writes down what it is told. */
function createPage() {
  const window = new EventTarget() as ToolWindow;
  const told: Consent[] = [];
  const waits: number[] = [];
  const problems: unknown[] = [];
  const life = createLifetime((problem) => problems.push(problem));
  const host = {
    window,
    life,
    sayConsent: (states: Consent) => told.push(states),
    waitUntil: (ms: number) => waits.push(ms),
    onLeave() {},
  } as unknown as PartHost;
  const pass = (): unknown => vi.advanceTimersByTime(250);
  return { window, told, waits, problems, life, pass, startPart: () => start(host), last: () => told.at(-1) };
}

const NAMES = Object.keys(CONSENT_TOOLS) as ConsentToolName[];
const CHOICES: Choice[] = [YES, NO, { analytics: true, personalization: false }, { analytics: false, personalization: true }];

describe('a person and the tools of a page', () => {
  beforeAll(() => {
    vi.useFakeTimers();
  });
  afterAll(() => {
    vi.useRealTimers();
  });

  it.each(NAMES)('%s: asks, is accepted, and loses the consent again', (name) => {
    const { window, told, pass, startPart, last, life } = createPage();
    const tool = CONSENT_TOOLS[name](window);
    tool.announce();
    startPart();
    pass();
    tool.load(null);
    pass();
    expect(told).toEqual([both('pending')]);
    tool.choose(YES);
    pass();
    expect(last()).toEqual(both('granted'));
    tool.choose(NO);
    pass();
    expect(told).toEqual([both('pending'), both('granted'), both('denied')]);
    life.end();
  });

  it.each(NAMES)('%s: a choice of an earlier page is known from the first word on', (name) => {
    const { window, told, startPart, life } = createPage();
    const tool = CONSENT_TOOLS[name](window);
    tool.announce();
    tool.load(YES);
    startPart();
    expect(told).toEqual([both('granted')]);
    life.end();
  });

  it.each(NAMES)('%s: one that comes from nowhere is found', (name) => {
    const { window, last, pass, startPart, life } = createPage();
    startPart();
    pass();
    const tool = CONSENT_TOOLS[name](window);
    tool.announce();
    tool.load(NO);
    pass();
    expect(last()).toEqual(both('denied'));
    life.end();
  });

  it.each(['tcf', 'iubenda', 'OneTrust', 'Shopify'] as const)('%s: where nobody has to be asked it is granted', (name) => {
    const { window, last, pass, startPart, life } = createPage();
    const tool = CONSENT_TOOLS[name](window);
    tool.announce();
    startPart();
    expect(last()).toEqual(both('pending'));
    tool.load(null, true);
    pass();
    expect(last()).toEqual(both('granted'));
    tool.choose(NO);
    pass();
    expect(last()).toEqual(both('denied'));
    life.end();
  });

  it('opening the dialog again takes nothing back; asking anew does', () => {
    for (const [name, expected] of [
      ['tcf', both('granted')],
      ['Cookiebot', both('pending')],
    ] as const) {
      const { window, last, pass, startPart, life } = createPage();
      const tool = CONSENT_TOOLS[name](window);
      tool.announce();
      tool.load(YES);
      startPart();
      tool.reopen();
      pass();
      expect(last()).toEqual(expected);
      life.end();
    }
  });

  it('waits as long as Consent Mode asks, until it is answered', () => {
    const { window, waits, pass, startPart, life } = createPage();
    const tool = CONSENT_TOOLS['Consent Mode'](window);
    tool.announce();
    startPart();
    pass();
    expect(waits).toEqual([500]);
    tool.choose(YES);
    pass();
    expect(waits.slice(0, 2)).toEqual([500, 0]);
    life.end();
  });

  it.each(['tcf', 'iubenda', 'Cookiebot', 'OneTrust'] as const)('%s: is waited for until it has come, not until it is answered', (name) => {
    const { window, waits, pass, startPart, life } = createPage();
    const tool = CONSENT_TOOLS[name](window);
    tool.announce();
    startPart();
    pass();
    expect(waits).toEqual([]);
    tool.load(null);
    pass();
    expect(waits[0]).toBe(0);
    life.end();
  });

  it('waits for nothing where no tool is to come', () => {
    const { waits, startPart, life } = createPage();
    startPart();
    expect(waits).toEqual([0]);
    life.end();
  });

  it.each([
    ['a no', NO, 'granted'],
    ['a yes', YES, 'denied'],
  ] as const)('Consent Mode: %s stands, whatever default is told after it', (_, choice, late) => {
    const { window, told, pass, startPart, last, life } = createPage();
    const tool = CONSENT_TOOLS['Consent Mode'](window);
    tool.announce();
    tool.choose(choice);
    startPart();
    const first = last();
    const layer = window.dataLayer as unknown[];
    layer.push(['consent', 'default', { analytics_storage: late, personalization_storage: late, ad_personalization: late }]);
    pass();
    expect(first).toEqual(both(choice === YES ? 'granted' : 'denied'));
    expect(told).toEqual([first]);
    life.end();
  });

  it('knows Consent Mode however the dataLayer is cut or replaced', () => {
    const { window, told, pass, startPart, life } = createPage();
    const tool = CONSENT_TOOLS['Consent Mode'](window);
    tool.announce();
    tool.choose(NO);
    startPart();
    (window.dataLayer as unknown[]).splice(0);
    pass();
    window.dataLayer = [null, 'gtm', { event: 'gtm.js' }];
    tool.choose({ analytics: true, personalization: false });
    pass();
    expect(told).toEqual([both('denied'), { analytics: 'granted', personalization: 'denied' }]);
    window.dataLayer = undefined;
    pass();
    expect(told).toHaveLength(2);
    life.end();
  });

  it('a tool that breaks does not silence the others, nor reach the page', () => {
    const { window, last, problems, pass, startPart, life } = createPage();
    window.OneTrust = {
      IsAlertBoxClosed() {
        throw new Error('not yet');
      },
    };
    window.OnetrustActiveGroups = ',C0001,C0002,';
    window.__tcfapi = 'not a function';
    window.dataLayer = 3;
    const tool = CONSENT_TOOLS.Cookiebot(window);
    tool.load(YES);
    startPart();
    pass();
    expect(last()).toEqual(both('granted'));
    expect(problems).not.toEqual([]);
    life.end();
  });

  it('leaves nothing at the end: no listener, no callback, no word', () => {
    const { window, told, pass, startPart, life } = createPage();
    const tools = NAMES.filter((name) => name !== 'iubenda, one answer for all').map((name) => CONSENT_TOOLS[name](window));
    for (const tool of tools) tool.announce();
    const configuration = (window._iub as { csConfiguration: { callback: Record<string, unknown> } }).csConfiguration;
    const before = configuration.callback.onPreferenceExpressedOrNotNeeded;
    startPart();
    expect(configuration.callback.onPreferenceExpressedOrNotNeeded).not.toBe(before);
    pass();
    life.end();
    expect(configuration.callback.onPreferenceExpressedOrNotNeeded).toBe(before);
    const count = told.length;
    // The stub hands on what it was asked before the end.
    for (const tool of tools) tool.load(null);
    for (const tool of tools) tool.choose(YES);
    pass();
    expect(told).toHaveLength(count);
    expect((window.tcfListeners as () => number)()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("iubenda's callback of the page is called as ever, and one put in its place later is left there", () => {
    const { window, pass, startPart, life } = createPage();
    const tool = CONSENT_TOOLS.iubenda(window);
    tool.announce();
    startPart();
    const configuration = (window._iub as { csConfiguration: { callback: Record<string, (said: unknown) => void> } }).csConfiguration;
    const ours = configuration.callback.onPreferenceExpressedOrNotNeeded!;
    const theirs = (said: unknown) => ours.call(configuration.callback, said);
    configuration.callback.onPreferenceExpressedOrNotNeeded = theirs;
    pass();
    tool.load(NO);
    expect(window.iubendaHeard).toEqual([{ purposes: expect.objectContaining({ 4: false }) }]);
    life.end();
    tool.choose(YES);
    expect(window.iubendaHeard).toHaveLength(2);
    expect(configuration.callback.onPreferenceExpressedOrNotNeeded).toBe(theirs);
  });

  it('iubenda telling of a choice it has not saved yet is not iubenda saying that nobody has to be asked', () => {
    const { window, last, pass, startPart, life } = createPage();
    CONSENT_TOOLS.iubenda(window).announce();
    startPart();
    const { callback } = (window._iub as { csConfiguration: { callback: Record<string, (said: unknown) => void> } }).csConfiguration;
    callback.onPreferenceExpressedOrNotNeeded!({ purposes: { 1: true, 4: false } });
    pass();
    expect(last()).toEqual(both('pending'));
    life.end();
  });

  const step = fc.oneof(
    fc.record({ act: fc.constant('choose' as const), tool: fc.nat(), choice: fc.constantFrom(...CHOICES) }),
    fc.record({ act: fc.constantFrom('load' as const, 'reopen' as const, 'wait' as const), tool: fc.nat() }),
  );
  // One of iubenda's two is on a page.
  const onPage = fc.subarray(
    NAMES.filter((name) => !/one answer/.test(name)),
    { minLength: 1 },
  );

  it('in whatever order things happen: nothing is granted before a choice, and a refusal everywhere is a refusal', () => {
    fc.assert(
      fc.property(onPage, fc.nat(12), fc.array(step, { maxLength: 12 }), (names, startAfter, steps) => {
        const { window, told, pass, startPart, last, life } = createPage();
        const tools = names.map((name) => CONSENT_TOOLS[name](window));
        const loaded = new Set<number>();
        const agreed = new Set<keyof Choice>();
        for (const tool of tools) tool.announce();
        const load = (index: number): void => {
          if (!loaded.has(index)) tools[index]!.load(null);
          loaded.add(index);
        };
        const run = (one: (typeof steps)[number]): void => {
          const index = one.tool % tools.length;
          if (one.act === 'wait') pass();
          else if (one.act === 'load') load(index);
          else {
            load(index);
            if (one.act === 'reopen') tools[index]!.reopen();
            else if (one.act === 'choose') {
              if (one.choice.analytics) agreed.add('analytics');
              if (one.choice.personalization) agreed.add('personalization');
              tools[index]!.choose(one.choice);
            }
          }
          for (const purpose of ['analytics', 'personalization'] as const) {
            if (!agreed.has(purpose)) expect(told.every((states) => states[purpose] !== 'granted')).toBe(true);
          }
        };
        steps.slice(0, startAfter).forEach(run);
        startPart();
        steps.slice(startAfter).forEach(run);
        tools.forEach((_, index) => {
          load(index);
          tools[index]!.choose(NO);
        });
        pass();
        expect(last()).toEqual(both('denied'));
        life.end();
      }),
    );
  });

  it('the last choice made with a tool holds, whatever came before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.array(fc.constantFrom(...CHOICES), { minLength: 1, maxLength: 6 }), (name, choices) => {
        const { window, pass, startPart, last, life } = createPage();
        const tool = CONSENT_TOOLS[name](window);
        tool.announce();
        tool.load(null);
        startPart();
        for (const choice of choices) tool.choose(choice);
        pass();
        const { analytics, personalization } = choices.at(-1)!;
        const word = (isYes: boolean) => (isYes ? 'granted' : 'denied');
        const expected = {
          analytics: word(analytics),
          personalization: word(name === 'iubenda, one answer for all' ? analytics : personalization),
        };
        expect(last()).toEqual(expected);
        life.end();
      }),
    );
  });
});
