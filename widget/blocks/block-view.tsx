import type { ComponentType } from 'preact';
import type { Block, BlockKind } from '../../shared/schemas/block.ts';
import type { Acts, BodyProps } from './acts.ts';
import { Boundary } from './boundary.tsx';
import { Feedback } from './feedback.tsx';
import { Frame } from './frame.tsx';
import { LoyaltyPrompt } from './loyalty-prompt.tsx';
import { Message } from './message.tsx';
import { Recommendations } from './recommendations.tsx';
import { StoreNotice } from './store-notice.tsx';

const BODIES: { [K in BlockKind]: ComponentType<BodyProps<K>> } = {
  recommendations: Recommendations,
  'store-notice': StoreNotice,
  'loyalty-prompt': LoyaltyPrompt,
  feedback: Feedback,
  message: Message,
};

/** Whether this widget knows the block's kind; an older widget meets newer kinds and leaves them out. */
export const isKnown = (block: Block): boolean => block?.kind in BODIES;

interface Props {
  block: Block;
  acts: Acts;
  /** Called during the render that failed: the content is not what the kind promises, and nothing is drawn. */
  onBroken(): void;
}

/** One block in its frame. Another block in the same place is drawn anew; the same one keeps its elements and what a person did in them. */
export function BlockView({ block, acts, onBroken }: Props) {
  // The table pairs each kind with its own content; the compiler cannot follow that through the union.
  const Body = BODIES[block.kind] as ComponentType<BodyProps<BlockKind>>;
  return (
    <Boundary key={block.id} onBroken={onBroken}>
      <Frame block={block} acts={acts}>
        <Body content={block.content} labels={block.labels} acts={acts} />
      </Frame>
    </Boundary>
  );
}
