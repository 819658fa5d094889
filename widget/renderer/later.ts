import type { Block } from '../../shared/schemas/block.ts';

/** Address of the second chunk, seen from the first; put in when the widget is built. */
declare const TAPPA_OVERLAY_URL: string;
/** … and of the third. */
declare const TAPPA_CONTROLS_URL: string;

export type OverlayChunk = typeof import('./overlay-chunk.ts');
type ControlsChunk = typeof import('./controls-chunk.ts');

const FLOATING = ['bar', 'corner', 'modal'];
/** All but the first two come with the second chunk: long to draw, and for most who meet them floating or delayed. */
const KINDS = ['recommendations', 'message', 'store-notice', 'loyalty-prompt', 'feedback', 'cart-handoff'];
const FIRST_LATER_KIND = 2;

export const isFloating = ({ placement }: Block): boolean => FLOATING.includes(placement);

const isLaterKind = ({ kind }: Block): boolean => KINDS.indexOf(kind) >= FIRST_LATER_KIND;

/** An older widget meets newer kinds, and leaves them out. A list and no look-up by name: what came may be no name at all. */
export const isKnownKind = (block: Block): boolean => KINDS.includes(block?.kind);

/** Whether a block needs nothing of the second chunk: it stands in the page, at once. */
export function isPlain(block: Block): boolean {
  const { when } = block;
  return !isFloating(block) && !isLaterKind(block) && (!when || (when.on === 'load' && !when.afterMs));
}

const load = (file: string) => import(new URL(file, import.meta.url).href);

/** Fetches the second chunk; rejects where it cannot be had. */
export const loadOverlayChunk = (): Promise<OverlayChunk> => load(TAPPA_OVERLAY_URL);

/** Fetches the third chunk; rejects where it cannot be had. */
export const loadControlsChunk = (): Promise<ControlsChunk> => load(TAPPA_CONTROLS_URL);
