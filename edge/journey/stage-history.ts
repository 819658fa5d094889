import type { Customer } from '../../shared/schemas/customer.ts';
import type { StageDefinition } from '../../shared/schemas/site-setup.ts';
import type { StageId } from '../../shared/stages.ts';
import type { Profile } from '../visitor/profile.ts';
import { CART_SILENCE_MS, CHECKOUT_SILENCE_MS } from './cart-traits.ts';
import { CLOCKS } from './clocks.ts';
import { conditionPaths } from './condition.ts';
import { stageOf } from './stages.ts';
import { traitsOf } from './traits.ts';

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
 * for each number a condition compares a clock to, the moments the clock reaches and passes it; and when an open cart counts as left.
 */
export function turningPoints(profile: Profile, stages: readonly StageDefinition[], fromMs: number, toMs: number): number[] {
  const moments = new Set<number>();
  const add = (ms: number): void => {
    if (ms > fromMs && ms <= toMs) moments.add(ms);
  };
  for (const stage of stages) {
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
  if (profile.cart.updatedAtMs !== null) {
    add(profile.cart.updatedAtMs + CHECKOUT_SILENCE_MS);
    add(profile.cart.updatedAtMs + CART_SILENCE_MS);
  }
  return [...moments].sort((a, b) => a - b);
}

/**
 * The stages a person went through, oldest first, each with the moment it began, those included that came by silence alone.
 *
 * @param points profiles in order of time, as folding the facts one by one gives them; may be lazy
 * @param customer loyalty member as known today (its past is not kept)
 * @param untilMs end of the look back; points after it are left out
 */
export function stageHistory(
  points: Iterable<ProfilePoint>,
  stages: readonly StageDefinition[],
  customer: Customer | null,
  untilMs: number,
): StageChange[] {
  const history: StageChange[] = [];
  const note = (profile: Profile, atMs: number): void => {
    const stage = stageOf(traitsOf(profile, customer, atMs), stages);
    if (history.at(-1)?.stage !== stage) history.push({ stage, sinceMs: atMs });
  };
  const follow = (point: ProfilePoint, toMs: number): void => {
    note(point.profile, point.atMs);
    for (const atMs of turningPoints(point.profile, stages, point.atMs, toMs)) note(point.profile, atMs);
  };
  let last: ProfilePoint | null = null;
  for (const point of points) {
    if (point.atMs > untilMs) break;
    // acts of one instant are one step: only what they lead to together counts
    if (last !== null && last.atMs < point.atMs) follow(last, point.atMs - 1);
    last = point;
  }
  if (last !== null) follow(last, untilMs);
  return history;
}
