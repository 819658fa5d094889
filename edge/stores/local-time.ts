export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
/** Zones move their clocks on multiples of a quarter of an hour of UTC, so one look serves the whole quarter. */
const QUARTER_MS = 15 * MINUTE_MS;
/** Offsets remembered; a few zones times a few days are in use at once. */
const OFFSETS_MAX = 5_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();
let remembered = 0;

/** A moment on the clocks of a place. `day` counts days since 1970-01-01, `weekday` is 0 for Monday. */
export interface LocalTime {
  day: number;
  minuteOfDay: number;
  weekday: number;
}

/**
 * Milliseconds a zone is ahead of UTC at a moment, by `Intl`.
 * @throws RangeError where the zone is no IANA name
 */
export function zoneOffsetMs(timeZone: string, atMs: number): number {
  const quarter = Math.floor(atMs / QUARTER_MS);
  let ofZone = offsets.get(timeZone);
  const known = ofZone?.get(quarter);
  if (known !== undefined) return known;
  const offsetMs = readOffsetMs(timeZone, quarter * QUARTER_MS);
  if (remembered >= OFFSETS_MAX) {
    offsets.clear();
    remembered = 0;
    ofZone = undefined;
  }
  if (!ofZone) {
    ofZone = new Map();
    offsets.set(timeZone, ofZone);
  }
  ofZone.set(quarter, offsetMs);
  remembered += 1;
  return offsetMs;
}

function readOffsetMs(timeZone: string, atMs: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    if (formats.size >= OFFSETS_MAX) formats.clear();
    formats.set(timeZone, format);
  }
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(atMs)) part[type] = Number(value);
  return Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!) - atMs;
}

/** What the clocks of a zone show at a moment. */
export function localTime(timeZone: string, atMs: number): LocalTime {
  const shownMs = atMs + zoneOffsetMs(timeZone, atMs);
  const day = Math.floor(shownMs / DAY_MS);
  // 1970-01-01 was a Thursday
  return { day, minuteOfDay: Math.floor((shownMs - day * DAY_MS) / MINUTE_MS), weekday: (((day + 3) % 7) + 7) % 7 };
}

/**
 * The moment at which clocks of a zone show a day and minute. Where they show it twice (autumn) the first time; where never (spring)
 * the moment as much later as the clocks jumped: what ECMAScript and Temporal's `compatible` do.
 */
export function instantOf(timeZone: string, day: number, minuteOfDay: number): number {
  const shownMs = day * DAY_MS + minuteOfDay * MINUTE_MS;
  const before = shownMs - zoneOffsetMs(timeZone, shownMs - DAY_MS);
  const after = shownMs - zoneOffsetMs(timeZone, shownMs + DAY_MS);
  const shows = (ms: number): boolean => ms + zoneOffsetMs(timeZone, ms) === shownMs;
  if (shows(before)) return before;
  return shows(after) ? after : before;
}

/** `2026-03-29` as days since 1970-01-01; NaN where it is no date. */
export function dayNumber(isoDate: string): number {
  return Math.floor(Date.parse(`${isoDate}T00:00:00Z`) / DAY_MS);
}
