import { formatMoney, type Money } from '../../shared/money.ts';
import type { Store } from '../../shared/schemas/store.ts';
import type { Forms } from '../journey/plural.ts';
import { DAY_MS, localTime } from '../stores/local-time.ts';
import type { OpeningState } from '../stores/opening-hours.ts';
import { type Speech, sayCount, type Values } from './texts.ts';

/** Making an Intl format costs more than the rest of a decision: those in use are kept, and what prices look like too. */
const CACHE_MAX = 2_000;
const formats = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();
const prices = new Map<string, string>();

/** Below this a distance is given in metres. */
const KILOMETRE = 1_000;
/** Positions are coarse: finer steps would pretend. */
const METRES_STEP = 50;
/** Further ahead a weekday alone could be any week's. */
const WEEKDAY_WITHIN_DAYS = 7;

function cached<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  if (map.size >= CACHE_MAX) map.clear();
  const made = make();
  map.set(key, made);
  return made;
}

function dateFormat(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}|${JSON.stringify(options)}`;
  return cached(formats, key, () => new Intl.DateTimeFormat(locale, { ...options, timeZone })) as Intl.DateTimeFormat;
}

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return cached(formats, `${locale}|${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options)) as Intl.NumberFormat;
}

/** `89,90 €`. */
export function moneyText(money: Money, locale: string): string {
  return cached(prices, `${money.minor}|${money.currency}|${locale}`, () => formatMoney(money, locale));
}

/** `1.250`: whole numbers, grouped. */
export function countText(count: number, locale: string): string {
  return numberFormat(locale, { maximumFractionDigits: 0, useGrouping: true }).format(count);
}

/** `350 m`, `1,2 km`, `24 km`. */
export function distanceText(meters: number, locale: string): string {
  const rounded = Math.max(METRES_STEP, Math.round(meters / METRES_STEP) * METRES_STEP);
  if (rounded < KILOMETRE) return numberFormat(locale, { style: 'unit', unit: 'meter' }).format(rounded);
  const kilometres = rounded / KILOMETRE;
  return numberFormat(locale, { style: 'unit', unit: 'kilometer', maximumFractionDigits: kilometres < 10 ? 1 : 0 }).format(kilometres);
}

/** `19:30`, `7:30 PM`. */
export function timeText(atMs: number, timeZone: string, locale: string): string {
  return dateFormat(locale, timeZone, { hour: 'numeric', minute: '2-digit' }).format(atMs);
}

/** `12 marzo`. */
export function dateText(atMs: number, timeZone: string, locale: string): string {
  return dateFormat(locale, timeZone, { day: 'numeric', month: 'long' }).format(atMs);
}

/** Words with a time of day in them. One o'clock is singular in some languages: "all’1:00", "a la 1:00". */
function sayTime(forms: Forms, time: string, speech: Speech, values: Values = {}): string {
  return sayCount(forms, Number.parseInt(time, 10), speech, { ...values, time });
}

/** "aperto fino alle 19:30", "apre domani alle 9:00": in words, on the shop's own clock. Hours nobody gave are not claimed. */
export function hoursText(
  state: OpeningState,
  store: Pick<Store, 'timeZone' | 'openingHours' | 'specialOpeningHours'>,
  speech: Speech,
  nowMs: number,
): string {
  const { words, locale } = speech;
  const { timeZone } = store;
  if (store.openingHours.length === 0 && store.specialOpeningHours.length === 0) return words.hoursUnknown;
  if (state.open) {
    if (state.closesAt === null) return words.alwaysOpen;
    const closesMs = Date.parse(state.closesAt);
    if (localTime(timeZone, closesMs).minuteOfDay === 0) return words.openUntilMidnight;
    return sayTime(words.openUntil, timeText(closesMs, timeZone, locale), speech);
  }
  if (state.opensAt === null) return words.closed;
  const opensMs = Date.parse(state.opensAt);
  const daysAhead = localTime(timeZone, opensMs).day - localTime(timeZone, nowMs).day;
  const time = timeText(opensMs, timeZone, locale);
  if (daysAhead === 0) return sayTime(words.opensToday, time, speech);
  if (daysAhead === 1) return sayTime(words.opensTomorrow, time, speech);
  const far = opensMs - nowMs >= WEEKDAY_WITHIN_DAYS * DAY_MS;
  const day = far
    ? dateFormat(locale, timeZone, { weekday: 'long', day: 'numeric', month: 'long' })
    : dateFormat(locale, timeZone, { weekday: 'long' });
  return sayTime(words.opensOn, time, speech, { day: day.format(opensMs) });
}

/** "Disponibilità aggiornata alle 14:05", with the day where it is not today. */
export function asOfText(asOfMs: number, timeZone: string, speech: Speech, nowMs: number): string {
  const { words, locale } = speech;
  const time = timeText(asOfMs, timeZone, locale);
  const isToday = localTime(timeZone, asOfMs).day === localTime(timeZone, nowMs).day;
  return isToday
    ? sayTime(words.asOfToday, time, speech)
    : sayTime(words.asOfDate, time, speech, { day: dateText(asOfMs, timeZone, locale) });
}
