import { toMajor } from '../../shared/money.ts';
import { FUTURE_TOLERANCE_MS, LIVE_EVENT_MAX_AGE_MS } from '../../shared/protocol.ts';
import type { Consent } from '../../shared/schemas/consent.ts';
import type { EventType, VisitEvent } from '../../shared/schemas/event.ts';
import type { Purchase, PurchaseChannel } from '../../shared/schemas/purchase.ts';

/** What a fact may tell: an event, that a device changed what it consents to, or which variant of an experiment the person fell into. */
export type FactType = EventType | 'consent' | 'assignment';

/**
 * One thing that happened, as it is kept: an event with its moment as a number and what the edge knows of where it came from.
 * A till receipt is a `purchase` with `channel: 'pos'`; a refund names its order by `transaction_id`.
 */
export interface Fact extends Omit<VisitEvent, 'at' | 'channel' | 'type'> {
  type: FactType;
  atMs: number;
  /** session the page named; null for till receipts and imports that name none */
  sessionId: string | null;
  /** device (visitor id) it came from; null for till receipts. The cart is merged per device. */
  deviceId: string | null;
  /** channel of arrival, on a session's page views */
  arrival?: string;
  purchaseChannel?: PurchaseChannel;
  storeCode?: string;
  /** consent: what the device consents to from then on */
  consent?: Consent;
  assignment?: Assignment;
}

/** Which variant of an experiment somebody fell into, and when the weights were which. */
export interface Assignment {
  experiment: string;
  variant: string;
  bucketVersion: number;
  /** of the weights in force: those assigned under one are compared with one another */
  period: string;
}

/** A fact that is an event, as pages and imports tell them. */
export type EventFact = Fact & { type: EventType };

/** Where a fact stands in the one order of facts. */
export type Cursor = Pick<Fact, 'atMs' | 'type' | 'id'>;

export interface FactOrigin {
  sessionId: string | null;
  deviceId: string | null;
}

/** What is wrong with the moment of a live event, in words; null when nothing is. */
export function dateProblem(atMs: number, nowMs: number): string | null {
  if (atMs > nowMs + FUTURE_TOLERANCE_MS) return 'lies in the future: the clock it was taken from is wrong';
  if (atMs < nowMs - LIVE_EVENT_MAX_AGE_MS) return 'is more than 7 days old: past traffic enters by the admin API';
  return null;
}

/** An event as a fact. A clock a little ahead of ours is set to now, so that nothing lies in the future. */
export function factOf(event: VisitEvent, origin: FactOrigin, nowMs: number): EventFact {
  const { at, channel, ...rest } = event;
  return { ...rest, ...origin, atMs: Math.min(Date.parse(at), nowMs), ...(channel === undefined ? {} : { arrival: channel }) };
}

/** A receipt as a fact. Its id comes from the order, so that it counts once however often it is brought. */
export function factOfPurchase(purchase: Purchase): Fact {
  const { currency } = purchase;
  return {
    id: `receipt:${purchase.orderId}`,
    type: purchase.refundOf === undefined ? 'purchase' : 'refund',
    atMs: purchase.atMs,
    sessionId: null,
    deviceId: null,
    transaction_id: purchase.refundOf ?? purchase.orderId,
    currency,
    value: toMajor(purchase.totalMinor, currency),
    items: purchase.items.map((item) => ({ item_id: item.itemId, price: toMajor(item.priceMinor, currency), quantity: item.quantity })),
    purchaseChannel: purchase.channel,
    ...(purchase.storeCode === undefined ? {} : { storeCode: purchase.storeCode }),
  };
}

/** A change of consent as a fact: of a device, at a moment. */
export function factOfConsent(deviceId: string, consent: Consent, atMs: number): Fact {
  return { id: `consent:${deviceId}:${atMs}`, type: 'consent', atMs, sessionId: null, deviceId, consent };
}

/** An assignment as a fact: of the person, and gone with the device it was drawn on. */
export function factOfAssignment(assignment: Assignment, deviceId: string | null, atMs: number): Fact {
  const { experiment, variant, bucketVersion } = assignment;
  const id = `assignment:${experiment}:${bucketVersion}:${variant}:${atMs}`;
  return { id, type: 'assignment', atMs, sessionId: null, deviceId, assignment };
}

/** Whether a fact is a receipt of the merchant's, as `factOfPurchase` makes them. Ids of events have no colon. */
export function isReceipt(fact: Pick<Fact, 'id'>): boolean {
  return fact.id.startsWith('receipt:');
}

/** Where full statements of a cart stand among acts of the same millisecond: after them, because they include them. */
const RANK: Partial<Record<Fact['type'], number>> = {
  page_view: 0,
  cart: 2,
  view_cart: 2,
  begin_checkout: 3,
  add_shipping_info: 4,
  add_payment_info: 5,
  purchase: 6,
  refund: 7,
};

/** The one order in which facts are read: by moment, then by what includes what, then by id. */
export function compareFacts(a: Cursor, b: Cursor): number {
  return a.atMs - b.atMs || (RANK[a.type] ?? 1) - (RANK[b.type] ?? 1) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
