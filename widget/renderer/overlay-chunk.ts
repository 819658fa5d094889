/**
 * The second lazy chunk: what is needed when a block floats above the page, waits for its moment, or is of a kind that mostly does so. It
 * holds no Preact and no code of the first chunk: what it needs of that is given to its functions.
 */
import { createCartHandoff } from '../blocks/cart-handoff.ts';
import { createFeedback } from '../blocks/feedback.ts';
import type { Bodies, Kit } from '../blocks/kit.ts';
import { createLoyaltyPrompt } from '../blocks/loyalty-prompt.ts';
import { createStoreNotice } from '../blocks/store-notice.ts';
import { LATER_KINDS_CSS } from './styles/later-kinds.ts';
import { LOYALTY_CSS } from './styles/loyalty.ts';
import { OVERLAY_CSS } from './styles/overlay.ts';

export { createOverlay } from './overlay.ts';
export { arm } from './triggers.ts';

export const createLaterBodies = (kit: Kit): Bodies => ({
  feedback: createFeedback(kit),
  'store-notice': createStoreNotice(kit),
  'loyalty-prompt': createLoyaltyPrompt(kit),
  'cart-handoff': createCartHandoff(kit),
});

export const OVERLAY_CHUNK_CSS = LATER_KINDS_CSS + LOYALTY_CSS + OVERLAY_CSS;
