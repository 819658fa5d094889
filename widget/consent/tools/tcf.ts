import type { Lifetime } from '../../lifetime.ts';
import { COMING, chosen, FREE, PENDING, type Words } from './words.ts';

/** What of `TCData` is read. */
export interface TcData {
  listenerId?: unknown;
  gdprApplies?: unknown;
  eventStatus?: unknown;
  purpose?: { consents?: Record<number, unknown> };
}

type TcfApi = (command: string, version: 2, hear: (data: TcData | null) => void, listenerId?: unknown) => void;

export interface TcfPage {
  __tcfapi?: TcfApi;
}

/**
 * IAB TCF 2.2 and 2.3. Storing on the device (1) goes with both: with measuring content (8) it is our analytics, with profiles for content and
 * their use (5, 6) our personalization. Only consent counts, never legitimate interest: we are no vendor of the global list and claim none, so
 * there is no vendor's consent to look for either. Outside of the GDPR nothing but `gdprApplies` is told.
 *
 * @param before what it had said so far: opening the dialog again takes nothing back
 */
export function readTcf(data: TcData | null, before: Words): Words {
  if (data?.gdprApplies === false) return FREE;
  const consents = data?.purpose?.consents;
  // `tcloaded` and `useractioncomplete` tell of a choice; `cmpuishown`, or nothing yet, does not.
  if (consents && /^(tcl|user)/.test(`${data.eventStatus}`)) {
    return [chosen(consents[1] && consents[8]), chosen(consents[1] && consents[5] && consents[6])];
  }
  return data?.eventStatus && before === COMING ? PENDING : before;
}

/**
 * Follows the TCF from when its function is there, the stub's or the tool's: a stub keeps the question until the tool has come.
 *
 * @param look to be called when there is news
 * @returns what the TCF says now
 */
export function followTcf(life: Lifetime, page: TcfPage, look: () => void): () => Words {
  let words: Words = [];
  let isOver = false;
  let id: unknown;
  const stop = (): void => {
    isOver = true;
    page.__tcfapi?.('removeEventListener', 2, () => {}, id);
  };
  return () => {
    if (page.__tcfapi && !words[0]) {
      words = COMING;
      life.onEnd(stop);
      page.__tcfapi('addEventListener', 2, (data) => {
        id = data?.listenerId;
        // A stub may hand our question on after the end.
        if (isOver) return stop();
        words = readTcf(data, words);
        look();
      });
    }
    return words;
  };
}
