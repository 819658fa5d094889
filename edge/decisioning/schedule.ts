import type { Schedule } from '../../shared/schemas/rule.ts';
import { DAYS } from '../../shared/schemas/store.ts';
import { dayNumber, instantOf, localTime, MINUTE_MS } from '../stores/local-time.ts';

const DAY_MINUTES = 24 * 60;

/** A schedule in numbers: minutes of the site's clocks since 1970-01-01 00:00, and of a day. */
interface Timetable {
  fromMinute: number;
  untilMinute: number;
  /** null = all of the week */
  weekly: { days: readonly boolean[]; opens: number; closes: number }[] | null;
}

/** Whether a schedule is open at a moment, and until when it is at least; null where it is open without end. */
export type ScheduleState = { open: false } | { open: true; untilMs: number | null };

const known = new WeakMap<Schedule, Timetable>();

/**
 * Whether a schedule is open. It goes by what the clocks of the zone show, as people mean it: where they show an hour twice (autumn) it is open in
 * both, an hour they leave out (spring) does not come, and a span that began in it is open once they have jumped.
 *
 * @param timeZone IANA
 */
export function scheduleAt(schedule: Schedule, timeZone: string, atMs: number): ScheduleState {
  const { fromMinute, untilMinute, weekly } = timetableOf(schedule);
  const { day, minuteOfDay, weekday } = localTime(timeZone, atMs);
  const now = day * DAY_MINUTES + minuteOfDay;
  if (now < fromMinute || now >= untilMinute) return { open: false };
  let closes = untilMinute;
  if (weekly) {
    const ends = weekly.flatMap((span) => spanEnd(span, minuteOfDay, weekday) ?? []);
    if (ends.length === 0) return { open: false };
    closes = Math.min(closes, day * DAY_MINUTES + Math.max(...ends));
  }
  if (closes === Number.POSITIVE_INFINITY) return { open: true, untilMs: null };
  const untilMs = firstAt(timeZone, closes);
  // In the hour that clocks show a second time the first showing of the end has passed; at the latest it comes an hour after that.
  return { open: true, untilMs: untilMs > atMs ? untilMs : atMs + MINUTE_MS };
}

/** The first moment at which the clocks show a minute, or, where they leave it out in spring, one after it: when they jump. */
function firstAt(timeZone: string, minute: number): number {
  let atMs = instantOf(timeZone, Math.floor(minute / DAY_MINUTES), minute % DAY_MINUTES);
  const shown = (ms: number): number => {
    const { day, minuteOfDay } = localTime(timeZone, ms);
    return day * DAY_MINUTES + minuteOfDay;
  };
  while (shown(atMs - MINUTE_MS) >= minute) atMs -= MINUTE_MS;
  return atMs;
}

/** Whether there is a minute at which a schedule is open: hours of the week that lie outside of its dates never come. */
export function everOpens(schedule: Schedule): boolean {
  const { fromMinute, untilMinute, weekly } = timetableOf(schedule);
  if (fromMinute >= untilMinute) return false;
  if (!weekly) return true;
  // Two weeks hold every hour of the week in full; without a beginning or an end there are more.
  if (untilMinute - fromMinute >= 14 * DAY_MINUTES) return true;
  const days = Array.from({ length: 17 }, (_, index) => Math.floor(fromMinute / DAY_MINUTES) - 1 + index);
  return days.some((day) =>
    weekly.some(({ days: on, opens, closes }) => {
      const begins = day * DAY_MINUTES + opens;
      const ends = day * DAY_MINUTES + (closes > opens ? closes : closes + DAY_MINUTES);
      return on[weekdayOf(day)] && begins < untilMinute && ends > fromMinute;
    }),
  );
}

/** When a span that is open now ends, in minutes of today, more than a day's where that is tomorrow; null where it is not open. */
function spanEnd({ days, opens, closes }: NonNullable<Timetable['weekly']>[number], minute: number, weekday: number): number | null {
  if (closes > opens) return days[weekday] && minute >= opens && minute < closes ? closes : null;
  if (days[weekday] && minute >= opens) return closes + DAY_MINUTES;
  return days[(weekday + 6) % 7] && minute < closes ? closes : null;
}

function timetableOf(schedule: Schedule): Timetable {
  let timetable = known.get(schedule);
  if (!timetable) {
    const { from, until, weekly } = schedule;
    timetable = {
      fromMinute: from === undefined ? Number.NEGATIVE_INFINITY : minuteOf(from),
      untilMinute: until === undefined ? Number.POSITIVE_INFINITY : minuteOf(until),
      weekly:
        weekly?.map(({ dayOfWeek, opens, closes }) => ({
          days: DAYS.map((day) => dayOfWeek.includes(day)),
          opens: clockMinute(opens),
          closes: clockMinute(closes),
        })) ?? null,
    };
    known.set(schedule, timetable);
  }
  return timetable;
}

const minuteOf = (moment: string): number => dayNumber(moment.slice(0, 10)) * DAY_MINUTES + clockMinute(moment.slice(11));
const clockMinute = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
/** 1970-01-01 was a Thursday; Monday is 0. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;
