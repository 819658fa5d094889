/**
 * The seam between the widget's core and its lazy chunk (`widget/renderer` + `widget/blocks`): types only, no bytes.
 * The core loads the chunk when an answer first holds a block, calls the chunk's export `createRenderer` once, and `show` for every answer.
 */
import type { Block } from '../../shared/schemas/block.ts';
import type { EventItem } from '../../shared/schemas/event.ts';

/** An item as a block names it: the id, and whatever else the block knows. */
export type BlockItem = Pick<EventItem, 'item_id'> & Partial<Pick<EventItem, 'item_name' | 'item_brand' | 'price' | 'quantity'>>;

/** What a person did with a block. Field names are those of `shared/schemas/event.ts`; the core adds id and time, and sends it. */
export interface BlockEvent {
  type: 'impression' | 'click' | 'dismiss' | 'feedback';
  block: string;
  rule: string;
  variant: string;
  slot: string;
  /** click on a recommended item: that item */
  items?: BlockItem[];
  /** feedback; a dismiss by "less like this" has the answer `less` */
  question?: string;
  score?: number;
  answer?: string;
  text?: string;
  /** feedback about an order: the order id */
  transaction_id?: string;
}

/** What a shopper may ask about their own data: forget the journey, hand out all there is, erase all there is. */
export type PrivacyAct = 'reset' | 'download' | 'erase';

/** What the core gives the renderer. */
export interface RendererHost {
  /** Never throws. An event is only kept where consent allows it. */
  emit(event: BlockEvent): void;
  /** BCP 47, e.g. `it-IT` */
  locale: string;
  /** the CSP nonce of the widget's own script tag */
  nonce: string | undefined;
  /** Does it, and rejects if it cannot be done now. Where it is absent none of these is offered. */
  privacy?(act: PrivacyAct): Promise<void>;
  /** Heights in CSS pixels of what last stood in each slot, kept where consent allows it. Never throws. */
  heights?: { read(slot: string): number | undefined; write(slot: string, heightPx: number): void };
}

export interface Renderer {
  /** Shows exactly these blocks: new ones appear, known ids are patched in place, vanished ones leave. */
  show(blocks: Block[]): void;
  /** The page said something happened (`tappa('event', …)` or a GA4 event); blocks whose trigger is `event` may be waiting for it. */
  notify?(eventName: string): void;
  /** Removes every node, listener, timer and observer. */
  stop(): void;
}

export type CreateRenderer = (host: RendererHost) => Renderer;
