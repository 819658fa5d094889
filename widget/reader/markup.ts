import type { EventType } from '../../shared/schemas/event.ts';
import { MARKED_SELECTOR, readMarked } from './attributes.ts';
import { readArrival } from './channel.ts';
import { parseBlock } from './json-ld.ts';
import { MICRODATA_SELECTOR, readItemscope } from './microdata.ts';
import { readOpenGraph } from './open-graph.ts';
import { asPageType, categoryOf, decidePageType, searchTermOf } from './page-type.ts';
import { readThings } from './schema-org.ts';
import type { PageReading, Telling } from './seam.ts';

export interface Markup {
  /**
   * @param here address of the page
   * @param referrer address of the page before, '' = none
   * @param acts what the page's own code told so far
   */
  read(here: URL, referrer: string, acts: ReadonlySet<EventType>): PageReading;
  /** The address changed under the same document: what is still there untouched speaks of the page before. */
  newPage(): void;
}

/** Reads a document's markup, in every form in which shops write it. */
export function createMarkup(document: Document): Markup {
  let before = new Map<Element, string>();
  let current = new Map<Element, string>();
  /** What elements say, without what they already said on the page before. */
  const fresh = <T>(selector: string, read: (element: HTMLElement) => T | undefined | null): T[] =>
    [...document.querySelectorAll<HTMLElement>(selector)].flatMap((element) => {
      const said = read(element);
      const text = JSON.stringify(said);
      current.set(element, text);
      return before.get(element) === text || !said ? [] : [said];
    });
  return {
    read(here, referrer, acts) {
      const tellings: Telling[] = fresh(MARKED_SELECTOR, (marked) => readMarked(marked));
      const markup = (
        [
          ['json-ld', fresh('script[type*="ld+json"]', ({ textContent }) => textContent).map((text) => parseBlock(text))],
          ['microdata', fresh(MICRODATA_SELECTOR, readItemscope)],
          ['open-graph', fresh('head', readOpenGraph)],
        ] as const
      ).map(([source, things]) => readThings(things, here, source));
      let isOut: boolean | undefined;
      for (const facts of markup) {
        const { telling } = facts;
        isOut ??= facts.isOut;
        if (telling && tellings.every(({ name }) => name !== telling.name)) tellings.push(telling);
      }
      const shown = tellings.find(({ name }) => name === 'view_item');
      if (shown && isOut) tellings.push({ ...shown, name: 'friction', params: { ...shown.params, friction: 'out_of_stock' } });
      const known = new Set<EventType>([...acts, ...tellings.map(({ name }) => name)]);
      const declared = document.querySelector<HTMLElement>('[data-tappa-page]')?.dataset.tappaPage;
      const said = markup.find(({ pageType }) => pageType)?.pageType;
      const type = asPageType(declared) ?? decidePageType(known, said, here);
      const term = type === 'search' && searchTermOf(here);
      if (term) tellings.push({ source: 'url', name: 'search', params: { search_term: term } });
      return { tellings, type, category: categoryOf(here, type), arrival: readArrival(here, referrer) };
    },
    newPage() {
      // A page that was never read says nothing of what is stale on the next.
      if (current.size) before = current;
      current = new Map();
    },
  };
}
