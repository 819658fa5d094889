import { toMajor } from '../../shared/money.ts';
import type { Customer } from '../../shared/schemas/customer.ts';
import type { FrictionKind } from '../../shared/schemas/event.ts';
import type { PurchaseChannel } from '../../shared/schemas/purchase.ts';
import type { Profile, PurchaseState } from '../visitor/profile.ts';
import type { Shop } from './basis.ts';
import { type CartTraits, cartTraits } from './cart-traits.ts';
import { DAY_MS, isRefunded, keptPurchases, readClock } from './clocks.ts';
import { intentOf } from './intent.ts';
import { type Lifetime, lifetimeOf } from './models/lifetime.ts';
import { type PastTraits, pastTraits } from './windows.ts';

/** A purchase is asked about while it is remembered. */
export const FEEDBACK_WINDOW_MS = 30 * DAY_MS;

/**
 * What conditions may ask about a person, `{"purchases.count": {"$gte": 2}}`. Days and minutes are whole and start at 0;
 * null = never happened or not known, and null counts as 0 in `$lt`/`$lte`, so ask a count or `$exists` beside them.
 */
export interface Traits {
  visits: { count: number; returning: boolean; daysSinceFirst: number | null; daysSinceLast: number | null };
  /** anything at all, visits and receipts */
  activity: { daysSinceLast: number | null };
  /** products, searches, cart, purchases */
  interest: { daysSinceLast: number | null };
  /** since ever */
  pageViews: number;
  productViews: number;
  searches: number;
  addToCarts: number;
  wishlisted: number;
  checkouts: number;
  /** this visit */
  session: {
    pageViews: number;
    productViews: number;
    addToCarts: number;
    searches: number;
    /** whole minutes between its first and last act */
    minutes: number;
    channel: string | null;
    friction: Partial<Record<FrictionKind, number>>;
    /** chance that it ends in a purchase, 0..1, as far as it went; null without a visit */
    intent: number | null;
  };
  /** product ids, newest first */
  recentItems: string[];
  cart: CartTraits;
  /** those whose money did not go back in full; `total` in major units of `currency`, null where currencies differ */
  purchases: {
    count: number;
    daysSinceLast: number | null;
    total: number | null;
    currency: string | null;
    channels: PurchaseChannel[];
    /** how many through each */
    byChannel: Record<PurchaseChannel, number>;
    lastOrderId: string | null;
    lastChannel: PurchaseChannel | null;
    /** the last one happened during this visit */
    thisVisit: boolean;
  };
  /** what may be expected of somebody who has bought; null of anybody else */
  lifetime: Lifetime | null;
  /** purchases returned in full */
  refunds: { count: number };
  loyalty: { member: boolean; tier: string | null; points: number | null };
  customer: { known: boolean; channelPreference: 'email' | 'sms' | 'none' | null };
  feedback: {
    count: number;
    /** last 0–10 score */
    nps: number | null;
    /** the last purchase is recent and nobody has said yet how it was */
    due: boolean;
    dueOrderId: string | null;
  };
  /** channel of arrival seen most often */
  channel: string | null;
  touchpoints: TouchpointTraits;
  /** what was done in the last so many days */
  past: PastTraits;
}

/** Where the person and the shop have met. */
export interface TouchpointTraits {
  /** of arrival, most used first, then where they bought off the site: `pos`, `phone`, `marketplace` */
  channels: string[];
  count: number;
  /** the very first page, on whichever device; what GA4 calls first user source, medium and campaign */
  first: { channel: string | null; source: string | null; medium: string | null; campaign: string | null };
}

/** Everything a condition may ask about a person at a moment. Pure: same profile, customer, shop and time, same traits. */
export function traitsOf(profile: Profile, customer: Customer | null, shop: Shop, nowMs: number): Traits {
  const counts = profile.eventCounts;
  return {
    visits: {
      count: profile.sessionCount,
      returning: profile.sessionCount > 1,
      daysSinceFirst: readClock('visits.daysSinceFirst', profile, nowMs),
      daysSinceLast: readClock('visits.daysSinceLast', profile, nowMs),
    },
    activity: { daysSinceLast: readClock('activity.daysSinceLast', profile, nowMs) },
    interest: { daysSinceLast: readClock('interest.daysSinceLast', profile, nowMs) },
    pageViews: counts.page_view ?? 0,
    productViews: counts.view_item ?? 0,
    searches: counts.search ?? 0,
    addToCarts: counts.add_to_cart ?? 0,
    wishlisted: counts.add_to_wishlist ?? 0,
    checkouts: counts.begin_checkout ?? 0,
    session: sessionTraits(profile),
    recentItems: profile.recentItems.map((item) => item.itemId),
    cart: cartTraits(profile, nowMs),
    purchases: purchaseTraits(profile, nowMs),
    lifetime: lifetimeOf(profile, shop, nowMs),
    refunds: { count: profile.purchases.filter(isRefunded).length },
    loyalty: { member: isMember(customer), tier: customer?.tier ?? null, points: customer?.points ?? null },
    customer: { known: profile.customerId !== null || customer !== null, channelPreference: customer?.channelPreference ?? null },
    feedback: feedbackTraits(profile, nowMs),
    channel: mostFrequent(profile.channels),
    touchpoints: touchpointTraits(profile),
    past: pastTraits(profile, nowMs),
  };
}

/** An account is a membership once the merchant keeps a card, a balance, a tier or a date of joining for it. */
export function isMember(customer: Customer | null): boolean {
  return (
    customer !== null &&
    (customer.loyaltyCard !== undefined ||
      customer.points !== undefined ||
      customer.tier !== undefined ||
      customer.joinedAtMs !== undefined)
  );
}

function sessionTraits(profile: Profile): Traits['session'] {
  const { session } = profile;
  return {
    pageViews: session?.pageViews ?? 0,
    productViews: session?.items.length ?? 0,
    addToCarts: session?.addToCarts ?? 0,
    searches: session?.searches ?? 0,
    minutes: session ? Math.max(0, Math.floor((session.lastAtMs - session.startedAtMs) / 60_000)) : 0,
    channel: session?.channel ?? null,
    friction: session?.friction ?? {},
    intent: intentOf(profile),
  };
}

function touchpointTraits({ channels, purchases, firstTouch }: Profile): TouchpointTraits {
  const arrivals = Object.entries(channels).sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const elsewhere = new Set(purchases.map(({ channel }) => channel).filter((channel) => channel !== 'web'));
  const all = [...new Set([...arrivals.map(([channel]) => channel), ...[...elsewhere].sort()])];
  const { channel = null, source = null, medium = null, campaign = null } = firstTouch ?? {};
  return { channels: all, count: all.length, first: { channel, source, medium, campaign } };
}

function purchaseTraits(profile: Profile, nowMs: number): Traits['purchases'] {
  const kept = keptPurchases(profile);
  const last = newest(kept);
  const currency = last?.currency ?? null;
  const oneCurrency = currency !== null && kept.every((purchase) => purchase.currency === currency);
  return {
    count: kept.length,
    daysSinceLast: readClock('purchases.daysSinceLast', profile, nowMs),
    total: oneCurrency
      ? toMajor(
          kept.reduce((sum, purchase) => sum + purchase.totalMinor - purchase.refundedMinor, 0),
          currency,
        )
      : null,
    currency: oneCurrency ? currency : null,
    channels: [...new Set(kept.map((purchase) => purchase.channel))].sort(),
    byChannel: countByChannel(kept),
    lastOrderId: last?.orderId ?? null,
    lastChannel: last?.channel ?? null,
    thisVisit: last !== null && last.channel === 'web' && profile.session !== null && last.atMs >= profile.session.startedAtMs,
  };
}

function countByChannel(purchases: readonly PurchaseState[]): Traits['purchases']['byChannel'] {
  const counts = { web: 0, pos: 0, phone: 0, marketplace: 0 };
  for (const { channel } of purchases) counts[channel] += 1;
  return counts;
}

/** By time, not by place: late receipts are appended in order, but nothing here should rest on it. */
function newest(purchases: readonly PurchaseState[]): PurchaseState | null {
  let last: PurchaseState | null = null;
  for (const each of purchases) if (last === null || each.atMs >= last.atMs) last = each;
  return last;
}

function feedbackTraits(profile: Profile, nowMs: number): Traits['feedback'] {
  const last = newest(keptPurchases(profile));
  const recent = last !== null && nowMs - last.atMs <= FEEDBACK_WINDOW_MS;
  // an answer that names no order is about the last purchase before it
  const told =
    recent && profile.feedback.some((answer) => answer.orderId === last.orderId || (answer.orderId === null && answer.atMs >= last.atMs));
  return {
    count: profile.feedback.length,
    nps: profile.feedback.find((answer) => answer.score !== null)?.score ?? null,
    due: recent && !told,
    dueOrderId: recent && !told ? last.orderId : null,
  };
}

function mostFrequent(counts: Readonly<Record<string, number>>): string | null {
  let best: string | null = null;
  for (const key of Object.keys(counts).sort()) if (best === null || counts[key]! > counts[best]!) best = key;
  return best;
}
