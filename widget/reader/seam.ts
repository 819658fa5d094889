/**
 * The seam between the widget's core and its page reader (`widget/reader`), a chunk of its own: types only, no bytes.
 * The core fetches it on arrival, and on pages whose own events do not say what they are; it asks it once or twice a page.
 */
import type { EventType } from '../../shared/schemas/event.ts';
import type { PageType } from '../../shared/schemas/visit.ts';
import type { Fields } from '../fields.ts';
import type { Arrival } from '../identity/session.ts';
import type { SourceName } from '../sources/act.ts';

/** An act as markup or an address tells it: GA4's name (or `cart`) and parameters; the core cleans and counts it. */
export interface Telling {
  source: SourceName;
  name: EventType;
  params: Fields;
}

export interface PageReading {
  tellings: Telling[];
  type: PageType;
  arrival: Arrival;
  /** of a list or a product, where its address names one: `lampade-da-tavolo` */
  category?: string | undefined;
}

export interface PageReader {
  /**
   * @param here address of the page
   * @param referrer address of the page before, '' = none
   * @param acts what the page's own code told so far
   */
  read(here: URL, referrer: string, acts: ReadonlySet<EventType>): PageReading;
  /** The address changed under the same document: what is still there untouched speaks of the page before. */
  newPage(): void;
}

/** What the core lends the reader, so that buttons marked for the cart are heard between two readings. */
export interface ReaderMeans {
  /** listens until the widget ends */
  on(target: EventTarget, type: string, handler: (event: Event) => void): void;
  /** brings what a click told: it happened now, and counts as often as it is told */
  tell(telling: Telling): void;
}

/** @param means without them, marked buttons are not heard */
export type CreateReader = (document: Document, means?: ReaderMeans) => PageReader;
