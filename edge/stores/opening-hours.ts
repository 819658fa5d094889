import { DAYS, type Store } from '../../shared/schemas/store.ts';
import { DAY_MS, dayNumber, instantOf, localTime } from './local-time.ts';

const DAY_MINUTES = 24 * 60;
/** How far ahead an opening is looked for: shops close for the summer, hardly for longer. */
const LOOK_AHEAD_DAYS = 62;
/** A shop that has not closed within this is one that does not close. */
const NEVER_CLOSES_DAYS = 8;

export interface OpeningState {
  open: boolean;
  /** ISO 8601; null where closed, or where it never closes */
  closesAt: string | null;
  /** next opening, ISO 8601; null where open, or where none is in sight */
  opensAt: string | null;
}

type Hours = Pick<Store, 'openingHours' | 'specialOpeningHours' | 'timeZone'>;

/** Minutes of the day it begins on; `to` past 1440 runs into the next. */
interface Span {
  from: number;
  to: number;
}

/**
 * Whether a shop is open at a moment, and when that changes: weekly hours, several spans a day, past midnight, special days (which replace
 * the weekly hours of the day a span begins on), in the shop's own time zone, on days of 23 and 25 hours too.
 */
export function openingState(store: Hours, atMs: number): OpeningState {
  const interval = currentOrNext(store, atMs);
  if (!interval) return { open: false, closesAt: null, opensAt: null };
  const { startMs, endMs } = interval;
  if (startMs > atMs) return { open: false, closesAt: null, opensAt: new Date(startMs).toISOString() };
  const neverCloses = endMs - atMs > (NEVER_CLOSES_DAYS - 1) * DAY_MS;
  return { open: true, closesAt: neverCloses ? null : new Date(endMs).toISOString(), opensAt: null };
}

interface Interval {
  startMs: number;
  endMs: number;
}

/** The stretch of open hours a moment lies in, adjoining spans taken together; else the next one. */
function currentOrNext(store: Hours, atMs: number): Interval | null {
  const today = localTime(store.timeZone, atMs).day;
  let found: Interval | null = null;
  // yesterday's late span may still run
  for (let day = today - 1; day <= today + (found ? NEVER_CLOSES_DAYS : LOOK_AHEAD_DAYS); day++) {
    for (const next of intervalsOf(store, day)) {
      if (next.endMs <= atMs) continue;
      if (found === null) found = next;
      else if (next.startMs > found.endMs) return found;
      else found = { startMs: found.startMs, endMs: Math.max(found.endMs, next.endMs) };
      if (found.startMs > atMs) return found;
    }
  }
  return found;
}

/** Open intervals that begin on a day, earliest first. */
function intervalsOf(store: Hours, day: number): Interval[] {
  return spansOf(store, day).map(({ from, to }) => ({
    startMs: instantOf(store.timeZone, day, from),
    endMs: instantOf(store.timeZone, day, to),
  }));
}

/** Spans that begin on a day, earliest first. */
function spansOf(store: Hours, day: number): Span[] {
  const special = store.specialOpeningHours.filter(
    ({ validFrom, validThrough }) => dayNumber(validFrom) <= day && day <= dayNumber(validThrough),
  );
  const weekday = DAYS[(((day + 3) % 7) + 7) % 7]!;
  const hours = special.length > 0 ? special : store.openingHours.filter(({ dayOfWeek }) => dayOfWeek.includes(weekday));
  const spans: Span[] = [];
  for (const { opens, closes } of hours) {
    const span = spanOf(opens, closes);
    if (span) spans.push(span);
  }
  return spans.sort((a, b) => a.from - b.from);
}

/** null = closed. 00:00–24:00 and 00:00–23:59 are all day; closing before opening is closing on the next day. */
function spanOf(opens: string, closes: string): Span | null {
  const from = minutesOf(opens);
  const to = minutesOf(closes);
  if (Number.isNaN(from) || Number.isNaN(to) || from === to) return null;
  if (from === 0 && to >= DAY_MINUTES - 1) return { from, to: DAY_MINUTES };
  return { from, to: to > from ? to : to + DAY_MINUTES };
}

function minutesOf(time: string): number {
  const match = /^(\d{1,2}):(\d{2})/.exec(time);
  return match ? Number(match[1]) * 60 + Number(match[2]) : Number.NaN;
}
