import type { Customer } from '../../shared/schemas/customer.ts';
import type { Product } from '../../shared/schemas/product.ts';
import type { Purchase } from '../../shared/schemas/purchase.ts';
import type { SiteSettings, SiteSetup } from '../../shared/schemas/site-setup.ts';
import type { InventoryLine, Store } from '../../shared/schemas/store.ts';
import type { LoyaltyTransaction } from '../imports/parse-loyalty-transaction.ts';
import type { RowError } from '../imports/types.ts';
import type { FittedModel } from '../journey/models/journey-model.ts';
import type { EventsMessage } from '../platform/events-message.ts';
import type { SharedBy } from './same-person.ts';

/** How the site's customers buy, as it was fitted last. */
export interface SiteJourneyModel extends Omit<FittedModel, 'observedUntilDay'> {
  /** last day that counts, YYYY-MM-DD of the site's calendar */
  observedUntil: string;
  fittedAtMs: number;
  /** what could not count, in words */
  warnings: string[];
  /** receipts and orders there were, those too that could not count: as long as there are no others, nothing is to be learnt */
  purchasesKnown: number;
}

export interface SiteRecord {
  id: string;
  settings: SiteSettings;
  createdAtMs: number;
  /** version of the published set-up */
  version: number;
  /** changes with every publication of any part */
  revision: string;
  counts: SiteCounts;
}

export interface SiteCounts {
  products: number;
  stores: number;
  inventoryLines: number;
  customers: number;
  purchases: number;
}

export interface CreateSite {
  id: string;
  settings: SiteSettings;
  /** published at once, as version 1 */
  setup: SiteSetup;
  /** HS256 key of `identify`; made here when absent */
  identitySecret?: string;
}

export interface CreatedSite {
  site: SiteRecord;
  identitySecret: string;
}

export interface PatchSite {
  settings: Partial<SiteSettings>;
  /** becomes the newest key; the one before stays valid until the next rotation */
  identitySecret?: string;
}

export interface Draft {
  setup: SiteSetup;
  /** without quotes */
  etag: string;
  /** differs from what is published */
  changed: boolean;
}

/** Which draft and which version stand beside each other. */
export interface Standing {
  etag: string;
  version: number;
}

/** Both set-ups as visits are decided by them. */
export interface Comparison extends Standing {
  draft: SiteSetup;
  published: SiteSetup;
  /** share of the visits that a draft may change, as the site has it; null = it does not say */
  blastRadius: number | null;
}

/** Why a draft was published though it changes more than the site allows. */
export interface Forced {
  reason: string;
  /** what was above the limit, or why it could not be told */
  despite: readonly string[];
}

export interface SetupVersion {
  version: number;
  publishedAtMs: number;
  actor: string;
  /** version whose content this one brought back */
  rollbackOf: number | null;
}

export interface PublishOutcome {
  version: number;
  revision: string;
  /** false when the draft was what is published already */
  changed: boolean;
}

export interface AuditEntry {
  seq: number;
  atMs: number;
  actor: string;
  action: string;
  /** what was acted upon, in short */
  detail: Record<string, unknown>;
}

/** One page of a list. `next` is the key to go on from, null at the end. */
export interface Page<T, K> {
  items: T[];
  next: K | null;
}

export type ImportKind = 'catalog' | 'stores' | 'inventory' | 'purchases' | 'customers' | 'loyalty';
/** `upsert` leaves alone what the file does not name; `full` removes it. */
export type ImportMode = 'upsert' | 'full';

export interface ImportValues {
  catalog: Product;
  stores: Store;
  inventory: InventoryLine;
  purchases: Purchase;
  customers: Customer;
  loyalty: LoyaltyTransaction;
}

export type ImportValue = ImportValues[ImportKind];

export interface StagedRow<T = ImportValue> {
  row: number;
  value: T;
}

export interface ImportStart {
  importId: string;
  settings: SiteSettings;
}

export interface ImportOutcome {
  accepted: number;
  /** rows about people who were erased, from before they were */
  leftOut: number;
  /** rows that were well formed but could not be kept */
  errors: RowError[];
  warnings: RowError[];
  /** revision of the published site that holds the import */
  revision: string;
  /** member records wait to be looked at that may be one person */
  sameWaiting: boolean;
}

/** Who did something, and what exactly, for the audit log. */
export interface AuditNote {
  actor: string;
  detail: Record<string, unknown>;
}

/** Two member records that are one person. */
export interface SamePair {
  keep: string;
  take: string;
  by: SharedBy;
}

export interface InventoryPatch {
  quantity?: number;
  availability?: InventoryLine['availability'];
  priceMinor?: number;
  currency?: string;
  asOfMs: number;
}

/** Who is to be taken out of what the site keeps. */
export interface PersonErasure {
  customerId: string | null;
  /** sessions whose part in what was learnt goes too */
  sessionIds: string[];
  atMs: number;
}

export interface CustomerRecord {
  /** null when the member was never imported */
  customer: Customer | null;
  /** receipts that are this customer's by the strongest identifier they carry, oldest first; found at reading, so a late card number still finds old receipts */
  purchases: Purchase[];
}

export interface LoyaltyBalance {
  customerId: string;
  /** the merchant's balance plus what was recorded after it */
  points: number;
  pending: number;
  tier: string | null;
  loyaltyCard: string | null;
  joinedAtMs: number | null;
  asOfMs: number;
  /** newest first */
  transactions: LoyaltyTransaction[];
}

/** What the queue hands over. The same `messageId` counts once; without one the caller makes sure itself. */
export type LearnedMessage = EventsMessage & { messageId?: string };

/** What a site says to who brought it what the queue held. */
export interface Learned {
  /** how long it keeps decisions */
  decisionsKeptMs: number;
}

/** One counter of a day. `valueMinor` sums money, in the site's currency, where the metric has any. */
export interface RollupRow {
  /** YYYY-MM-DD in the site's time zone */
  day: string;
  metric: RollupMetric;
  key: string;
  count: number;
  valueMinor: number;
}

/**
 * `event` key = event type; `session` key = channel of arrival or `(none)`; `stage-entry` key = stage entered;
 * `stage-change` key = `before>now`, not for a first stage; `impression|click|dismiss|feedback` key = rule; `friction` key = kind;
 * `vital` key = what was measured and the step it is counted under, as in `LCP<=2000`.
 */
export type RollupMetric =
  | 'event'
  | 'session'
  | 'stage-entry'
  | 'stage-change'
  | 'impression'
  | 'click'
  | 'dismiss'
  | 'feedback'
  | 'friction'
  | 'vital';

export interface SalesRow {
  day: string;
  channel: string;
  currency: string;
  purchases: number;
  refunds: number;
  revenueMinor: number;
  refundedMinor: number;
}

export interface RollupQuery {
  /** YYYY-MM-DD, inclusive */
  fromDay: string;
  toDay: string;
}

export interface Rollups {
  settings: SiteSettings;
  /** how many people stand in each stage now, over all time */
  population: { stage: string; visitors: number }[];
  rows: RollupRow[];
  sales: SalesRow[];
}
