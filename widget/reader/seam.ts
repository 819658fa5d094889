/**
 * The seam between the widget's core and its page reader (`widget/reader`), a chunk of its own: types only, no bytes.
 * The core knows who visits and talks to the edge; the reader understands what happens on the page.
 */
import type { EventType } from '../../shared/schemas/event.ts';
import type { PageType } from '../../shared/schemas/visit.ts';
import type { Fields } from '../fields.ts';
import type { DeviceRecordKeeper } from '../identity/device-record.ts';
import type { Arrival } from '../identity/session.ts';
import type { Lifetime } from '../lifetime.ts';
import type { Act, ActItem, SourceName } from '../sources/act.ts';
import type { PageFacts } from '../tracking/page-facts.ts';

/** An act as markup or an address tells it: GA4's name (or `cart`) and parameters, to be cleaned and counted. */
export interface Telling {
  source: SourceName;
  name: EventType;
  params: Fields;
}

/** What markup and address say of a page. */
export interface PageReading {
  tellings: Telling[];
  type: PageType;
  arrival: Arrival;
  /** of a list or a product, where its address names one: `lampade-da-tavolo` */
  category?: string | undefined;
}

/** Understands a document: what its code and its markup tell becomes acts, counted once, and a cart that is always whole. */
export interface PageReader {
  /**
   * What the page's code, a platform or a command told, in GA4's names, or ours (`cart`, `friction`).
   *
   * @param page on which it was heard
   * @param atMs when, Unix time in ms
   */
  hear(source: SourceName, name: string, params: unknown, page: PageFacts, atMs: number): void;
  /** What the page says outright of itself: `{type, locale, product, search_term}`. */
  describe(said: unknown, page: PageFacts, atMs: number): void;
  /** Before a page's first question: its markup and address, unless its code has said what it is; and how the visitor arrived. */
  read(page: PageFacts): void;
  /** Markup that came late, on a document whose markup is read at all. */
  readAgain(page: PageFacts): void;
  /** The address became another page under the same document: what is still there untouched speaks of the page before. */
  newPage(): void;
  /** Adds what follows from the acts so far: the cart as it stands, if the edge was last told otherwise. */
  sumUp(): void;
  /** The cart will be told again, changed or not. */
  unsayCart(): void;
  /** Puts what happened in this document on top of the cart that the device kept. */
  addActsToCart(): void;
  cart(): ActItem[];
}

/** What the core lends the reader. */
export interface ReaderMeans {
  document: Document;
  life: Pick<Lifetime, 'on' | 'safely'>;
  record: DeviceRecordKeeper;
  /** ISO 4217, for acts that name none */
  currency: string | undefined;
  /** who told something of this document; the reader adds to it */
  sources: Set<SourceName>;
  /** the latest acts, oldest first; the reader adds to them */
  acts: [Act, SourceName][];
  actHearers: readonly ((act: Act, source: SourceName) => void)[];
  /** an event for the next body. @param atMs Unix time in ms, now if left out */
  add(act: Act, atMs?: number): void;
  askSoon(ms?: number): void;
  tellSoon(): void;
  /** a name that is no event of ours may still be what a block waits for */
  notify(name: string): void;
  /** the page at hand */
  pageFacts(): PageFacts;
  /** Unix time in ms */
  now(): number;
}

export type CreateReader = (means: ReaderMeans) => PageReader;
