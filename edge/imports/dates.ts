import { FUTURE_TOLERANCE_MS } from '../../shared/protocol.ts';

/** Nothing a shop imports is older: an earlier date is a mistake, most often a zero. */
const EARLIEST_MS = Date.UTC(1990, 0, 1);

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Unix milliseconds of an ISO 8601 moment. Without an offset it is the site's own time, as tills and spreadsheets write it; a date
 * alone is its midnight there. Returns null where it is no such moment, or a day that no calendar has.
 */
export function momentMs(text: string, timeZone: string): number | null {
  const match = ISO.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  const parts = [Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second)] as const;
  const utcMs = Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5], Number(fraction.padEnd(3, '0').slice(0, 3)));
  const read = new Date(utcMs);
  if (read.getUTCMonth() + 1 !== parts[1] || read.getUTCDate() !== parts[2] || parts[3] > 23 || parts[4] > 59 || parts[5] > 59) return null;
  if (!zone) return localToUtc(utcMs, timeZone);
  if (/^z$/i.test(zone)) return utcMs;
  const offset = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return offset > 14 * 60 ? null : utcMs - Math.sign(Number(`${zone[0]}1`)) * offset * 60_000;
}

/** What is wrong with a moment of the past; null if nothing. */
export function pastProblem(ms: number, nowMs: number): string | null {
  if (ms > nowMs + FUTURE_TOLERANCE_MS) return 'lies in the future';
  return ms < EARLIEST_MS ? 'lies before 1990' : null;
}

/** `YYYY-MM-DD` that the calendar has. */
export function isCalendarDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && momentMs(`${text}T00:00Z`, 'UTC') !== null;
}

export function isTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

/** Two looks at the zone's offset settle it but in the hour that a summer-time change skips or repeats, where the later moment stands. */
function localToUtc(localMs: number, timeZone: string): number {
  const guess = localMs - offsetMs(localMs, timeZone);
  return localMs - offsetMs(guess, timeZone);
}

function offsetMs(utcMs: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(utcMs)) parts[type] = Number(value);
  const local = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!);
  return local - Math.floor(utcMs / 1000) * 1000;
}

/** Making a format costs far more than using it, and an import uses one zone for thousands of rows. */
const formats = new Map<string, Intl.DateTimeFormat>();
const FORMATS_MAX = 100;

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    if (formats.size >= FORMATS_MAX) formats.clear();
    formats.set(timeZone, format);
  }
  return format;
}
