import type { Purchase } from '../../shared/schemas/purchase.ts';
import type { EventsMessage, QueuedFact } from '../platform/events-message.ts';
import { dayOf } from './days.ts';
import type { RollupMetric, RollupRow } from './types.ts';

/** Products of one session that are learned from; more than this is a robot or a price list. */
export const SESSION_ITEMS_MAX = 50;

/** Of a message that is to teach nothing. */
export const NO_SESSION = '';

/** Keys longer than this are cut: they come from visitors' browsers. */
const KEY_MAX_CHARS = 128;

export interface SessionUpdate {
  sessionId: string;
  /** products met, oldest first; each once */
  items: string[];
  endedAtMs: number;
  /** channel of arrival and day, for a session met for the first time */
  channel: string | null;
  day: string;
}

/** What the block of a rule cost pages in a day: so many by metric and step, as `vitalKey` names them. */
export interface BlockCosts {
  rule: string;
  day: string;
  counts: Record<string, number>;
}

export interface Learned {
  rollups: RollupRow[];
  sessions: SessionUpdate[];
  purchases: { purchase: Purchase; day: string }[];
  costs: BlockCosts[];
}

/** Acts that say somebody cared for a product. A list that scrolled by does not. */
const INTEREST = new Set(['view_item', 'add_to_cart', 'add_to_wishlist', 'select_item']);
const RULE_METRICS: Readonly<Record<string, RollupMetric>> = {
  impression: 'impression',
  click: 'click',
  dismiss: 'dismiss',
  feedback: 'feedback',
};

/**
 * What queued batches add to a site's counters, sessions and purchases. Pure: the caller leaves out batches counted before.
 * A web purchase becomes a purchase without identifiers; the merchant's own receipt of the same order may replace it later.
 */
export function foldMessages(messages: readonly EventsMessage[], site: { currency: string; timeZone: string }): Learned {
  const counters = new Counters();
  const sessions = new Map<string, SessionUpdate>();
  const purchases: Learned['purchases'] = [];
  const costs = new Map<string, BlockCosts>();
  for (const message of messages) {
    for (const fact of message.facts) {
      const day = dayOf(fact.atMs, site.timeZone);
      countFact(counters, fact, day);
      countCost(costs, fact, day);
      if (message.sessionId !== NO_SESSION) noteSession(sessions, message.sessionId, fact, day);
      const purchase = purchaseOf(fact, site.currency);
      if (purchase) purchases.push({ purchase, day });
    }
    countStage(counters, message, site.timeZone);
  }
  return { rollups: counters.rows(), sessions: [...sessions.values()], purchases, costs: [...costs.values()] };
}

function countFact(counters: Counters, fact: QueuedFact, day: string): void {
  // What a page is told to have cost in parts is no second page.
  if (fact.vital && fact.rule) return;
  // Counters sum the site's currency; money in another is counted with its order, not added to ours.
  counters.add(day, 'event', fact.type, fact.currency === undefined ? (fact.valueMinor ?? 0) : 0);
  const metric = RULE_METRICS[fact.type];
  if (metric && fact.rule) counters.add(day, metric, fact.rule);
  if (fact.friction) counters.add(day, 'friction', fact.friction);
  if (fact.vital) counters.add(day, 'vital', fact.vital);
}

function countCost(costs: Map<string, BlockCosts>, { rule, vital }: QueuedFact, day: string): void {
  if (!rule || !vital) return;
  const index = `${day} ${rule}`;
  const counts: Record<string, number> = costs.get(index)?.counts ?? {};
  counts[vital] = (counts[vital] ?? 0) + 1;
  costs.set(index, { rule, day, counts });
}

/** A message names a stage only when it changed. */
function countStage(counters: Counters, message: EventsMessage, timeZone: string): void {
  if (!message.stage) return;
  const { now, before, atMs = Math.max(...message.facts.map((fact) => fact.atMs)) } = message.stage;
  if (now === before || !Number.isFinite(atMs)) return;
  const day = dayOf(atMs, timeZone);
  counters.add(day, 'stage-entry', now);
  if (before !== null) counters.add(day, 'stage-change', `${before}>${now}`);
}

function noteSession(sessions: Map<string, SessionUpdate>, sessionId: string, fact: QueuedFact, day: string): void {
  const known = sessions.get(sessionId);
  const session = known ?? { sessionId, items: [], endedAtMs: fact.atMs, channel: null, day };
  if (!known) sessions.set(sessionId, session);
  session.endedAtMs = Math.max(session.endedAtMs, fact.atMs);
  session.channel ??= fact.channel ?? null;
  if (INTEREST.has(fact.type)) session.items = mergeItems(session.items, fact.itemIds ?? []);
}

/** Adds what is new at the end, keeping the order in which products were met and at most SESSION_ITEMS_MAX of the newest. */
export function mergeItems(known: readonly string[], added: readonly string[]): string[] {
  const items = [...known];
  for (const item of added) if (!items.includes(item)) items.push(item);
  return items.slice(-SESSION_ITEMS_MAX);
}

/** A refund seen on a page has no receipt number of its own: order and moment make one that comes out the same when it is met again. */
function purchaseOf(fact: QueuedFact, currency: string): Purchase | null {
  if (!fact.orderId || (fact.type !== 'purchase' && fact.type !== 'refund')) return null;
  const refund = fact.type === 'refund';
  const minor = Math.round(fact.valueMinor ?? 0);
  return {
    orderId: refund ? `${fact.orderId}#refund-${fact.atMs}` : fact.orderId,
    atMs: fact.atMs,
    channel: 'web',
    // As in the profile: what went back may be told with a sign, and an order that costs less than nothing is a mistake of the page.
    totalMinor: refund ? Math.abs(minor) : Math.max(0, minor),
    currency: fact.currency ?? currency,
    items: (fact.itemIds ?? []).map((itemId) => ({ itemId, priceMinor: 0, quantity: 1 })),
    ...(refund ? { refundOf: fact.orderId } : {}),
  };
}

/** Sums by day, metric and key before anything is written: a batch of a hundred visits touches some dozen rows. */
export class Counters {
  readonly #rows = new Map<string, RollupRow>();

  add(day: string, metric: RollupMetric, key: string, valueMinor = 0): void {
    const cut = key.slice(0, KEY_MAX_CHARS);
    const index = `${day} ${metric} ${cut}`;
    const row = this.#rows.get(index);
    if (row) {
      row.count += 1;
      row.valueMinor += Math.round(valueMinor);
    } else {
      this.#rows.set(index, { day, metric, key: cut, count: 1, valueMinor: Math.round(valueMinor) });
    }
  }

  rows(): RollupRow[] {
    return [...this.#rows.values()];
  }
}
