import type { Block } from '../../shared/schemas/block.ts';

/** Where blocks stand: in the page (`inline.ts`) or above it (`overlay.ts`). Both keep what cannot be shown yet until it can. */
export interface Place {
  add(block: Block): void;
  /** The same block with newer content. */
  patch(block: Block): void;
  /** The answer no longer holds it. @returns whether it stays all the same, since it is in use */
  remove(id: string): boolean;
  /** The person sent it away. */
  dismiss(id: string): void;
  /** All of an answer has been said. */
  settle(): void;
  /** The page's tree changed: put back what a framework threw out, fill slots that appeared. */
  recheck(): void;
  /** The page's colours may have changed. */
  restyle(): void;
  stop(): void;
}

/** What a place needs to tell. */
export interface PlaceEvents {
  /** The block stands in the page, in this element. */
  shown(id: string, frame: HTMLElement): void;
  /** The block left the page. */
  gone(id: string): void;
}
