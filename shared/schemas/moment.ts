import * as v from 'valibot';

/** `Date.parse` takes more than ISO 8601, and makes the 2nd of March of a 30th of February. */
const DAY = /^(\d{4})-(\d{2})-(\d{2})/;

function isMoment(text: string): boolean {
  const [, year, month, day] = DAY.exec(text) ?? [];
  if (Number.isNaN(Date.parse(text))) return false;
  return day !== undefined && new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}

/** ISO 8601, of a day that the calendar has. */
export const MomentSchema = v.pipe(v.string(), v.maxLength(40), v.check(isMoment, 'is not an ISO 8601 date'));
