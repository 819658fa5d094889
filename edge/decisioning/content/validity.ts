import type { Rule } from '../../../shared/schemas/rule.ts';
import { instantOf, localTime } from '../../stores/local-time.ts';
import { hasLimits } from '../caps.ts';
import { scheduleAt } from '../schedule.ts';
import type { DecisionInput } from '../types.ts';

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;

/** Longest that anything is said again without asking: catalogs are renewed daily, and so is what a shop writes about itself. */
export const SAID_AGAIN_MAX_MS = 24 * 3_600_000;

/** Midnight that ends the day of a moment, in a time zone: "today" and "tomorrow" are true no longer than that. */
export function endOfDay(timeZone: string, atMs: number): number {
  return instantOf(timeZone, localTime(timeZone, atMs).day + 1, 0);
}

/**
 * Until when a page that cannot reach the edge may show again what a rule shows now: as long as its content holds, a day at most.
 * Never what only the edge can decide anew: what counts how often one person saw it, or waited for a moment that has come. Nor anything of
 * who has agreed to no memory.
 *
 * @param untilMs end of what the content says (`Told`)
 * @returns Unix ms, later than now; null = not without asking
 */
export function validUntilMs(
  rule: Pick<Rule, 'when' | 'often' | 'who' | 'schedule'>,
  untilMs: number | null,
  { nowMs, hoursAtMs, site, visit }: DecisionInput,
): number | null {
  const { untilClicked, untilPurchased } = rule.often;
  if (untilMs === null || !visit.kept || rule.when.on !== 'load') return null;
  if (hasLimits(rule.often) || untilClicked || untilPurchased) return null;
  const { timeZone } = site.head.settings;
  const hourMs = timeAskedUntilMs(rule.who, timeZone, nowMs, hoursAtMs) ?? untilMs;
  const state = rule.schedule && scheduleAt(rule.schedule, timeZone, hoursAtMs);
  const closesMs = state?.open && state.untilMs !== null ? nowMs + state.untilMs - hoursAtMs : untilMs;
  const validMs = Math.min(untilMs, hourMs, closesMs, nowMs + SAID_AGAIN_MAX_MS);
  return validMs > nowMs ? validMs : null;
}

/**
 * Conditions see the clock by the hour (`time` of the attributes): whatever they say of it holds until the hour is over.
 * @returns Unix ms; null where the condition does not ask for the time
 */
export function timeAskedUntilMs(who: Rule['who'], timeZone: string, nowMs: number, hoursAtMs: number): number | null {
  return /"time[."]/.test(JSON.stringify(who)) ? nowMs + leftOfHourMs(timeZone, hoursAtMs) : null;
}

function leftOfHourMs(timeZone: string, atMs: number): number {
  const { minuteOfDay } = localTime(timeZone, atMs);
  return (HOUR_MINUTES - (minuteOfDay % HOUR_MINUTES)) * MINUTE_MS - (atMs % MINUTE_MS);
}
