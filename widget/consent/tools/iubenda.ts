import type { Lifetime } from '../../lifetime.ts';
import { COMING, chosen, FREE, PENDING, type Word, type Words } from './words.ts';

/** What the person chose: one answer for all, or one per purpose where the shop asks so. */
export interface IubendaPreference {
  consent?: unknown;
  purposes?: Record<number, unknown>;
}

const CALLBACK = 'onPreferenceExpressedOrNotNeeded';
type Callback = (this: unknown, preference: IubendaPreference | null) => unknown;

export interface IubendaPage {
  _iub?: {
    csConfiguration?: { callback?: { [CALLBACK]?: Callback | undefined } };
    cs?: { api?: { getPreferences: () => IubendaPreference | null | undefined } };
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
  if (!purposes && consent === undefined) return isNotNeeded ? FREE : PENDING;
  const read = (purpose: number): Word | undefined => {
    const answer = purposes ? purposes[purpose] : consent;
    return answer === undefined ? answer : chosen(answer);
  };
  return [read(4), read(3)];
}

/**
 * Follows iubenda. Its preferences are asked for at each look, since a callback given after it has started is never called. The callback alone
 * tells that nobody has to be asked; ours goes in front of the page's own, and away at the end if it still stands there.
 *
 * @param look to be called when there is news
 * @returns what iubenda says now
 */
export function followIubenda(life: Lifetime, page: IubendaPage, look: () => void): () => Words {
  let isNotNeeded = false;
  let known: unknown;
  return () => {
    const { csConfiguration, cs } = page._iub ?? {};
    if (!csConfiguration) return [];
    csConfiguration.callback ??= {};
    const { callback } = csConfiguration;
    if (callback !== known) {
      known = callback;
      const before = callback[CALLBACK];
      const ours: Callback = function (this: unknown, preference) {
        isNotNeeded = !preference;
        // It calls before it has saved what it tells of.
        life.soon(CALLBACK, 0, look);
        return before?.call(this, preference);
      };
      callback[CALLBACK] = ours;
      life.onEnd(() => {
        if (callback[CALLBACK] === ours) callback[CALLBACK] = before;
      });
    }
    return cs?.api ? readIubenda(cs.api.getPreferences(), isNotNeeded) : COMING;
  };
}
