import type { Day, OpeningHours } from '../../../../shared/schemas/store.ts';
import type { Language } from '../kept.ts';

const DAYS: readonly Day[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
/** A week that began on a Monday, to ask `Intl` for names of days. */
const MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** `lun–ven 09:00–19:30`: neighbouring days with the same hours in one line; days not named are closed and left out. */
export function hoursWords(hours: readonly OpeningHours[], language: Language, allDay: string): string[] {
  const ofDay = DAYS.map((day) =>
    hours
      .filter(({ dayOfWeek, opens, closes }) => dayOfWeek.includes(day) && opens !== closes)
      .map(({ opens, closes }) => (opens === '00:00' && (closes === '24:00' || closes === '23:59') ? allDay : `${opens}–${closes}`))
      .sort()
      .join(', '),
  );
  const lines: string[] = [];
  for (let from = 0; from < DAYS.length; ) {
    let to = from;
    while (to + 1 < DAYS.length && ofDay[to + 1] === ofDay[from]) to++;
    if (ofDay[from]) lines.push(`${dayName(from, language)}${to > from ? `–${dayName(to, language)}` : ''} ${ofDay[from]}`);
    from = to + 1;
  }
  return lines;
}

function dayName(index: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(MONDAY_MS + index * DAY_MS);
}
