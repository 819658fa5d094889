import type { Act, ActItem, SourceName } from '../sources/act.ts';

/**
 * Two sources that tell the same act do so at once or nearly: one at the click, another when the shop's server has answered twice. A person
 * does not repeat it with two tools at that pace.
 */
const SAME_ACT_WINDOW_MS = 2_000;

/** What can be done again on a page: putting in, taking out, choosing. Anything else (a view, a step, an order) is one act however often told. */
const REPEATABLE = /(to|from)_|^cart|select/;

/** Of these a page may tell several that have nothing in common but how many things are in them. */
const SEVERAL = /item_list|^cart|fric/;

/**
 * Counts once what is told several times, by one source or several; one filter for each page view.
 * @returns whether an act is news
 */
export function createOnceFilter(): (act: Act, source: SourceName, nowMs: number) => boolean {
  const told = new Map<string, { atMs: number; source: SourceName; times: number }>();
  return ({ type, transaction_id, search_term, shipping, items }, source, nowMs) => {
    const sayWith = (line: (item: ActItem) => unknown): string => type + (transaction_id ?? [search_term, shipping, items?.map(line)]);
    const key = sayWith((item) => [item.item_id, item.quantity ?? 1]);
    // The same product may go by its SKU in one source and by another id in the next; its name gives it away. Two carts of the same names may
    // differ in what counts.
    const name = type === 'cart' ? key : sayWith((item) => item.item_name ?? item.item_id);
    // Ids and names may both be others (a product here, its variant there): two tools that tell of as many things at once tell one act.
    const like = SEVERAL.test(type) ? key : `${[type, items?.map(({ quantity = 1 }) => quantity)]}`;
    const same = told.get(key) ?? told.get(name);
    const before = same ?? told.get(like);
    const now = { atMs: nowMs, source, times: 1 };
    if (same && !REPEATABLE.test(type)) return false;
    if (before?.times && before.source !== source && nowMs - before.atMs < SAME_ACT_WINDOW_MS) {
      before.times--;
      return false;
    }
    if (before?.source === source) now.times += before.times;
    told.set(key, now).set(name, now).set(like, now);
    return true;
  };
}
