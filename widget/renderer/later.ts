import type { Block } from '../../shared/schemas/block.ts';

/** Address of the second chunk, seen from the first; put in when the widget is built. */
declare const TAPPA_OVERLAY_URL: string;

export type OverlayChunk = typeof import('./overlay-chunk.ts');

const FLOATING = ['bar', 'corner', 'modal'];
/** Long to draw, and for most who meet them floating or delayed. */
const LATER_KINDS = ['store-notice', 'feedback'];

export const isFloating = ({ placement }: Block): boolean => FLOATING.includes(placement);

export const isLaterKind = (block: Block): boolean => LATER_KINDS.includes(block?.kind);

/** Whether a block needs nothing of the second chunk: it stands in the page, at once. */
export function isPlain(block: Block): boolean {
  const { when } = block;
  return !isFloating(block) && !isLaterKind(block) && (!when || (when.on === 'load' && !when.afterMs));
}

/** Fetches the second chunk; rejects where it cannot be had. */
export const loadOverlayChunk = (): Promise<OverlayChunk> => import(new URL(TAPPA_OVERLAY_URL, import.meta.url).href);
