import type { BlockContents } from '../../../shared/schemas/block.ts';
import { type DraftKind, type Drafts, stated } from './drafts.ts';
import { SAID_AGAIN_MAX_MS } from './validity.ts';

/** What a builder makes of a template for a person. */
export interface Draft<K extends DraftKind> {
  draft: Drafts[K];
  /** the same without its claims, for when they may be said no more; without it there is nothing to say then */
  neutral?: Drafts[K];
  /** it must not be said again without asking, whatever it claims */
  once?: true;
  /** Unix ms from which the edge may decide otherwise */
  decidedUntilMs?: number;
}

/** Content, and the end of what it says. */
export interface Told<C> {
  content: C;
  /** Unix ms up to which all of it holds; null = it must not be said again without asking */
  untilMs: number | null;
  /** Unix ms from which its claims may be said no more; null = it makes none */
  claimsUntilMs: number | null;
  /** what is said in its place from then on */
  otherwise?: C;
}

/** Says a draft: as it is while its claims may be said, neutrally past their end; null where there is nothing left to say. */
export function toldOf<K extends DraftKind>(
  { draft, neutral, once, decidedUntilMs = Number.POSITIVE_INFINITY }: Draft<K>,
  nowMs: number,
): Told<BlockContents[K]> | null {
  const untilMs = once ? null : Math.min(nowMs + SAID_AGAIN_MAX_MS, decidedUntilMs);
  const plain = neutral === undefined ? null : stated(neutral, nowMs);
  // What claims something itself is no neutral word.
  const otherwise = plain?.untilMs === null ? (plain.content as BlockContents[K]) : undefined;
  const said = stated(draft, nowMs);
  if (said === null) return otherwise === undefined ? null : { content: otherwise, untilMs, claimsUntilMs: null };
  const content = said.content as BlockContents[K];
  if (said.untilMs === null) return { content, untilMs, claimsUntilMs: null };
  return {
    content,
    untilMs: untilMs === null ? null : Math.min(untilMs, said.untilMs),
    claimsUntilMs: said.untilMs,
    ...(otherwise === undefined ? {} : { otherwise }),
  };
}
