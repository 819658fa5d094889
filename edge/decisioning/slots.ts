import { OVERLAY_SLOT } from '../../shared/protocol.ts';
import type { Block } from '../../shared/schemas/block.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import type { PageType } from '../../shared/schemas/visit.ts';

/** Places of a page for blocks. */
export interface PageSlots {
  /** where a block may stand in the page: slots it names, and those the set-up places on pages of its type */
  inline: readonly string[];
  /** `inline`, and what floats */
  all: ReadonlySet<string>;
  /** how to find a slot that the set-up places; undefined for one that only the page names */
  placeOf(slot: string): Block['at'];
}

/**
 * The slots of a page. What the set-up places stands where it says, also on a page that names the same slot: a widget that has made such
 * a place names it when it asks again.
 */
export function slotsOf(named: readonly string[], pageType: PageType, placed: SiteSetup['slots'] = {}): PageSlots {
  const here = Object.entries(placed).filter(([, { pages = [] }]) => pages.length === 0 || pages.includes(pageType));
  const places = new Map(here.map(([name, { selector, position }]) => [name, { selector, position }]));
  const inline = [...new Set([...named, ...places.keys()])];
  return { inline, all: new Set([...inline, OVERLAY_SLOT]), placeOf: (slot) => places.get(slot) };
}
