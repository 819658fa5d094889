import type { EventType } from '../../shared/schemas/event.ts';
import type { PageType } from '../../shared/schemas/visit.ts';

/** What each act says of the page it happens on, the most telling first. */
const BY_ACT: readonly (readonly [RegExp, PageType])[] = [
  [/purchase/, 'confirmation'],
  [/begin_checkout|_info/, 'checkout'],
  [/view_cart/, 'cart'],
  [/search/, 'search'],
  [/view_item(,|$)/, 'product'],
];

/** What a page is by what happened on it; undefined where that says nothing (a list of products may stand anywhere). */
export function typeByActs(acts: ReadonlySet<EventType>): PageType | undefined {
  return BY_ACT.find(([name]) => name.test([...acts].join()))?.[1];
}
