import type { JourneyState } from '../../shared/schemas/answer.ts';
import { DAYS } from '../../shared/schemas/store.ts';
import { DAY_MS } from '../journey/clocks.ts';
import type { Traits } from '../journey/traits.ts';
import { distanceMeters } from '../stores/distance.ts';
import { localTime } from '../stores/local-time.ts';
import type { Exposure } from '../visitor/profile.ts';
import type { DecisionInput } from './types.ts';

/** What a person has seen of a rule, below `seen.RULE`. */
export interface SeenTraits {
  impressions: number;
  clicks: number;
  dismissals: number;
  daysSinceShown: number | null;
  daysSinceDismissed: number | null;
}

/** What the `who` of a rule may ask: the traits of the person, and of the moment. */
export interface Attributes extends Traits {
  /** the person's stage */
  stage: string;
  page: { type: string; path: string; locale: string; language: string; product: string | null; slots: readonly string[] };
  /** on the site's clock; `hour` 0–23, `weekday` in English, `date` YYYY-MM-DD */
  time: { hour: number; weekday: string; date: string };
  /** the shop chosen, and how far the nearest is, whole metres, where the place is known */
  store: { chosen: string | null; distanceMeters: number | null };
  seen: Record<string, SeenTraits>;
}

/**
 * Attributes for conditions. `slots` are the places in the page. What costs something to work out (clock, distances, past exposures) is worked out when a condition asks.
 */
export function attributesOf(input: DecisionInput, traits: Traits, journey: JourneyState, slots: readonly string[]): Attributes {
  const { page, storeCode } = input.visit;
  let time: Attributes['time'] | undefined;
  let nearest: number | null | undefined;
  let seen: Attributes['seen'] | undefined;
  return {
    ...traits,
    stage: journey.stage,
    page: {
      type: page.type,
      path: pathOf(page.url),
      locale: page.locale,
      language: page.locale.split(/[-_]/)[0]!.toLowerCase(),
      product: page.product ?? null,
      slots,
    },
    get time() {
      time ??= siteTime(input.site.head.settings.timeZone, input.hoursAtMs);
      return time;
    },
    store: {
      chosen: storeCode,
      get distanceMeters() {
        if (nearest === undefined) nearest = nearestMeters(input);
        return nearest;
      },
    },
    get seen() {
      seen ??= Object.fromEntries(
        Object.entries(input.profile.exposures).map(([rule, exposure]) => [rule, seenTraits(exposure, input.nowMs)]),
      );
      return seen;
    },
  };
}

/** `https://shop.it/it/lamps?x=1#y` → `/it/lamps`; pages send their address in full or as a path. */
function pathOf(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return path === '' ? '/' : path;
}

function siteTime(timeZone: string, nowMs: number): Attributes['time'] {
  const { day, minuteOfDay, weekday } = localTime(timeZone, nowMs);
  return {
    hour: Math.floor(minuteOfDay / 60),
    weekday: DAYS[weekday]!.toLowerCase(),
    date: new Date(day * DAY_MS).toISOString().slice(0, 10),
  };
}

function nearestMeters({ position, site }: DecisionInput): number | null {
  if (!position || site.stores.length === 0) return null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const store of site.stores) nearest = Math.min(nearest, distanceMeters(position, store.geo));
  return Math.round(nearest);
}

function seenTraits(exposure: Exposure, nowMs: number): SeenTraits {
  const daysSince = (atMs: number | null): number | null => (atMs === null ? null : Math.max(0, Math.floor((nowMs - atMs) / DAY_MS)));
  return {
    impressions: exposure.impressions,
    clicks: exposure.clicks,
    dismissals: exposure.dismissals,
    daysSinceShown: daysSince(exposure.lastImpressionAtMs),
    daysSinceDismissed: daysSince(exposure.lastDismissedAtMs),
  };
}
