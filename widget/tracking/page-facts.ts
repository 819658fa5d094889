import type { EventType, VisitEventInput } from '../../shared/schemas/event.ts';
import type { PageType } from '../../shared/schemas/visit.ts';
import type { MakeId } from '../identity/id.ts';
import type { Arrival } from '../identity/session.ts';

/** What is known of the page at hand; a new one for each page view. */
export interface PageFacts {
  url: URL;
  /** '' = none */
  referrer: string;
  /** the address changed under the same document: nobody arrived from elsewhere */
  isApp: boolean;
  arrival: Arrival;
  /** session of a page without consent: of this page view alone, so that two cannot be told to be the same person's */
  soleSession: { id: string; startedAtMs: number };
  /** the page view itself; its type and channel are filled in when it is sent */
  view: VisitEventInput;
  /**
   * What the page is, once that is settled: said outright (`tappa('page', …)`, `data-tappa-page`), or found at its first question.
   * A cart drawer opened later makes no cart page.
   */
  type?: PageType | undefined;
  /** what the acts so far say it is */
  typeByActs?: PageType | undefined;
  locale?: string | undefined;
  /** of `tappa('identify', …)`; it stays while the document stays */
  token: string | undefined;
  events: Set<EventType>;
  product?: string | undefined;
  hasAsked?: boolean;
}

/** @param referrer address of the page before, '' = none */
export function openPage(url: URL, referrer: string, isApp: boolean, token: string | undefined, nowMs: number, makeId: MakeId): PageFacts {
  return {
    url,
    referrer,
    isApp,
    token,
    arrival: { channel: '' },
    soleSession: { id: makeId(), startedAtMs: nowMs },
    view: { id: makeId(), type: 'page_view', at: new Date(nowMs).toISOString(), page_location: url.href, page_referrer: referrer },
    events: new Set(),
  };
}

/** The page's slots by name, each once: `<div data-tappa-slot="NAME">`, `<tappa-slot name="NAME">`. @param max most a question may name */
export function slotsOf(document: Document, max: number): string[] {
  // Not the document's own method, which pages put theirs in the place of.
  const slots = [...document.documentElement.querySelectorAll('[data-tappa-slot],tappa-slot[name]')];
  return [...new Set(slots.map((slot) => slot.getAttribute('data-tappa-slot') ?? slot.getAttribute('name')!))].slice(0, max);
}
