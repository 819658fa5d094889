import { DAYS, type Day, type OpeningHours, type SpecialOpeningHours } from '../../shared/schemas/store.ts';
import { isCalendarDate } from './dates.ts';
import type { FieldReader } from './fields.ts';

/** Columns may be in Italian: the spreadsheet is written by whoever runs the shop. */
const NAMES_OF: Readonly<Record<Day, string>> = {
  Monday: 'monday mon mo lunedi lunedì lun',
  Tuesday: 'tuesday tue tu martedi martedì mar',
  Wednesday: 'wednesday wed we mercoledi mercoledì mer',
  Thursday: 'thursday thu th giovedi giovedì gio',
  Friday: 'friday fri fr venerdi venerdì ven',
  Saturday: 'saturday sat sa sabato sab',
  Sunday: 'sunday sun su domenica dom',
};
const DAY_BY_NAME: ReadonlyMap<string, Day> = new Map(DAYS.flatMap((day) => NAMES_OF[day].split(' ').map((name) => [name, day] as const)));
/** A header may write the day large or small. */
const COLUMNS_OF = new Map(
  DAYS.map((day) => [day, NAMES_OF[day].split(' ').flatMap((name) => [name, name[0]!.toUpperCase() + name.slice(1)])]),
);
const CLOSED = /^(closed|chiuso|-|–)$/i;
const SPAN = /^(\d{1,2})[:.](\d{2})\s*(?:-|–|—|to|a|alle)\s*(\d{1,2})[:.](\d{2})$/i;
const SPANS_MAX = 200;

/**
 * Weekly hours: schema.org `openingHoursSpecification` (by that name or `openingHours`), and columns such as `monday` with
 * `09:00-13:00,15:00-19:30`, or `chiuso`.
 */
export function readWeeklyHours(row: FieldReader): OpeningHours[] {
  const name = row.named('openingHours', 'openingHoursSpecification');
  const hours: OpeningHours[] = [];
  for (const [index, entry] of limited(row, name).entries()) {
    const nested = row.nested(`${name}.${index}`, entry);
    if (!nested) continue;
    const dayOfWeek = readDays(nested);
    const times = readTimes(nested, false);
    // schema.org marks seasonal hours with dates here too; those belong to the special hours
    if (dayOfWeek && times && nested.value('validFrom') === undefined) hours.push({ dayOfWeek, ...times });
  }
  for (const day of DAYS) hours.push(...readDayColumns(row, day));
  return hours;
}

/** Hours of single dates; without times, the shop is closed on them. */
export function readSpecialHours(row: FieldReader): SpecialOpeningHours[] {
  const name = row.named('specialOpeningHours', 'specialOpeningHoursSpecification');
  const hours: SpecialOpeningHours[] = [];
  for (const [index, entry] of limited(row, name).entries()) {
    const nested = row.nested(`${name}.${index}`, entry);
    if (!nested) continue;
    const validFrom = readDate(nested, 'validFrom');
    const validThrough = nested.value('validThrough') === undefined ? validFrom : readDate(nested, 'validThrough');
    const times = readTimes(nested, true);
    nested.value('dayOfWeek');
    if (validFrom && validThrough && validFrom > validThrough) nested.fail('validThrough', 'lies before validFrom');
    if (validFrom && validThrough && times) hours.push({ validFrom, validThrough, ...times });
  }
  return hours;
}

/** `HH:MM` of `9:00`, `09:00:00` or `24:00`; null if it is none. */
export function clockTime(text: string): string | null {
  const match = /^(\d{1,2})[:.](\d{2})(?::\d{2})?$/.exec(text.trim());
  if (!match) return null;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return null;
  return `${String(hour).padStart(2, '0')}:${match[2]}`;
}

function limited(row: FieldReader, name: string): unknown[] {
  const list = row.list(name) ?? [];
  if (list.length > SPANS_MAX) row.fail(name, `has more than ${SPANS_MAX} entries`);
  return list.slice(0, SPANS_MAX);
}

function readDays(nested: FieldReader): Day[] | undefined {
  const value = nested.value('dayOfWeek');
  const names = Array.isArray(value) ? value : value === undefined ? [] : String(value).split(',');
  const days = names.map((name) => (typeof name === 'string' ? DAY_BY_NAME.get(plainDay(name)) : undefined));
  if (days.length === 0) return nested.fail('dayOfWeek', 'is missing');
  if (days.some((day) => day === undefined)) return nested.fail('dayOfWeek', `must be some of ${DAYS.join(', ')}`);
  return [...new Set(days as Day[])];
}

function plainDay(name: string): string {
  const local = name.trim().replace(/^https?:\/\/schema\.org\//i, '');
  return local.toLowerCase();
}

function readTimes(nested: FieldReader, mayBeClosed: boolean): { opens: string; closes: string } | undefined {
  if (mayBeClosed && nested.value('opens') === undefined && nested.value('closes') === undefined)
    return { opens: '00:00', closes: '00:00' };
  const opens = readTime(nested, 'opens');
  const closes = readTime(nested, 'closes');
  return opens && closes ? { opens, closes } : undefined;
}

function readTime(nested: FieldReader, name: string): string | undefined {
  const text = nested.text(name, { required: true, max: 20 });
  return text === undefined ? undefined : (clockTime(text) ?? nested.fail(name, 'is not a time such as 09:00'));
}

function readDate(nested: FieldReader, name: string): string | undefined {
  const text = nested.text(name, { required: true, max: 40 })?.slice(0, 10);
  return text === undefined || isCalendarDate(text) ? text : nested.fail(name, 'is not a date such as 2026-12-25');
}

function readDayColumns(row: FieldReader, day: Day): OpeningHours[] {
  const name = row.named(...COLUMNS_OF.get(day)!);
  const text = row.text(name, { max: 200 });
  if (text === undefined || CLOSED.test(text)) return [];
  const hours: OpeningHours[] = [];
  for (const span of text.split(/[,;/]/)) {
    const match = SPAN.exec(span.trim());
    const opens = match && clockTime(`${match[1]}:${match[2]}`);
    const closes = match && clockTime(`${match[3]}:${match[4]}`);
    if (opens && closes) hours.push({ dayOfWeek: [day], opens, closes });
    else row.fail(name, 'is not a list of hours such as 09:00-13:00,15:00-19:30');
  }
  return hours;
}
