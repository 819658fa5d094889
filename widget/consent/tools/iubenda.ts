import type { Lifetime } from '../../lifetime.ts';
import { chosen, ofBoth, type Words } from './words.ts';

/** What the person chose: one answer for all, or one per purpose where the shop asks so. */
export interface IubendaPreference {
  consent?: unknown;
  purposes?: Record<number, unknown>;
}

const CALLBACK = 'onPreferenceExpressedOrNotNeeded';
type Callback = (preference: IubendaPreference | null) => unknown;

export interface IubendaPage {
  _iub?: {
    csConfiguration?: { callback?: { [CALLBACK]?: Callback } };
    cs?: { api?: { getPreferences?: () => IubendaPreference | null | undefined } };
  };
}

/**
 * iubenda: purpose 4 (measurement) is our analytics, 3 (experience) our personalization, as in iubenda's own signals to Google. A purpose the
 * shop does not ask for is not spoken of.
 *
 * @param isNotNeeded iubenda said that nobody has to be asked here
 */
export function readIubenda(preference: IubendaPreference | null | undefined, isNotNeeded: boolean): Words {
  const { consent, purposes } = preference ?? {};
  if (!purposes && consent === undefined) return ofBoth(isNotNeeded ? 'free' : 'pending');
  const words: Words = {};
  const hear = (purpose: keyof Words, answer: unknown): void => {
    if (answer !== undefined) words[purpose] = chosen(answer);
  };
  hear('analytics', purposes ? purposes[4] : consent);
  hear('personalization', purposes ? purposes[3] : consent);
  return words;
}

/**
 * Follows iubenda. Its preferences are asked for at each look, since a callback given after it has started is never called. The callback alone
 * tells that nobody has to be asked; ours goes in front of the page's own, and away at the end if it still stands there.
 *
 * @param look to be called when there is news
 * @returns what iubenda says now
 */
export function followIubenda(life: Lifetime, { page, look }: { page: IubendaPage; look: () => void }): () => Words {
  let isNotNeeded = false;
  let known: unknown;
  const chain = (callback: { [CALLBACK]?: Callback }): void => {
    known = callback;
    const before = callback[CALLBACK];
    const ours = function (this: unknown, ...said: Parameters<Callback>): unknown {
      life.safely(() => {
        isNotNeeded = !said[0];
      });
      // It calls before it has saved what it tells of.
      life.soon(CALLBACK, 0, look);
      return before?.apply(this, said);
    };
    callback[CALLBACK] = ours;
    life.onEnd(() => {
      if (callback[CALLBACK] !== ours) return;
      if (before) callback[CALLBACK] = before;
      else delete callback[CALLBACK];
    });
  };
  return () => {
    const { csConfiguration, cs } = page._iub ?? {};
    if (csConfiguration) {
      csConfiguration.callback ??= {};
      if (csConfiguration.callback !== known) chain(csConfiguration.callback);
    }
    return csConfiguration || cs ? readIubenda(cs?.api?.getPreferences?.(), isNotNeeded) : {};
  };
}
