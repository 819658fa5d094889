import type { Profile } from '../visitor/profile.ts';
import { abandonReason } from './cart-traits.ts';
import { DAY_MS, keptPurchases } from './clocks.ts';

/** Windows that conditions may ask about, in days; the day of now is the last of them, days are UTC's. */
export const WINDOW_DAYS = [1, 7, 14, 30, 60, 90] as const;
export type WindowDays = (typeof WINDOW_DAYS)[number];

/** What was done in a window: `{"past.days7.sessions": {"$gte": 3}}`. */
export interface WindowTraits {
  sessions: number;
  pageViews: number;
  productViews: number;
  searches: number;
  wishlisted: number;
  addToCarts: number;
  checkouts: number;
  /** by the day each was last touched; the one that is left now is among them */
  cartsLeft: number;
  /** purchases that stand, in shops too */
  purchases: number;
  /** `{"past.days90.categories": {"$elemMatch": {"category": "Lamps", "purchases": {"$gte": 1}}}}` */
  categories: CategoryTraits[];
}

export interface CategoryTraits {
  category: string;
  views: number;
  addToCarts: number;
  purchases: number;
}

export type PastTraits = Readonly<Record<`days${WindowDays}`, WindowTraits>>;

/** Each window is worked out when a condition asks for it, once. */
export function pastTraits(profile: Profile, nowMs: number): PastTraits {
  const past = {};
  for (const days of WINDOW_DAYS) {
    let window: WindowTraits | undefined;
    Object.defineProperty(past, `days${days}`, {
      enumerable: true,
      get: () => {
        window ??= windowTraits(profile, days, nowMs);
        return window;
      },
    });
  }
  return past as PastTraits;
}

function windowTraits(profile: Profile, days: number, nowMs: number): WindowTraits {
  const isWithin = (day: number): boolean => day > Math.floor(nowMs / DAY_MS) - days;
  const sums = [0, 0, 0, 0, 0, 0, 0, 0];
  const categories = new Map<string, CategoryTraits>();
  const categoryOf = (category: string): CategoryTraits => {
    const known = categories.get(category) ?? { category, views: 0, addToCarts: 0, purchases: 0 };
    categories.set(category, known);
    return known;
  };
  for (const { day, n, of } of profile.past.days) {
    if (!isWithin(day)) continue;
    for (const [index, count] of n.entries()) sums[index]! += count;
    for (const [category, [views = 0, addToCarts = 0]] of Object.entries(of)) {
      const sum = categoryOf(category);
      sum.views += views;
      sum.addToCarts += addToCarts;
    }
  }
  const purchases = keptPurchases(profile).filter(({ atMs }) => isWithin(Math.floor(atMs / DAY_MS)));
  for (const purchase of purchases) for (const category of purchase.categories ?? []) categoryOf(category).purchases += 1;
  const [pageViews = 0, productViews = 0, searches = 0, wishlisted = 0, addToCarts = 0, checkouts = 0, sessions = 0, left = 0] = sums;
  const { updatedAtMs } = profile.cart;
  const isLeftNow = updatedAtMs !== null && updatedAtMs !== profile.past.leftAtMs && abandonReason(profile, nowMs) !== null;
  const cartsLeft = left + (isLeftNow && isWithin(Math.floor(updatedAtMs / DAY_MS)) ? 1 : 0);
  return {
    sessions,
    pageViews,
    productViews,
    searches,
    wishlisted,
    addToCarts,
    checkouts,
    cartsLeft,
    purchases: purchases.length,
    categories: [...categories.values()],
  };
}

/** Moments at which a day that something happened on leaves a window of so many days. */
export function leavingMs(profile: Profile, days: number): number[] {
  const { updatedAtMs } = profile.cart;
  const moments = [...profile.purchases.map(({ atMs }) => atMs), ...(updatedAtMs === null ? [] : [updatedAtMs])];
  const all = new Set([...profile.past.days.map(({ day }) => day), ...moments.map((atMs) => Math.floor(atMs / DAY_MS))]);
  return [...all].map((day) => (day + days) * DAY_MS);
}
