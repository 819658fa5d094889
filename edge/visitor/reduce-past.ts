import type { Fact } from './facts.ts';
import { own, setOwn } from './own.ts';
import type { DayCounts, Profile } from './profile.ts';

const DAY_MS = 86_400_000;

/** Days before the newest that are kept: the longest window that conditions may ask about. */
export const PAST_DAYS_MAX = 90;
/** Categories of one day, the first met; and of all days together, where the oldest go. */
const DAY_CATEGORIES_MAX = 6;
const CATEGORIES_MAX = 120;
const CATEGORY_MAX_CHARS = 60;
/** Levels of "Home > Lamps > Table lamps" that are counted, each by itself. */
const LEVELS_MAX = 3;

/** Counters of a day, in the order of `DayCounts.n`. */
const COLUMN = { page_view: 0, view_item: 1, search: 2, add_to_wishlist: 3, add_to_cart: 4, begin_checkout: 5 } as const;
const SESSIONS = 6;
const CARTS_LEFT = 7;

/**
 * Notes an act in the counters of its day (UTC). To be called before the act changes the cart, and after it changed the session.
 * Days are replaced and never changed in place, so that profiles may share them: a copy of 90 days with each fact would be most of the work.
 */
export function countDay(profile: Profile, fact: Fact, isNewSession: boolean): void {
  if (isNewSession) {
    leaveCart(profile, fact.atMs);
    changeDay(profile, fact.atMs, (day) => plusOne(day, SESSIONS));
  }
  const column = COLUMN[fact.type as keyof typeof COLUMN];
  if (column === undefined) return;
  const place = fact.type === 'view_item' ? 0 : fact.type === 'add_to_cart' ? 1 : -1;
  const categories = place < 0 ? [] : categoriesOf(fact);
  changeDay(profile, fact.atMs, (day) => withCategories(plusOne(day, column), categories, place));
  if (categories.length > 0) forgetCategories(profile);
}

const plusOne = (day: DayCounts, column: number): DayCounts => ({ ...day, n: day.n.with(column, day.n[column]! + 1) });

function withCategories(day: DayCounts, categories: readonly string[], place: number): DayCounts {
  if (categories.length === 0) return day;
  const of = { ...day.of };
  for (const category of categories) {
    const counts = own(of, category) ?? [0, 0];
    if (!Object.hasOwn(of, category) && Object.keys(of).length >= DAY_CATEGORIES_MAX) continue;
    setOwn(of, category, counts.with(place, counts[place]! + 1));
  }
  return { ...day, of };
}

/** Categories of an act's products, each level by itself: "Home > Lamps" is Home, and Lamps. */
export function categoriesOf({ items }: Pick<Fact, 'items'>): string[] {
  const names = (items ?? []).flatMap(({ item_category }) => (item_category ?? '').split('>').slice(0, LEVELS_MAX));
  return [...new Set(names.map((name) => name.trim().slice(0, CATEGORY_MAX_CHARS)).filter((name) => name !== ''))];
}

/** A visit that finds the cart of one before: that cart was left, on the day it was last touched, once. */
function leaveCart(profile: Profile, atMs: number): void {
  const { lines, updatedAtMs } = profile.cart;
  if (lines.length === 0 || updatedAtMs === null || updatedAtMs >= atMs || profile.past.leftAtMs === updatedAtMs) return;
  profile.past = { ...profile.past, leftAtMs: updatedAtMs };
  if (atMs - updatedAtMs < PAST_DAYS_MAX * DAY_MS) changeDay(profile, updatedAtMs, (day) => plusOne(day, CARTS_LEFT));
}

function changeDay(profile: Profile, atMs: number, change: (day: DayCounts) => DayCounts): void {
  const { days } = profile.past;
  const day = Math.floor(atMs / DAY_MS);
  const index = days.findLastIndex((each) => each.day === day);
  if (index >= 0) {
    profile.past = { ...profile.past, days: days.with(index, change(days[index]!)) };
    return;
  }
  const all = [...days, change({ day, n: [0, 0, 0, 0, 0, 0, 0, 0], of: {} })].sort((a, b) => a.day - b.day);
  const newest = all.at(-1)!.day;
  profile.past = { ...profile.past, days: all.filter((each) => each.day > newest - PAST_DAYS_MAX) };
}

function forgetCategories(profile: Profile): void {
  let kept = 0;
  const days = [...profile.past.days];
  for (let index = days.length - 1; index >= 0; index -= 1) {
    const count = Object.keys(days[index]!.of).length;
    kept += count;
    if (kept > CATEGORIES_MAX && count > 0) days[index] = { ...days[index]!, of: {} };
  }
  if (kept > CATEGORIES_MAX) profile.past = { ...profile.past, days };
}
