/** A past event as `POST …/events` takes it. Money in EUR, major units. */
export interface EventRow {
  visitorId: string;
  id: string;
  type: string;
  at: string;
  currency?: 'EUR';
  value?: number;
  items?: HistoryItem[];
  transaction_id?: string;
  shipping?: number;
  search_term?: string;
  page_location?: string;
  page_type?: string;
  page_referrer?: string;
  channel?: string;
}

export interface HistoryItem {
  item_id: string;
  item_name: string;
  item_brand: string;
  item_category: string;
  item_variant?: string;
  price: number;
  quantity: number;
}

/** A receipt as `POST …/purchases` takes it. */
export interface ReceiptRow {
  orderId: string;
  at: string;
  channel: 'pos' | 'web';
  storeCode?: string;
  customerId?: string;
  loyaltyCard?: string;
  emailSha256?: string;
  total: number;
  currency: 'EUR';
  items: { item_id: string; price: number; quantity: number }[];
  refundOf?: string;
}

/** How far back, and from which moment: the day of `nowMs` itself is not told. */
export interface HistoryOptions {
  nowMs: number;
  days: number;
  seed: string | number;
  baseUrl?: string;
}

export const DAY_MS = 86_400_000;

/** Midnight UTC at the start of the day of `nowMs`: the history ends here. */
export function endOfHistoryMs(nowMs: number): number {
  return Math.floor(nowMs / DAY_MS) * DAY_MS;
}
