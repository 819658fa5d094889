import { SESSION_IDLE_MS } from '../../shared/protocol.ts';
import type { MakeId } from './id.ts';

/** How the visitor arrived on the page at hand: the channel; empty for a step inside the shop. */
export interface Arrival {
  channel: string;
}

/** One sitting: how it began, and when it was last alive. */
export interface Session extends Arrival {
  id: string;
  startedAtMs: number;
  lastAtMs: number;
}

/**
 * The session that holds at `nowMs`. As in GA4, it ends with 30 minutes of silence and with nothing else: neither midnight nor another campaign
 * begins a new one, and it keeps the channel it began with.
 */
export function continueSession(before: Session | undefined, arrival: Arrival, nowMs: number, makeId: MakeId): Session {
  const session = before && nowMs - before.lastAtMs < SESSION_IDLE_MS ? before : { ...arrival, id: makeId(), startedAtMs: nowMs };
  return { ...session, lastAtMs: nowMs };
}
