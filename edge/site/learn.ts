import { noteBlockCosts } from './block-budget.ts';
import { erasedSessions } from './erasures.ts';
import { foldMessages, mergeItems, NO_SESSION, type SessionUpdate } from './learning.ts';
import type { SiteStore } from './site-store.ts';
import { MESSAGES_REMEMBERED } from './store/learning.ts';
import type { LearnedMessage, RollupRow } from './types.ts';

/**
 * Brings queued batches into the site's counters and memory. A queue delivers at least once: a message met before, by its id, counts no
 * second time. The ids stand in the database a call a row, and in memory for the life of the object.
 */
export class Learner {
  readonly #store: SiteStore;
  #seen: Set<string> | undefined;

  constructor(store: SiteStore) {
    this.#store = store;
  }

  /** @returns whether there is now something new to learn recommendations from */
  learn(messages: readonly LearnedMessage[]): boolean {
    const site = this.#store.settings.read()!;
    const seen = this.#remembered();
    const fresh = new Map<string | symbol, LearnedMessage>();
    for (const message of messages) {
      const { messageId } = message;
      if (messageId === undefined) fresh.set(Symbol(), message);
      else if (!seen.has(messageId)) fresh.set(messageId, message);
    }
    if (fresh.size === 0) return false;
    const told = this.#withoutErased([...fresh.values()]);
    const learned = foldMessages(told, site.settings);
    const news = this.#store.transaction(() => {
      const { news, arrivals } = this.#mergeSessions(learned.sessions);
      this.#store.rollups.add([...learned.rollups, ...arrivals]);
      const bought = this.#store.purchases.add(learned.purchases, 'event');
      this.#store.people.add(
        [...fresh.values()].flatMap(({ person }) => person ?? []),
        Date.now(),
      );
      for (const { buyer, facts } of told) {
        const orders = facts.flatMap(({ type, orderId }) => (type === 'purchase' && orderId ? [orderId] : []));
        if (buyer !== undefined) this.#store.buyers.noteWebBuyer(buyer, orders);
      }
      noteBlockCosts(this.#store, learned.costs, Date.now());
      this.#store.experiments.add([...fresh.values()].flatMap(({ outcomes = [] }) => outcomes));
      this.#store.people.leave([...fresh.values()].flatMap(({ left }) => left ?? []));
      this.#store.learning.rememberMessages([...fresh.keys()].filter((key) => typeof key === 'string'));
      if (news || bought.size > 0) this.#store.parts.touch('recommendations');
      return news || bought.size > 0;
    });
    for (const key of fresh.keys()) if (typeof key === 'string') seen.add(key);
    for (const key of seen) {
      if (seen.size <= MESSAGES_REMEMBERED) break;
      seen.delete(key);
    }
    return news;
  }

  /** What was on its way when somebody was erased still counts; nothing is learnt of the session it came from. */
  #withoutErased(messages: readonly LearnedMessage[]): LearnedMessage[] {
    const erased = erasedSessions(
      this.#store,
      messages.map(({ sessionId }) => sessionId),
    );
    return messages.map((message) => {
      const erasedAtMs = erased.get(message.sessionId);
      const isBefore = erasedAtMs !== undefined && message.facts.every(({ atMs }) => atMs <= erasedAtMs);
      if (!isBefore) return message;
      const { buyer: _, ...rest } = message;
      return { ...rest, sessionId: NO_SESSION };
    });
  }

  #remembered(): Set<string> {
    this.#seen ??= new Set(this.#store.learning.rememberedMessages());
    return this.#seen;
  }

  /** Adds to the sessions known; one met for the first time is counted, by its channel of arrival. */
  #mergeSessions(updates: readonly SessionUpdate[]): { news: boolean; arrivals: RollupRow[] } {
    const known = this.#store.learning.readSessions(updates.map((update) => update.sessionId));
    const arrivals: RollupRow[] = [];
    let news = false;
    const changed = updates.map((update) => {
      const before = known.get(update.sessionId);
      const items = mergeItems(before?.items ?? [], update.items);
      if (items.length !== (before?.items.length ?? 0)) news = true;
      if (!before) arrivals.push({ day: update.day, metric: 'session', key: update.channel ?? '(none)', count: 1, valueMinor: 0 });
      return { sessionId: update.sessionId, items, endedAtMs: Math.max(update.endedAtMs, before?.endedAtMs ?? 0) };
    });
    this.#store.learning.writeSessions(changed);
    return { news, arrivals: summed(arrivals) };
  }
}

function summed(rows: readonly RollupRow[]): RollupRow[] {
  const sums = new Map<string, RollupRow>();
  for (const row of rows) {
    const index = `${row.day} ${row.key}`;
    const sum = sums.get(index);
    if (sum) sum.count += row.count;
    else sums.set(index, { ...row });
  }
  return [...sums.values()];
}
