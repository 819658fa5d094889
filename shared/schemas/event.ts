import * as v from 'valibot';
import { ID_PATTERN } from '../ids.ts';
import { AMOUNT_MAX_MAJOR, CURRENCY_PATTERN } from '../money.ts';
import { EVENT_ITEMS_MAX } from '../protocol.ts';
import { MomentSchema } from './moment.ts';

/** GA4's names first, then ours. */
export const EVENT_TYPES = [
  'page_view',
  'view_item_list',
  'select_item',
  'view_item',
  'search',
  'add_to_wishlist',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'begin_checkout',
  'add_shipping_info',
  'add_payment_info',
  'purchase',
  'refund',
  'login',
  'sign_up',
  'cart',
  'impression',
  'click',
  'dismiss',
  'feedback',
  'friction',
  'web_vitals',
  'reservation',
] as const;

/** What stopped a shopper, as the page can tell: left at the shipping-cost step, a payment that failed, repeated angry clicks … */
export const FRICTION_KINDS = [
  'shipping_cost',
  'payment_failed',
  'rage_click',
  'dead_click',
  'form_abandoned',
  'error_page',
  'out_of_stock',
] as const;

const text = (max: number) => v.pipe(v.string(), v.maxLength(max));
const number = v.pipe(v.number(), v.finite());
/** What no sum could hold is cut, not refused: a page that says nonsense of one amount should not lose what else it tells. */
const money = v.pipe(
  number,
  v.transform((amount) => Math.min(AMOUNT_MAX_MAJOR, Math.max(-AMOUNT_MAX_MAJOR, amount))),
);

/** A line of an event, named as GA4 names it. `price` is per unit, in major units. */
export const EventItemSchema = v.object({
  item_id: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.minLength(1), v.maxLength(128)),
  item_name: v.optional(text(300)),
  item_brand: v.optional(text(120)),
  item_category: v.optional(text(300)),
  item_variant: v.optional(text(120)),
  item_list_id: v.optional(text(120)),
  price: v.optional(money),
  quantity: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(100_000)), 1),
});

/** One act of a visitor. Unknown fields are dropped, not refused: pages say more than we need. */
export const EventSchema = v.object({
  id: v.pipe(v.string(), v.regex(ID_PATTERN, 'may hold 1–64 letters, digits, "-", "_" or "."')),
  type: v.picklist(EVENT_TYPES, 'is not a known event type'),
  at: MomentSchema,
  currency: v.optional(v.pipe(v.string(), v.regex(CURRENCY_PATTERN, 'is not an ISO 4217 code such as EUR'))),
  value: v.optional(money),
  items: v.optional(v.pipe(v.array(EventItemSchema), v.maxLength(EVENT_ITEMS_MAX))),
  /** purchase, refund: the order */
  transaction_id: v.optional(text(128)),
  /** add_shipping_info: cost of shipping, major units */
  shipping: v.optional(money),
  search_term: v.optional(text(200)),
  /** page_view */
  page_location: v.optional(text(2_000)),
  page_type: v.optional(text(30)),
  page_referrer: v.optional(text(2_000)),
  /** page_view: channel of arrival, worked out by the widget (utm, click id, referrer) */
  channel: v.optional(text(60)),
  /** impression, click, dismiss, feedback: which block this is about */
  block: v.optional(text(128)),
  rule: v.optional(text(128)),
  variant: v.optional(text(64)),
  slot: v.optional(text(128)),
  /** feedback: the question and its answer; `score` for scales, `answer` for choices, `text` for free text */
  question: v.optional(text(64)),
  score: v.optional(number),
  answer: v.optional(text(200)),
  text: v.optional(text(2_000)),
  /** friction */
  friction: v.optional(v.picklist(FRICTION_KINDS)),
  /** web_vitals */
  metric: v.optional(text(20)),
});

export type EventType = (typeof EVENT_TYPES)[number];
export type FrictionKind = (typeof FRICTION_KINDS)[number];
export type EventItem = v.InferOutput<typeof EventItemSchema>;
export type VisitEvent = v.InferOutput<typeof EventSchema>;
export type VisitEventInput = v.InferInput<typeof EventSchema>;
