export type { DayFigures, JourneyReport } from '../../../shared/schemas/journey-report.ts';

/** Answers of `/v1/admin`, as far as the console reads them. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface SiteSummary {
  id: string;
  name: string;
}

export interface Site {
  id: string;
  name: string;
  origins: string[];
  currency: string;
  locale: string;
  timeZone: string;
  createdAt: string;
  version: number;
  revision: string;
  counts: { products: number; stores: number; inventoryLines: number; customers: number; purchases: number };
}

export interface Version {
  version: number;
  publishedAt: string;
  actor: string;
  rollbackOf: number | null;
  current: boolean;
}

export interface RowError {
  row: number;
  field: string;
  message: string;
}

export interface ImportReport {
  accepted: number;
  rejected: number;
  errors: RowError[];
  errorsOmitted: number;
  warnings: RowError[];
  revision: string;
}

export interface FieldError {
  pointer: string;
  message: string;
}

export interface Portrait {
  id: string | null;
  customerId: string | null;
  devices: string[];
  at: string;
  stage: string;
  journey: { stage: string; since: string; confidence: number; because: { code: string; text: string }[] };
  history: { stage: string; since: string }[];
  profile: {
    firstSeenAtMs: number | null;
    lastSeenAtMs: number | null;
    sessionCount: number;
    eventCounts: Record<string, number>;
    cart: {
      lines: { itemId: string; quantity: number; priceMinor: number | null; title: string | null }[];
      currency: string | null;
      updatedAtMs: number | null;
    };
    recentItems: { itemId: string; atMs: number }[];
    purchases: {
      orderId: string;
      atMs: number;
      channel: string;
      storeCode: string | null;
      totalMinor: number;
      refundedMinor: number;
      currency: string;
    }[];
  };
  loyalty: { points?: number; tier?: string; loyaltyCard?: string } | null;
}

export interface TimelineItem {
  at: string;
  type: string;
  stage?: string;
  before?: string | null;
  items?: { item_id: string; item_name?: string; quantity?: number }[];
  value?: number;
  currency?: string;
  rule?: string;
  page_location?: string;
  search_term?: string;
  transaction_id?: string;
  purchaseChannel?: string;
  storeCode?: string;
  friction?: string;
  score?: number;
  answer?: string;
}

export interface ProductRow {
  id: string;
  title: string;
  link: string;
  image_link?: string;
  price: string;
  sale_price?: string;
  availability: string;
  brand?: string;
  product_type?: string;
}

/** Answer of `POST …/segments/estimate`. */
export interface SegmentSize {
  matched: number;
  of: number;
  share: number | null;
  interval: [low: number, high: number] | null;
  basis: 'everybody' | 'sample';
  asked: number;
  seenWithinDays: number;
  asOf: string;
}

interface Flow {
  before: number;
  after: number;
  gained: number;
  lost: number;
}

/** What a replay found, as far as the console tells it. */
export interface ReplayResult {
  visits: number;
  changed: { visits: number };
  restaged: { people: number };
  blastRadius: { visits: number; people: number; limit: number; exceeded: { figure: string; share: number }[] };
  rules: (Flow & { rule: string; altered: number })[];
  conflicts: {
    caps: { rule: string; before: number; after: number }[];
    priority: { rule: string; takenBy: string; before: number; after: number }[];
  };
}

/** Answer of `POST …/replay` and `GET …/replay/{id}`; `result` only when it is done. */
export interface ReplayStanding {
  id: string;
  status: 'running' | 'done' | 'stale' | 'superseded' | 'failed';
  progress: { visits: number; of: number };
  days: number;
  result?: ReplayResult | null;
}
