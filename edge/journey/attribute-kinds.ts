import { WINDOW_DAYS } from './windows.ts';

/** What a condition may compare an attribute to. Numbers are counts, amounts and ages: none is below 0, and a missing one counts as 0. */
export type AttributeKind = 'number' | 'boolean' | 'text' | 'list' | 'categories';

const NUMBERS = [
  'visits.count',
  'visits.daysSinceFirst',
  'visits.daysSinceLast',
  'activity.daysSinceLast',
  'interest.daysSinceLast',
  'pageViews',
  'productViews',
  'searches',
  'addToCarts',
  'wishlisted',
  'checkouts',
  'session.pageViews',
  'session.productViews',
  'session.addToCarts',
  'session.searches',
  'session.minutes',
  'session.intent',
  'cart.lines',
  'cart.quantity',
  'cart.value',
  'cart.shipping',
  'cart.minutesSinceChange',
  'cart.daysSinceChange',
  'purchases.count',
  'purchases.daysSinceLast',
  'purchases.total',
  'purchases.byChannel.web',
  'purchases.byChannel.pos',
  'purchases.byChannel.phone',
  'purchases.byChannel.marketplace',
  'refunds.count',
  'lifetime.pAlive',
  'lifetime.repeatPurchases',
  'lifetime.expectedRemaining',
  'lifetime.chanceToBuy90Days',
  'lifetime.chanceToBuy365Days',
  'lifetime.expectedPurchases90Days',
  'lifetime.purchaseValue',
  'lifetime.value90Days',
  'lifetime.value365Days',
  'lifetime.rfm.recency',
  'lifetime.rfm.frequency',
  'lifetime.rfm.monetary',
  'loyalty.points',
  'feedback.count',
  'feedback.nps',
  'touchpoints.count',
] as const;
const FRICTION = ['shipping_cost', 'payment_failed', 'rage_click', 'dead_click', 'form_abandoned', 'error_page', 'out_of_stock'] as const;
const BOOLEANS = [
  'visits.returning',
  'cart.open',
  'cart.abandoned',
  'purchases.thisVisit',
  'loyalty.member',
  'customer.known',
  'feedback.due',
] as const;
const TEXTS = [
  'stage',
  'channel',
  'session.channel',
  'cart.currency',
  'cart.step',
  'cart.abandonedBy',
  'cart.reason',
  'purchases.currency',
  'purchases.lastOrderId',
  'purchases.lastChannel',
  'lifetime.valueTier',
  'lifetime.rfm.cell',
  'lifetime',
  'loyalty.tier',
  'customer.channelPreference',
  'feedback.dueOrderId',
  'touchpoints.first.channel',
  'touchpoints.first.source',
  'touchpoints.first.medium',
  'touchpoints.first.campaign',
] as const;
const LISTS = ['recentItems', 'cart.items', 'purchases.channels', 'touchpoints.channels'] as const;
const IN_WINDOW = [
  'sessions',
  'pageViews',
  'productViews',
  'searches',
  'wishlisted',
  'addToCarts',
  'checkouts',
  'cartsLeft',
  'purchases',
] as const;

const all = (names: readonly string[], kind: AttributeKind): [string, AttributeKind][] => names.map((name) => [name, kind]);

/** Every attribute that says something of a person, whatever page they are on: what segments may ask. */
export const PERSON_ATTRIBUTES: ReadonlyMap<string, AttributeKind> = new Map([
  ...all(NUMBERS, 'number'),
  ...all(
    FRICTION.map((kind) => `session.friction.${kind}`),
    'number',
  ),
  ...all(BOOLEANS, 'boolean'),
  ...all(TEXTS, 'text'),
  ...all(LISTS, 'list'),
  ...WINDOW_DAYS.flatMap((days) => [
    ...all(
      IN_WINDOW.map((name) => `past.days${days}.${name}`),
      'number',
    ),
    [`past.days${days}.categories`, 'categories'] as [string, AttributeKind],
  ]),
]);

/** Attributes of an element of `categories`. */
export const CATEGORY_ATTRIBUTES: ReadonlyMap<string, AttributeKind> = new Map([
  ['category', 'text'],
  ...all(['views', 'addToCarts', 'purchases'], 'number'),
]);

/** What belongs to a moment or a page, and so to rules alone. */
export const MOMENT_ATTRIBUTES = /^(page|time|store|seen)(\.|$)/;
