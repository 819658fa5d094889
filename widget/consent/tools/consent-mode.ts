import type { Fields } from '../../fields.ts';
import type { Words } from './words.ts';

/** Longest the first question waits for a consent tool that asked for time: a page that never answers must not stay without content. */
const WAIT_MAX_MS = 1_000;

/**
 * Takes in Google Consent Mode v2: `gtag('consent', 'default' | 'update', {…})`.
 *
 * A *default* of `denied` is not a refusal: it is what a page says before its tool has loaded, on every page of a person who agreed long ago.
 * It reads as pending, so nothing is kept and nothing is erased. Defaults can come several times, one per region, without our knowing which
 * applies; among defaults the cautious one wins. An *update* is the person's choice, and a refusal there is one.
 *
 * @param before what it had said so far
 * @returns what it says now, and how long the page asks to wait for its tool (`wait_for_update`), 0 = not at all
 */
export function readConsentMode(kind: unknown, params: unknown, before: Words): { words: Words; waitMs: number } {
  const said = Object(params) as Fields;
  const isDefault = kind === 'default';
  const hear = (value: unknown, known: Words[number]): Words[number] =>
    value !== 'granted' && value !== 'denied' ? known : isDefault && (value === 'denied' || known === 'pending') ? 'pending' : value;
  return {
    words: [hear(said.analytics_storage, before[0]), hear(said.personalization_storage ?? said.ad_personalization, before[1])],
    waitMs: isDefault ? Math.min(Number(said.wait_for_update) || 0, WAIT_MAX_MS) : 0,
  };
}

export interface ConsentModePage {
  dataLayer?: Iterable<{ 0?: unknown; 1?: unknown; 2?: unknown } | null | undefined>;
}

/**
 * Follows Consent Mode in the dataLayer, in the order of its calls: `arguments` objects, or arrays where a page writes its own `gtag`.
 * A choice stands whatever default is told after it, as with Google: snippets come in any order. Each call is known again by itself, so that it does not matter when entries are cut off the front or the whole layer is replaced.
 *
 * @param wait told with each call how long to wait for the next, in ms
 */
export function followConsentMode(wait: (waitMs: number) => void): (page: ConsentModePage) => Words {
  /** calls and their kinds; with an `update` in it, no default is news */
  const known = new Set<unknown>();
  let now: Words = [];
  return ({ dataLayer }) => {
    for (const call of dataLayer ?? []) {
      if (call?.[0] === 'consent' && !known.has(call[1] === 'default' && known.has('update') ? 'update' : call)) {
        known.add(call).add(call[1]);
        const { words, waitMs } = readConsentMode(call[1], call[2], now);
        now = words;
        wait(waitMs);
      }
    }
    return now;
  };
}
