import { LIVE_EVENT_MAX_AGE_MS } from '../../shared/protocol.ts';
import type { Fact } from './facts.ts';

/** How long a site keeps what people did. Travels with what is recorded, so that a person's object learns of a change at its next visit. */
export interface Retention {
  siteId: string;
  days: number;
}

/** Two years: what the Italian authority (decision of 24 February 2005 on loyalty cards) allows for marketing, and two winters of a yearly habit. */
export const RETENTION_DAYS_DEFAULT = 730;

const DAY_MS = 86_400_000;

/**
 * A person who does not come back still learns within so long that the site keeps things for a shorter time, or is gone. As long stays what was
 * brought in when it was older than the period already: past traffic is there to be learnt from.
 */
export const LOOK_AGAIN_MS = 30 * DAY_MS;

export function retentionOf(siteId: string, { retentionDays }: { retentionDays?: number | undefined }): Retention {
  return { siteId, days: retentionDays ?? RETENTION_DAYS_DEFAULT };
}

/** Moment from which on facts are kept. */
export function keptSinceMs({ days }: Retention, nowMs: number): number {
  return nowMs - days * DAY_MS;
}

/**
 * The facts that stay: those of the period, and of each device that has any the consent they were given under, however old it is. Receipts are the
 * merchant's own and are not among them.
 */
export function withinPeriod(facts: readonly Fact[], sinceMs: number): Set<Fact> {
  const kept = new Set(facts.filter(({ type, atMs }) => type !== 'consent' && atMs >= sinceMs));
  const devices = new Set([...kept].map(({ deviceId }) => deviceId));
  const consents = facts.filter(({ type, deviceId }) => type === 'consent' && devices.has(deviceId));
  for (const consent of consents) {
    const isReplaced = consents.some(
      ({ deviceId, atMs }) => deviceId === consent.deviceId && atMs > consent.atMs && atMs < sinceMs && consent.atMs < sinceMs,
    );
    if (!isReplaced) kept.add(consent);
  }
  return kept;
}

interface Sleeper {
  retention: Retention | null;
  /** oldest thing the person did, as far as it is kept */
  profile: { firstSeenAtMs: number | null };
  wakesAtMs: number | null;
}

/**
 * When the object of a person has to look again: when its oldest fact is past the period, when a note of an erasure is of no use any more, and at the
 * latest after `LOOK_AGAIN_MS`. An alarm that stands and is early enough is left: it would be a row written with every visit.
 * @param erasedAtMs moments of erasures whose late events are still refused
 * @returns null where there is nothing to wait for
 */
export function wakesAt({ retention, profile, wakesAtMs }: Sleeper, erasedAtMs: readonly number[], nowMs: number): number | null {
  const due = erasedAtMs.length > 0 ? [Math.max(...erasedAtMs) + LIVE_EVENT_MAX_AGE_MS] : [];
  if (retention !== null) {
    const endsAtMs = (profile.firstSeenAtMs ?? Number.NEGATIVE_INFINITY) + retention.days * DAY_MS;
    const latestMs = nowMs + LOOK_AGAIN_MS;
    due.push(endsAtMs > nowMs ? Math.min(endsAtMs, latestMs) : latestMs);
  }
  if (due.length === 0) return wakesAtMs;
  return Math.min(...due, wakesAtMs ?? Number.POSITIVE_INFINITY);
}

/** A period that became shorter holds at once, not when the next look was planned. */
export function isOverdue({ retention, profile }: Sleeper, told: Retention, nowMs: number): boolean {
  if (retention === null || told.days >= retention.days || profile.firstSeenAtMs === null) return false;
  return profile.firstSeenAtMs < keptSinceMs(told, nowMs);
}
