import type { Block, BlockKind } from '../../shared/schemas/block.ts';
import type { Acts, Body } from './acts.ts';
import { feedback } from './feedback.ts';
import { announcement, frame } from './frame.ts';
import { loyaltyPrompt } from './loyalty-prompt.ts';
import { message } from './message.ts';
import { recommendations } from './recommendations.ts';
import { storeNotice } from './store-notice.ts';

const BODIES: { [K in BlockKind]: Body<K> } = {
  recommendations,
  'store-notice': storeNotice,
  'loyalty-prompt': loyaltyPrompt,
  feedback,
  message,
};

/** Whether this widget knows the block's kind; an older widget meets newer kinds and leaves them out. */
export const isKnown = (block: Block): boolean => block?.kind in BODIES;

/**
 * One block in its frame, and for one that floats by itself what is said to screen readers.
 * Throws where the content is not what the kind promises: the caller then shows nothing.
 */
export function blockView(block: Block, acts: Acts, ending: AbortSignal): [HTMLElement, ...HTMLElement[]] {
  const { kind, content, labels, placement } = block;
  // The table pairs each kind with its own content; the compiler cannot follow that through the union.
  const body = BODIES[kind] as Body<BlockKind>;
  const outer = frame(block, body({ content, labels, acts, ending }), acts);
  return placement === 'bar' || placement === 'corner' ? [outer, announcement(content.title, ending)] : [outer];
}
