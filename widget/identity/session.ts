import { SESSION_IDLE_MS } from '../../shared/protocol.ts';
import type { MakeId } from './id.ts';

/** How the visitor arrived on the page at hand; both empty for a step inside the shop. */
export interface Arrival {
  campaign: string;
  channel: string;
}

/** One sitting: how it began, and when it was last alive. */
export interface Session extends Arrival {
  id: string;
  startedAtMs: number;
  lastAtMs: number;
}

/**
 * The session that holds at `nowMs`. A new one starts after 30 minutes of silence, at the device's midnight (a day's report is a day's visits),
 * and when another campaign brings the visitor back.
 */
export function continueSession(before: Session | undefined, arrival: Arrival, nowMs: number, makeId: MakeId): Session {
  const dayOf = (ms: number): string => new Date(ms).toDateString();
  const goesOn =
    before &&
    nowMs - before.lastAtMs < SESSION_IDLE_MS &&
    dayOf(before.startedAtMs) === dayOf(nowMs) &&
    (!arrival.campaign || arrival.campaign === before.campaign);
  return goesOn ? { ...before, lastAtMs: nowMs } : { ...arrival, id: makeId(), startedAtMs: nowMs, lastAtMs: nowMs };
}
