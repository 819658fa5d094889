import type { StageDefinition } from '../../shared/schemas/site-setup.ts';
import type { StageId } from '../../shared/stages.ts';
import type { Profile, StageNote } from '../visitor/profile.ts';
import { DAY_MS, lastActMs } from './clocks.ts';

/** A stage that was left does not come back before a day has passed, unless the person does something. */
export const STAGE_REST_MS = DAY_MS;

/**
 * Where a person stands after a moment, by where they stood and by the stage that fits them now. It is that stage, at once, with one exception: one they
 * left less than a day ago comes back only by an act since (a product, a search, the cart, a purchase, a refund, an answer; a page alone is none). Else
 * conditions that time or pages alone can turn, such as an intent around a limit or counts that begin anew with a visit, would send them to and fro.
 *
 * It follows from the facts: whoever follows them in their order comes to the same.
 *
 * @returns `before` itself where nothing changes
 */
export function nextStanding(
  before: StageNote | null,
  fits: StageId,
  profile: Profile,
  atMs: number,
  stages: readonly StageDefinition[],
): StageNote {
  if (before === null || !stages.some(({ id }) => id === before.stage)) return { stage: fits, sinceMs: atMs };
  if (before.stage === fits || restsUntilMs(before, fits, profile, atMs) !== null) return before;
  const left = (before.left ?? []).filter((each) => each.stage !== fits && atMs < each.atMs + STAGE_REST_MS);
  return { stage: fits, sinceMs: atMs, left: [...left, { stage: before.stage, atMs }] };
}

/** Until when a stage that fits is kept waiting, if nothing happens; null = it is not. */
export function restsUntilMs({ left }: StageNote, fits: StageId, profile: Profile, atMs: number): number | null {
  const last = left?.find(({ stage }) => stage === fits);
  if (!last || atMs >= last.atMs + STAGE_REST_MS || (lastActMs(profile) ?? 0) > last.atMs) return null;
  return last.atMs + STAGE_REST_MS;
}
