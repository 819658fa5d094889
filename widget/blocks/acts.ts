/** What a person can do with a block. The renderer turns each act into an event; a block neither sends nor stores anything. */
import type { ComponentType } from 'preact';
import type { BlockContents, BlockKind, BlockLabels } from '../../shared/schemas/block.ts';
import type { BlockEvent, BlockItem } from '../renderer/seam.ts';

/** One answer to a question. `score` for scales, `answer` for choices, `text` for the comment that may follow. */
export type GivenFeedback = Pick<BlockEvent, 'question' | 'score' | 'answer' | 'text' | 'transaction_id'>;

export interface Acts {
  /** @param item the product the click is about, if it is about one */
  click(item?: BlockItem): void;
  /** @param answer `less`: nor anything else of its rule */
  dismiss(answer?: 'less'): void;
  feedback(given: GivenFeedback): void;
  /** Fetches what stands behind "why am I seeing this?" besides the reason; rejects where it cannot be had. */
  controls(): Promise<ComponentType<ControlsProps>>;
}

/** What the shopper's controls are given. */
export interface ControlsProps {
  labels: BlockLabels;
  acts: Acts;
}

/** What the component of one kind is given. It throws where there is nothing worth showing; the block is then left out. */
export interface BodyProps<K extends BlockKind> {
  content: BlockContents[K];
  labels: BlockLabels;
  acts: Acts;
}
