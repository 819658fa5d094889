import { toMinor } from '../../shared/money.ts';
import type { VisitEvent } from '../../shared/schemas/event.ts';
import type { EventsMessage, QueuedFact } from '../platform/env.ts';
import { vitalKey } from '../site/vital.ts';
import type { Fact } from '../visitor/facts.ts';

/** What the rollups need of a fact; who it was stays behind. */
export function queuedFact(fact: Fact, currency: string): QueuedFact {
  const itemIds = fact.items?.map((item) => item.item_id);
  return {
    type: fact.type,
    atMs: fact.atMs,
    ...(itemIds?.length ? { itemIds } : {}),
    // A measurement's value is no money.
    ...(fact.value === undefined || fact.type === 'web_vitals' ? {} : { valueMinor: toMinor(fact.value, fact.currency ?? currency) }),
    ...(fact.currency === undefined || fact.currency === currency ? {} : { currency: fact.currency }),
    ...(fact.rule === undefined ? {} : { rule: fact.rule }),
    ...(fact.arrival === undefined ? {} : { channel: fact.arrival }),
    ...(fact.friction === undefined ? {} : { friction: fact.friction }),
    ...(fact.transaction_id === undefined ? {} : { orderId: fact.transaction_id }),
  };
}

/** Measurements of a page: counted by metric and step, and never as money. */
export function queuedVitals(events: readonly VisitEvent[]): QueuedFact[] {
  return events.flatMap((event) => {
    const vital = vitalKey(event);
    return vital === undefined
      ? []
      : [{ type: event.type, atMs: Date.parse(event.at), vital, ...(event.rule === undefined ? {} : { rule: event.rule }) }];
  });
}

export function eventsMessage(
  site: string,
  sessionId: string,
  facts: readonly Fact[],
  vitals: readonly QueuedFact[],
  currency: string,
  stage?: EventsMessage['stage'],
  more: Pick<EventsMessage, 'person' | 'left' | 'outcomes' | 'buyer' | 'decision'> = {},
): EventsMessage {
  const queued = [...facts.map((fact) => queuedFact(fact, currency)), ...vitals];
  return { site, sessionId, facts: queued, ...(stage ? { stage } : {}), ...more };
}
