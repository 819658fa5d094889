/**
 * Consent tools as pages know them: what stands in a page before a tool has come, its API, and the order in which it tells of things. They run in
 * a page and beside one; what a test does not touch is left out.
 */

export interface Choice {
  analytics: boolean;
  personalization: boolean;
}

/** Where a tool lives. Beside a page it is a plain object that events can be sent through. */
export type ToolWindow = EventTarget & { document?: EventTarget; [name: string]: unknown };

export interface ConsentTool {
  /** What the shop's page says before the tool has come. */
  announce(): void;
  /** The tool comes: with an earlier choice of this person, or with none, and asks. `isFree`: it finds that nobody has to be asked here. */
  load(known: Choice | null, isFree?: boolean): void;
  /** The person accepts, refuses, or changes an earlier choice. */
  choose(choice: Choice): void;
  /** The person opens the dialog again. */
  reopen(): void;
}

type Call = (...said: unknown[]) => unknown;

function tcf(window: ToolWindow): ConsentTool {
  const queue: unknown[][] = [];
  const listeners = new Map<number, Call>();
  let data: Record<string, unknown> = {};
  const consents = (choice: Choice | null): Record<number, boolean> => {
    const { analytics = false, personalization = false } = choice ?? {};
    const some = analytics || personalization;
    return {
      1: some,
      2: some,
      3: false,
      4: false,
      5: personalization,
      6: personalization,
      7: analytics,
      8: analytics,
      9: analytics,
      10: some,
    };
  };
  const tell = (eventStatus: string, choice: Choice | null): void => {
    data = {
      tcfPolicyVersion: 5,
      gdprApplies: true,
      eventStatus,
      cmpStatus: 'loaded',
      purpose: {
        consents: consents(choice),
        // Legitimate interests stand until somebody objects, before any choice and after a refusal.
        legitimateInterests: { 2: true, 7: true, 8: true, 9: true, 10: true },
      },
      vendor: { consents: {}, legitimateInterests: {} },
    };
    for (const [listenerId, hear] of listeners) hear({ ...data, listenerId }, true);
  };
  let now: Choice | null = null;
  return {
    announce() {
      window.__tcfapi = (...said: unknown[]) => {
        if (said[0] === 'ping') (said[2] as Call)({ cmpLoaded: false, cmpStatus: 'stub' });
        else queue.push(said);
      };
    },
    load(known, isFree = false) {
      now = known;
      let ids = 0;
      const api = (command: unknown, _version: unknown, hear: unknown, parameter: unknown): void => {
        if (command === 'addEventListener') {
          listeners.set(++ids, hear as Call);
          (hear as Call)({ ...data, listenerId: ids }, true);
        } else if (command === 'removeEventListener') {
          (hear as Call)(listeners.delete(parameter as number));
        }
      };
      window.__tcfapi = api;
      window.tcfListeners = () => listeners.size;
      // Its listeners are called at once, with whatever there is.
      for (const said of queue.splice(0)) api(said[0], said[1], said[2], said[3]);
      if (isFree) {
        data = { tcfPolicyVersion: 5, gdprApplies: false };
        for (const [listenerId, hear] of listeners) hear({ ...data, listenerId }, true);
      } else tell(known ? 'tcloaded' : 'cmpuishown', known);
    },
    choose(choice) {
      now = choice;
      tell('useractioncomplete', choice);
    },
    reopen: () => tell('cmpuishown', now),
  };
}

function iubenda(window: ToolWindow, isPerPurpose: boolean): ConsentTool {
  let saved: object = {};
  let callback: Record<string, Call | null> = {};
  const preference = (choice: Choice): object =>
    isPerPurpose
      ? { purposes: { 1: true, 2: true, 3: choice.personalization, 4: choice.analytics, 5: false } }
      : { consent: choice.analytics };
  const tell = (said: object | null): unknown => callback.onPreferenceExpressedOrNotNeeded?.(said);
  return {
    announce() {
      window._iub = Object.assign((window._iub as object | undefined) ?? [], {
        csConfiguration: {
          siteId: 1,
          callback: {
            onPreferenceExpressedOrNotNeeded(this: unknown, said: unknown) {
              window.iubendaHeard = [...((window.iubendaHeard as unknown[] | undefined) ?? []), said];
            },
          },
        },
      });
    },
    load(known, isFree = false) {
      const own = window._iub as { csConfiguration: { callback?: typeof callback }; cs?: unknown };
      callback = { onReady: null, ...own.csConfiguration.callback };
      if (known) saved = preference(known);
      own.cs = { api: { getPreferences: () => saved } };
      if (known) tell(saved);
      else if (isFree) tell(null);
    },
    choose(choice) {
      tell(preference(choice));
      saved = preference(choice);
    },
    reopen() {},
  };
}

function cookiebot(window: ToolWindow): ConsentTool {
  const tell = (type: string): boolean => window.dispatchEvent(new Event(type));
  const set = (choice: Choice | null): void => {
    window.Cookiebot = {
      consent: {
        necessary: true,
        preferences: !!choice?.personalization,
        statistics: !!choice?.analytics,
        marketing: false,
        method: choice && 'explicit',
      },
      hasResponse: !!choice,
      consented: !!choice && (choice.analytics || choice.personalization),
      declined: !!choice && !choice.analytics && !choice.personalization,
    };
    if (!choice) return;
    tell(choice.analytics || choice.personalization ? 'CookiebotOnAccept' : 'CookiebotOnDecline');
    tell('CookiebotOnConsentReady');
  };
  return {
    announce() {
      // In a page an element's id is a name of the window.
      const { document } = window as unknown as { document?: Document };
      if (document?.head) document.head.append(Object.assign(document.createElement('script'), { id: 'Cookiebot', type: 'text/plain' }));
      else window.Cookiebot = { id: 'Cookiebot', tagName: 'SCRIPT' };
    },
    load: set,
    choose: set,
    // `Cookiebot.renew()` forgets the choice and asks again.
    reopen: () => set(null),
  };
}

function oneTrust(window: ToolWindow): ConsentTool {
  let isClosed = false;
  const set = (choice: Choice | null): void => {
    window.OnetrustActiveGroups = `,C0001,${choice?.analytics ? 'C0002,' : ''}${choice?.personalization ? 'C0003,' : ''}`;
    (window.OptanonWrapper as Call | undefined)?.();
    window.dispatchEvent(new Event('OneTrustGroupsUpdated'));
  };
  return {
    announce() {
      window.OptanonWrapper = () => {};
    },
    load(known, isFree = false) {
      window.OneTrust = { IsAlertBoxClosed: () => isClosed };
      isClosed = !!known;
      set(isFree ? { analytics: true, personalization: true } : known);
    },
    choose(choice) {
      isClosed = true;
      set(choice);
    },
    reopen() {},
  };
}

function shopify(window: ToolWindow): ConsentTool {
  let now: Choice | null = null;
  let isFree = false;
  const answer = (isYes: boolean | undefined): string => (isYes === undefined ? '' : isYes ? 'yes' : 'no');
  return {
    announce() {
      window.Shopify = { ...(window.Shopify as object | undefined), loadFeatures() {} };
    },
    load(known, isFreeHere = false) {
      now = known;
      isFree = isFreeHere;
      window.Shopify = {
        ...(window.Shopify as object | undefined),
        customerPrivacy: {
          analyticsProcessingAllowed: () => now?.analytics ?? isFree,
          preferencesProcessingAllowed: () => now?.personalization ?? isFree,
          currentVisitorConsent: () => ({
            marketing: answer(now ? false : undefined),
            analytics: answer(now?.analytics),
            preferences: answer(now?.personalization),
            sale_of_data: '',
          }),
        },
      };
    },
    choose(choice) {
      now = choice;
      (window.document ?? window).dispatchEvent(
        new CustomEvent('visitorConsentCollected', { detail: { analyticsAllowed: choice.analytics } }),
      );
    },
    reopen() {},
  };
}

function consentMode(window: ToolWindow, isArray: boolean): ConsentTool {
  const layer = (): unknown[] => {
    window.dataLayer ??= [];
    return window.dataLayer as unknown[];
  };
  const gtag = isArray
    ? (...said: unknown[]): unknown => layer().push(said)
    : function gtag(): unknown {
        // biome-ignore lint/complexity/noArguments: as Google's own snippet does.
        return layer().push(arguments);
      };
  const say = (kind: string, choice: Choice): unknown => {
    const word = (isYes: boolean): string => (isYes ? 'granted' : 'denied');
    return (gtag as Call)('consent', kind, {
      ad_storage: 'denied',
      analytics_storage: word(choice.analytics),
      personalization_storage: word(choice.personalization),
      ...(kind === 'default' && { wait_for_update: 500 }),
    });
  };
  return {
    announce: () => void say('default', { analytics: false, personalization: false }),
    load(known) {
      if (known) say('update', known);
    },
    choose: (choice) => void say('update', choice),
    reopen() {},
  };
}

export const CONSENT_TOOLS = {
  tcf,
  iubenda: (window: ToolWindow) => iubenda(window, true),
  'iubenda, one answer for all': (window: ToolWindow) => iubenda(window, false),
  Cookiebot: cookiebot,
  OneTrust: oneTrust,
  Shopify: shopify,
  'Consent Mode': (window: ToolWindow) => consentMode(window, false),
  'Consent Mode in arrays': (window: ToolWindow) => consentMode(window, true),
} satisfies Record<string, (window: ToolWindow) => ConsentTool>;

export type ConsentToolName = keyof typeof CONSENT_TOOLS;
