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

/** Notes an act in the counters of its day (UTC). To be called before the act changes the cart, and after it changed the session. */
export function countDay(profile: Profile, fact: Fact, isNewSession: boolean): void {
  if (isNewSession) {
    leaveCart(profile, fact.atMs);
    dayOf(profile, fact.atMs).n[SESSIONS]! += 1;
  }
  const column = COLUMN[fact.type as keyof typeof COLUMN];
  if (column === undefined) return;
  const day = dayOf(profile, fact.atMs);
  day.n[column]! += 1;
  const place = fact.type === 'view_item' ? 0 : fact.type === 'add_to_cart' ? 1 : -1;
  if (place < 0) return;
  for (const category of categoriesOf(fact)) {
    const counts = own(day.of, category) ?? [0, 0];
    if (!Object.hasOwn(day.of, category) && Object.keys(day.of).length >= DAY_CATEGORIES_MAX) continue;
    counts[place]! += 1;
    setOwn(day.of, category, counts);
  }
  forgetCategories(profile);
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
  profile.past.leftAtMs = updatedAtMs;
  if (atMs - updatedAtMs < PAST_DAYS_MAX * DAY_MS) dayOf(profile, updatedAtMs).n[CARTS_LEFT]! += 1;
}

function dayOf({ past }: Profile, atMs: number): DayCounts {
  const day = Math.floor(atMs / DAY_MS);
  const known = past.days.find((each) => each.day === day);
  if (known) return known;
  const made: DayCounts = { day, n: [0, 0, 0, 0, 0, 0, 0, 0], of: {} };
  const all = [...past.days, made].sort((a, b) => a.day - b.day);
  const newest = all.at(-1)!.day;
  past.days = all.filter((each) => each.day > newest - PAST_DAYS_MAX);
  return made;
}

function forgetCategories({ past }: Profile): void {
  let kept = 0;
  for (const each of past.days.toReversed()) {
    kept += Object.keys(each.of).length;
    if (kept > CATEGORIES_MAX) each.of = {};
  }
}
