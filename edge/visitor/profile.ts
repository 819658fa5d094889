import type { Consent, ConsentState } from '../../shared/schemas/consent.ts';
import type { EventType, FrictionKind } from '../../shared/schemas/event.ts';
import type { PurchaseChannel } from '../../shared/schemas/purchase.ts';
import type { StageId } from '../../shared/stages.ts';
import type { Assignment } from './facts.ts';

/** What is known of a person: derived from facts alone (`reducer.ts`), so that it can be thrown away and made again. */
export interface Profile {
  firstSeenAtMs: number | null;
  lastSeenAtMs: number | null;
  /** null until a verified `identify` */
  customerId: string | null;
  eventCounts: Partial<Record<EventType, number>>;
  sessionCount: number;
  /** newest first, at most 20: a session met again is not a new one */
  sessionIds: string[];
  session: SessionState | null;
  cart: CartState;
  /** newest first, one entry a product, at most 50 */
  recentItems: { itemId: string; atMs: number }[];
  /** newest first, at most 20 */
  searches: { term: string; atMs: number }[];
  /** oldest first */
  purchases: PurchaseState[];
  /** oldest first, at most 200, those too whose order is not known (yet) */
  refunds: RefundState[];
  /** what each device last said, newest first, at most 20 */
  consents: DeviceConsent[];
  /** by rule id */
  exposures: Record<string, Exposure>;
  /** all that floated above a page, whatever its rule; null before anything did */
  floated: Sightings | null;
  /** newest first, at most 20 */
  feedback: { question: string; score: number | null; answer: string | null; orderId: string | null; atMs: number }[];
  /** variants of experiments they fell into, each once, oldest first, at most 50 */
  assignments: (Assignment & { atMs: number })[];
  /** channels of arrival by number of sessions */
  channels: Record<string, number>;
  past: PastState;
  /** how the person first came, on whichever device that was; null before the first page */
  firstTouch: FirstTouch | null;
}

/** What was done on which day, for questions about the last so many days. */
export interface PastState {
  /** days with acts, oldest first, of the last 90 */
  days: DayCounts[];
  /** when the cart that was last counted as left was touched */
  leftAtMs: number | null;
}

export interface DayCounts {
  /** days since 1970, UTC */
  day: number;
  /** page views, product views, searches, wishes, additions to the cart, checkouts, sessions, carts left: a list, because names would weigh most */
  n: number[];
  /** by category: product views, additions to the cart */
  of: Record<string, number[]>;
}

/** What GA4 calls the first user source, medium and campaign. Each null where the first page told none. */
export interface FirstTouch {
  atMs: number;
  /** channel of arrival */
  channel: string | null;
  source: string | null;
  medium: string | null;
  campaign: string | null;
}

export interface SessionState {
  id: string;
  startedAtMs: number;
  lastAtMs: number;
  pageViews: number;
  /** product views in order, oldest first, at most 50; what session-based recommendations look at */
  items: string[];
  addToCarts: number;
  searches: number;
  channel: string | null;
  friction: Partial<Record<FrictionKind, number>>;
}

export interface CartLine {
  itemId: string;
  quantity: number;
  /** per unit; null when the page never said */
  priceMinor: number | null;
  title: string | null;
  /** when this line last changed */
  atMs: number;
}

/** How far a checkout with this cart got. */
export type CheckoutStep = 'cart' | 'begin_checkout' | 'shipping' | 'payment';

export interface CartState {
  lines: CartLine[];
  currency: string | null;
  /** last act on the cart or its checkout; null for a cart never touched */
  updatedAtMs: number | null;
  step: CheckoutStep;
  /** shipping cost that the checkout last showed */
  shippingMinor: number | null;
  /** session of the last act: a cart met again in a later session was left */
  sessionId: string | null;
  /** what stopped it, as far as anyone can tell */
  friction: FrictionKind | null;
  /**
   * What each device last said its cart holds, by product id. Only a difference from it is an act: a phone that still shows
   * what was removed on the laptop does not put it back by saying so again.
   */
  seenByDevice: Record<string, Record<string, number>>;
}

export interface PurchaseState {
  orderId: string;
  atMs: number;
  channel: PurchaseChannel;
  storeCode: string | null;
  totalMinor: number;
  refundedMinor: number;
  currency: string;
  itemIds: string[];
  /** of its products, where they are known */
  categories?: string[];
}

export interface RefundState {
  orderId: string;
  atMs: number;
  /** null: all of it */
  amountMinor: number | null;
  currency: string;
  /** told by the merchant; where there is one, what a page said of the order's refunds is not counted as well */
  isReceipt: boolean;
}

/** What a device consents to, since when. Before its first statement nothing is known of it. */
export interface DeviceConsent extends Consent {
  deviceId: string;
  sinceMs: number;
}

export interface Exposure extends Sightings {
  impressions: number;
  clicks: number;
  dismissals: number;
  lastDismissedAtMs: number | null;
  /** last asked for less like it; absent from profiles made before there was such a wish */
  lastLessAtMs?: number;
  firstImpressionAtMs: number | null;
  /** moments of the newest impressions, oldest first, at most `RECENT_IMPRESSIONS_MAX` */
  recentAtMs: number[];
}

/** How often something was seen of late. Several devices of a person may be in a session at once. */
export interface Sightings {
  lastImpressionAtMs: number | null;
  /** sessions it was seen in, newest first, at most 5 */
  inSessions: { id: string; impressions: number }[];
  /** impressions of the UTC day it was last seen on, YYYY-MM-DD */
  onDay: { day: string; impressions: number };
}

/** A block with a limit that a page was given. Until it is seen it counts as if it had been, so that no other page gets the last one as well. */
export interface Offer {
  rule: string;
  block: string;
  sessionId: string;
  atMs: number;
  /** afterwards it no longer counts */
  untilMs: number;
  /** above the page */
  floats: boolean;
}

/** What a person's pages were given and have not shown yet. `edition` is raised by whatever changes how often something may still be seen. */
export interface Offers {
  edition: number;
  open: Offer[];
}

/**
 * What a person consents to over all devices: the strictest of what each last said, until that device says otherwise.
 * null where none ever said anything.
 */
export function consentOf({ consents }: Pick<Profile, 'consents'>): Consent | null {
  if (consents.length === 0) return null;
  const strictest = (states: readonly ConsentState[]): ConsentState =>
    states.includes('denied') ? 'denied' : states.includes('pending') ? 'pending' : 'granted';
  return {
    analytics: strictest(consents.map(({ analytics }) => analytics)),
    personalization: strictest(consents.map(({ personalization }) => personalization)),
  };
}

/** The stage the person was last found in; written when it changes, so that `since` needs no look at the past. */
export interface StageNote {
  stage: StageId;
  sinceMs: number;
  /** stages left lately, and when: none of them comes back at once by itself (`edge/journey/standing.ts`) */
  left?: { stage: StageId; atMs: number }[];
}

export function emptyProfile(): Profile {
  return {
    firstSeenAtMs: null,
    lastSeenAtMs: null,
    customerId: null,
    eventCounts: {},
    sessionCount: 0,
    sessionIds: [],
    session: null,
    cart: {
      lines: [],
      currency: null,
      updatedAtMs: null,
      step: 'cart',
      shippingMinor: null,
      sessionId: null,
      friction: null,
      seenByDevice: {},
    },
    recentItems: [],
    searches: [],
    purchases: [],
    refunds: [],
    consents: [],
    exposures: {},
    floated: null,
    feedback: [],
    assignments: [],
    channels: {},
    past: { days: [], leftAtMs: null },
    firstTouch: null,
  };
}
