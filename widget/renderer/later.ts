import type { Block } from '../../shared/schemas/block.ts';

/** Address of the second chunk, seen from the first; put in when the widget is built. */
declare const TAPPA_OVERLAY_URL: string;

export type OverlayChunk = typeof import('./overlay-chunk.ts');

const FLOATING = ['bar', 'corner', 'modal'];

export const isFloating = ({ placement }: Block): boolean => FLOATING.includes(placement);

/** Whether a block is in the page and at once, and so needs nothing of the second chunk. */
export function isPlain(block: Block): boolean {
  const { when } = block;
  return !isFloating(block) && (!when || (when.on === 'load' && !when.afterMs));
}

/** Fetches the second chunk; rejects where it cannot be had. */
export const loadOverlayChunk = (): Promise<OverlayChunk> => import(new URL(TAPPA_OVERLAY_URL, import.meta.url).href);
