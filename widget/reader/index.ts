/**
 * The chunk that understands pages which say nothing in code: their markup, their address, and where a visitor came from.
 */
import type { EventType } from '../../shared/schemas/event.ts';
import { asPageType } from '../sources/page-type.ts';
import { MARKED_SELECTOR, readMarked } from './attributes.ts';
import { readArrival } from './channel.ts';
import { readJsonLd } from './json-ld.ts';
import { decidePageType, searchTermOf } from './page-type.ts';
import type { CreateReader, Telling } from './seam.ts';

export const createReader: CreateReader = (document) => {
  let before = new Map<Element, string>();
  let current = new Map<Element, string>();
  const isFresh = (element: Element, text: string): boolean => {
    current.set(element, text);
    return before.get(element) !== text;
  };
  const readBlocks = (): string[] =>
    [...document.querySelectorAll('script[type="application/ld+json"]')].flatMap((script) => {
      const text = script.textContent ?? '';
      return isFresh(script, text) ? text : [];
    });
  const readAttributes = (): Telling[] =>
    [...document.querySelectorAll<HTMLElement>(MARKED_SELECTOR)].flatMap((marked) => {
      const telling = readMarked(marked);
      return isFresh(marked, JSON.stringify(telling)) ? telling : [];
    });
  return {
    read(here, referrer, acts) {
      const jsonLd = readJsonLd(readBlocks(), here);
      const tellings = [...(jsonLd.telling ? [jsonLd.telling] : []), ...readAttributes()];
      const known = new Set<EventType>([...acts, ...tellings.map(({ name }) => name)]);
      const declared = document.querySelector<HTMLElement>('[data-tappa-page]')?.dataset.tappaPage;
      const type = asPageType(declared) ?? decidePageType(known, jsonLd.pageType, here);
      const term = type === 'search' && searchTermOf(here);
      if (term) tellings.push({ source: 'url', name: 'search', params: { search_term: term } });
      return { tellings, type, arrival: readArrival(here, referrer) };
    },
    newPage() {
      // A page that was never read says nothing of what is stale on the next.
      if (current.size) before = current;
      current = new Map();
    },
  };
};
