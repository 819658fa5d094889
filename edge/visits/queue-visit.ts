import { toMinor } from '../../shared/money.ts';
import type { EventsMessage, QueuedFact } from '../platform/env.ts';
import type { Fact } from '../visitor/facts.ts';

/** What the rollups need of a fact; who it was stays behind. */
export function queuedFact(fact: Fact, currency: string): QueuedFact {
  const itemIds = fact.items?.map((item) => item.item_id);
  return {
    type: fact.type,
    atMs: fact.atMs,
    ...(itemIds?.length ? { itemIds } : {}),
    ...(fact.value === undefined ? {} : { valueMinor: toMinor(fact.value, fact.currency ?? currency) }),
    ...(fact.currency === undefined || fact.currency === currency ? {} : { currency: fact.currency }),
    ...(fact.rule === undefined ? {} : { rule: fact.rule }),
    ...(fact.arrival === undefined ? {} : { channel: fact.arrival }),
    ...(fact.friction === undefined ? {} : { friction: fact.friction }),
    ...(fact.transaction_id === undefined ? {} : { orderId: fact.transaction_id }),
  };
}

export function eventsMessage(
  site: string,
  sessionId: string,
  facts: readonly Fact[],
  currency: string,
  stage?: EventsMessage['stage'],
): EventsMessage {
  return { site, sessionId, facts: facts.map((fact) => queuedFact(fact, currency)), ...(stage ? { stage } : {}) };
}
