import type { Customer } from '../../shared/schemas/customer.ts';
import type { StageId } from '../../shared/stages.ts';
import type { Profile, StageNote } from '../visitor/profile.ts';
import type { JourneyBasis } from './basis.ts';
import { CART_SILENCE_MS, CHECKOUT_SILENCE_MS } from './cart-traits.ts';
import { CLOCKS, DAY_MS } from './clocks.ts';
import { conditionPaths } from './condition.ts';
import { lifetimeOf } from './models/lifetime.ts';
import { stageOf } from './stages.ts';
import { nextStanding, restsUntilMs } from './standing.ts';
import { traitsOf } from './traits.ts';
import { leavingMs, WINDOW_DAYS } from './windows.ts';

/** A profile as it was from a moment on, until the next. */
export interface ProfilePoint {
  atMs: number;
  profile: Profile;
}

export interface StageChange {
  stage: StageId;
  sinceMs: number;
}

/**
 * Moments between `fromMs` (excluded) and `toMs` (included) at which time alone, without any act, may move this person to another stage:
 * for each number a condition compares a clock to, the moments the clock reaches and passes it; when an open cart counts as left; and the days on
 * which what may be expected of them falls past a number of a condition.
 */
export function turningPoints(profile: Profile, basis: JourneyBasis, fromMs: number, toMs: number): number[] {
  const moments = new Set<number>();
  const add = (ms: number): void => {
    if (ms > fromMs && ms <= toMs) moments.add(ms);
  };
  for (const stage of basis.stages) {
    const compared = conditionPaths(stage.when);
    for (const clock of CLOCKS) {
      const anchorMs = clock.anchorMs(profile);
      if (anchorMs === null) continue;
      for (const units of compared.get(clock.path) ?? []) {
        add(anchorMs + Math.ceil(units) * clock.unitMs);
        add(anchorMs + (Math.floor(units) + 1) * clock.unitMs);
      }
    }
  }
  for (const days of WINDOW_DAYS) {
    const isAsked = basis.stages.some(({ when }) => [...conditionPaths(when).keys()].some((path) => path.startsWith(`past.days${days}.`)));
    if (isAsked) for (const atMs of leavingMs(profile, days)) add(atMs);
  }
  if (profile.cart.updatedAtMs !== null) {
    add(profile.cart.updatedAtMs + CHECKOUT_SILENCE_MS);
    add(profile.cart.updatedAtMs + CART_SILENCE_MS);
  }
  for (const atMs of fallingDays(profile, basis, fromMs, toMs)) add(atMs);
  return [...moments].sort((a, b) => a - b);
}

const LIFETIME = 'lifetime.';

/**
 * Beginnings of days on which an answer to a question about `lifetime` changes by silence alone. None of its values rises in silence, so a stretch with
 * the same answers at both ends has no change within, and halving finds the others.
 */
function fallingDays(profile: Profile, basis: JourneyBasis, fromMs: number, toMs: number): number[] {
  const [fromDay, toDay] = [Math.floor(fromMs / DAY_MS), Math.floor(toMs / DAY_MS)];
  if (toDay <= fromDay || profile.purchases.length === 0) return [];
  const asked = basis.stages.flatMap(({ when }) => [...conditionPaths(when)].filter(([path]) => path.startsWith(LIFETIME)));
  if (asked.length === 0) return [];
  const answersOn = (day: number): string => {
    const lifetime = lifetimeOf(profile, basis, Math.max(fromMs, day * DAY_MS));
    return JSON.stringify(asked.map(([path, numbers]) => answer(lifetime, path.slice(LIFETIME.length).split('.'), numbers)));
  };
  const days: number[] = [];
  const search = (low: number, lowAnswers: string, high: number, highAnswers: string): void => {
    if (lowAnswers === highAnswers) return;
    if (high - low === 1) {
      days.push(high * DAY_MS);
      return;
    }
    const middle = Math.floor((low + high) / 2);
    const answers = answersOn(middle);
    search(low, lowAnswers, middle, answers);
    search(middle, answers, high, highAnswers);
  };
  search(fromDay, answersOn(fromDay), toDay, answersOn(toDay));
  return days;
}

/** Of a number, which of those it is compared to lie above it; of anything else, itself. */
function answer(lifetime: object | null, path: readonly string[], numbers: readonly number[]): unknown {
  const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], lifetime);
  return typeof value === 'number' ? numbers.map((limit) => Math.sign(value - limit)) : value;
}

/** What following a person's facts leads to. */
export interface Followed {
  /** where they stood, oldest first, from the moment given or the first fact on */
  standings: StageNote[];
  /** where they stood in the instant of the last point; null without any. Whoever goes on from there comes to the same as from the beginning */
  atLast: StageNote | null;
}

/**
 * Follows a person through points of time, and through what silence changes between them.
 *
 * @param points profiles in order of time, as folding the facts one by one gives them; may be lazy
 * @param customer loyalty member as known today (its past is not kept)
 * @param untilMs end of the look back; points after it are left out
 * @param from where they stood in the instant of the first point, to go on from there
 */
export function followStages(
  points: Iterable<ProfilePoint>,
  basis: JourneyBasis,
  customer: Customer | null,
  untilMs: number,
  from: StageNote | null = null,
): Followed {
  const standings: StageNote[] = from ? [from] : [];
  let standing = from;
  let atLast: StageNote | null = null;
  /** @returns until when another stage waits, if nothing happens */
  const look = (profile: Profile, atMs: number): number => {
    const fits = stageOf(traitsOf(profile, customer, basis, atMs), basis.stages);
    const next = nextStanding(standing, fits, profile, atMs, basis.stages);
    if (next !== standing) standings.push(next);
    standing = next;
    return (next.stage === fits ? null : restsUntilMs(next, fits, profile, atMs)) ?? Number.POSITIVE_INFINITY;
  };
  const follow = ({ profile, atMs }: ProfilePoint, toMs: number): void => {
    let waitsUntilMs = look(profile, atMs);
    atLast = standing;
    const through = (momentMs: number): void => {
      while (waitsUntilMs < momentMs && waitsUntilMs <= toMs) waitsUntilMs = look(profile, waitsUntilMs);
    };
    for (const momentMs of turningPoints(profile, basis, atMs, toMs)) {
      through(momentMs);
      waitsUntilMs = look(profile, momentMs);
    }
    through(Number.POSITIVE_INFINITY);
  };
  let last: ProfilePoint | null = null;
  for (const point of points) {
    if (point.atMs > untilMs) break;
    // acts of one instant are one step: only what they lead to together counts
    if (last !== null && last.atMs < point.atMs) follow(last, point.atMs - 1);
    last = point;
  }
  if (last !== null) follow(last, untilMs);
  return { standings, atLast };
}

/** The stages a person went through, oldest first, each with the moment it began, those included that came by silence alone. See `followStages`. */
export function stageHistory(
  points: Iterable<ProfilePoint>,
  basis: JourneyBasis,
  customer: Customer | null,
  untilMs: number,
): StageChange[] {
  return followStages(points, basis, customer, untilMs).standings.map(({ stage, sinceMs }) => ({ stage, sinceMs }));
}
