/**
 * The seam between the widget's core and its parts that come later: chunks of their own, fetched only on pages that need them.
 * Types only, no bytes. Each part's entry exports `start`.
 */

import type { Block } from '../../shared/schemas/block.ts';
import type { Consent } from '../../shared/schemas/consent.ts';
import type { EventType } from '../../shared/schemas/event.ts';
import type { PageType } from '../../shared/schemas/visit.ts';
import type { DeviceRecordKeeper } from '../identity/device-record.ts';
import type { Lifetime } from '../lifetime.ts';
import type { Act, SourceName } from '../sources/act.ts';

/** Names of the parts, as in `tappa-NAME-HASH.js`. */
export type PartName =
  | 'debug'
  | 'consent'
  | 'signals'
  | 'memory'
  | 'claims'
  | 'shopify'
  | 'woocommerce'
  | 'prestashop'
  | 'magento'
  | 'snipcart';

/** What the core gives a part. Nothing in it throws. */
export interface PartHost {
  window: Window;
  /** the only way to listen, to wait and to repeat: all of it ends with `tappa('destroy')`; errors of handlers are kept from the page */
  life: Lifetime;
  /**
   * An act in GA4's names, or `cart` with all its `items`; prices in major units. The core cleans it, counts what several sources tell once,
   * and sends it. A `cart` replaces what was known of the cart; the same cart told again costs nothing.
   */
  tell(source: SourceName, name: EventType, params: unknown): void;
  /** Something observed rather than done (friction, web vitals): goes out with the next batch as it is, and asks nothing. */
  note(act: Act): void;
  /** What the page's consent tool says now; purposes it does not speak of are left out. Said again when it changes. */
  sayConsent(states: Partial<Consent>): void;
  /** How long from now, in ms, a consent still pending is worth waiting for: the page asked for time (`wait_for_update`). 0 = no longer. */
  waitUntil?(ms: number): void;
  /** Every act of this document that counted, and who told it first: those so far at once, then each as it comes. */
  onAct(hear: (act: Act, source: SourceName) => void): void;
  /** Called when the page goes out of sight, before its last batch is sent. */
  onLeave(run: () => void): void;
  /** The address became another page under the same document. */
  onPage(run: () => void): void;
  page(): { type: PageType; url: string; locale: string };
  /** of `identify`; undefined where nobody said who it is */
  token(): string | undefined;
  /** what is kept of the visitor, with consent only (else plain memory) */
  record: DeviceRecordKeeper;
  /** Unix time in ms */
  now(): number;
  /** `JSON.stringify`, whatever the page did to it */
  toText(value: unknown): string;
  /** Shows exactly these blocks. */
  show(blocks: Block[]): void;
}

export type StartPart = (host: PartHost) => void;
