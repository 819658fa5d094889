import { asFields } from '../fields.ts';
import type { Lifetime } from '../lifetime.ts';

/**
 * How often the layer is looked at: where something is likely to happen, in the first seconds of a page and after a click, and in between. We
 * read it instead of wrapping `dataLayer.push`: tag managers replace `push` themselves, some pages replace the whole array, and a wrapped host
 * function is one we could break or leave behind. Whatever must be exact (the first question, leaving the page, a change of address) looks
 * once more at that moment, so nothing pushed is missed.
 */
export const LOOK_EVERY_MS = 200;
export const LOOK_AT_REST_EVERY_MS = 700;
/** Looks at the quicker pace, at first and after each click. */
export const QUICK_LOOKS = 15;

/**
 * Follows `window.dataLayer`: what was pushed before the widget came, and everything after. The caller looks, every now and then.
 *
 * @param layer the array as it is now, or whatever stands in its place
 * @param hear one entry, in the order of the pushes; an error with one does not lose the next
 * @returns reads whatever was pushed since the last look, now
 */
export function followDataLayer(life: Pick<Lifetime, 'safely'>, layer: () => unknown, hear: (entry: unknown) => void): () => void {
  let last: unknown;
  let count = 0;
  const look = (): void => {
    const entries = layer();
    if (!Array.isArray(entries)) return;
    // Where we were; before that, where a tag manager has cut old entries off the front. At the start in another array.
    const news = entries.slice(entries.lastIndexOf(last, count && count - 1) + 1);
    count = entries.length;
    last = entries[count - 1];
    for (const entry of news) life.safely(() => hear(entry));
  };
  return look;
}

/**
 * What one entry says: a `gtag(…)` call (an `arguments` object, or an array where a page writes its own `gtag`), or a GTM event with
 * `ecommerce` or everything at the top level. `ecommerce` alone is an event without a name: what it says is of the events after it.
 *
 * @returns the call's command (`event`, `consent`, …; `event` for GTM's), its name, its parameters, and who said it
 */
export function readLayerEntry(entry: unknown): [command: unknown, name: string, params: unknown, source: 'gtag' | 'data-layer'] {
  const said = asFields(entry);
  return said[0] ? [said[0], `${said[1]}`, said[2], 'gtag'] : ['event', `${said.event}`, said, 'data-layer'];
}
