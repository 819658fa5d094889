/**
 * A part for pages that stay open: what was said of stock, prices, points or hours goes when its time is over, and neutral words take its
 * place where the edge gave some.
 */
import type { Block } from '../../shared/schemas/block.ts';
import type { StartPart } from '../parts/seam.ts';

/** Longest that a browser's timer waits (32 bits). */
const TIMER_MAX_MS = 2 ** 31 - 1;

type Tappa = (command: 'on', name: string, hear: (news: never) => void) => void;

/** What may be said of some blocks at a moment: those past their claims with their neutral words, or not at all. */
export const sayable = (blocks: Block[], nowMs: number): Block[] =>
  blocks.flatMap(({ claimsUntil, otherwise, ...block }) => {
    if (!(Date.parse(claimsUntil!) <= nowMs)) return { ...block, claimsUntil, otherwise } as Block;
    return otherwise ? ({ ...block, content: otherwise } as Block) : [];
  });

/** When the first claim of some blocks ends, Unix ms; Infinity = none does. */
export const firstEnd = (blocks: Block[]): number =>
  Math.min(...blocks.map(({ claimsUntil }) => Date.parse(claimsUntil!) || Number.POSITIVE_INFINITY));

export const start: StartPart = ({ window, life, now, onPage, show }) => {
  const { tappa } = window as Window & typeof globalThis & { tappa: Tappa };
  const watch = (blocks: Block[]): void => {
    life.soon('claims', Math.min(firstEnd(blocks) - now(), TIMER_MAX_MS), () => {
      const left = sayable(blocks, now());
      show(left);
      watch(left);
    });
  };
  onPage(() => life.soon('claims', 0, () => {}));
  tappa('on', 'answer', ({ blocks }: { blocks: Block[] }) => watch(blocks));
};
