/**
 * Blocks: what the edge asks a page to show. Plain data, already in the shopper's language; the widget adds no words of its own.
 * Types only: the edge builds them, the widget draws what it can of them and leaves out what is malformed (`widget/blocks/boundary.tsx`).
 */
import type { TriggerKind } from './rule.ts';

export const BLOCK_KINDS = ['recommendations', 'store-notice', 'loyalty-prompt', 'feedback', 'message', 'cart-handoff'] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** Where a block stands: in a slot of the page, or floating (one floating block at a time). */
export type Placement = 'inline' | 'bar' | 'corner' | 'modal';

/** Words of the frame around a block, in the shopper's language. */
export interface BlockLabels {
  close: string;
  why: string;
  previous: string;
  next: string;
  /** What a shopper may ask for behind "why am I seeing this?". What has no word is not offered. */
  less?: string;
  reset?: string;
  download?: string;
  erase?: string;
  /** asked once more before all data is erased */
  confirmErase?: string;
  /** said when it is done */
  done?: string;
}

/** A place in a page that has no slot: beside or inside the first element that a CSS selector finds. */
export interface PageSpot {
  selector: string;
  position: 'before' | 'after' | 'prepend' | 'append';
}

interface BlockBase {
  /** unique in the answer; impressions and clicks name it */
  id: string;
  rule: string;
  variant: string;
  slot: string;
  placement: Placement;
  /** `inline` only: stands there instead of in the slot of that name; not found, or no selector: left out */
  at?: PageSpot;
  when: { on: TriggerKind; afterMs?: number; percent?: number; event?: string };
  /** why this person sees it, in words: shown by "why am I seeing this?" */
  reason: string;
  labels: BlockLabels;
  /**
   * ISO 8601. Until then all it says is true, and the page it was made for may show it again to the same person with the same cart, should the
   * edge not answer. Without it: never without asking.
   */
  validUntil?: string;
  /**
   * ISO 8601, of a block that says something of stock, prices, points or hours. From then on that may be said no more, on a page that is still
   * open either: `otherwise` takes the place of `content`, and where there is none the block goes.
   */
  claimsUntil?: string;
}

/** A link to somewhere: `http(s)`, `tel:` or `mailto:` only; the widget drops any other. */
export interface BlockAction {
  label: string;
  url: string;
}

export interface RecommendedItem {
  item_id: string;
  title: string;
  url: string;
  imageUrl?: string;
  brand?: string;
  /** what it costs now, written out: "89,90 €" */
  priceText: string;
  /** the price before a sale, written out */
  wasPriceText?: string;
  /** "because you looked at …" */
  reason?: string;
}

export interface RecommendationsContent {
  title: string;
  items: RecommendedItem[];
}

export interface StoreLine {
  item_id: string;
  title: string;
  imageUrl?: string;
  wanted: number;
  inStock: number;
  /** "2 available", "not in this shop" */
  text: string;
}

export interface StoreOffer {
  storeCode: string;
  name: string;
  address: string;
  /** null where the shopper's place is unknown (a shop they chose themselves) */
  distanceMeters: number | null;
  /** "1,2 km"; empty where unknown */
  distanceText: string;
  open: boolean;
  /** "open until 19:30", "opens tomorrow at 9:00" */
  hoursText: string;
  /** every line in the wanted quantity */
  whole: boolean;
  /** "the whole cart" or "2 of 3 products" */
  stockText: string;
  telephone?: string;
  /** directions or the shop's own page */
  url?: string;
}

export interface StoreNoticeContent {
  title: string;
  text: string;
  store: StoreOffer;
  lines: StoreLine[];
  /** what speaks for the shop: "no shipping cost", "ready today" */
  benefits: string[];
  /** the next nearest, if they have something to offer */
  others: StoreOffer[];
  othersLabel: string;
  /** "stock as of 14:05" */
  asOfText: string;
  asOf: string;
  action?: BlockAction;
  call?: BlockAction;
}

export interface LoyaltyPromptContent {
  title: string;
  text: string;
  /** member only: "320 points", tier name, and what is missing to the next */
  pointsText?: string;
  tierText?: string;
  progress?: { value: number; max: number; text: string };
  /** "this cart earns 45 points" */
  earnText?: string;
  action?: BlockAction;
}

export interface FeedbackContent {
  title: string;
  question: string;
  questionId: string;
  orderId?: string;
  /** `scale`: buttons from min to max with the two end labels; `choice`: one of options */
  input:
    | { type: 'scale'; min: number; max: number; minLabel: string; maxLabel: string }
    | { type: 'choice'; options: { value: string; label: string }[] };
  /** asked after the first answer; empty = not asked */
  commentLabel: string;
  submitLabel: string;
  thanks: string;
}

export interface MessageContent {
  title: string;
  text: string;
  action?: BlockAction;
}

/** The cart on another device: a code to scan, the address to copy, and how long both are good. */
export interface CartHandoffContent {
  title: string;
  text: string;
  url: string;
  /** a QR code of the address: SVG path data of its dark modules, each 1 × 1, on a grid of `size` × `size` modules without a margin */
  qr: { size: number; path: string };
  copyLabel: string;
  copiedText: string;
  /** "valid until tomorrow at 14:05"; empty = not said */
  validUntilText: string;
}

export interface BlockContents {
  recommendations: RecommendationsContent;
  'store-notice': StoreNoticeContent;
  'loyalty-prompt': LoyaltyPromptContent;
  feedback: FeedbackContent;
  message: MessageContent;
  'cart-handoff': CartHandoffContent;
}

export type BlockOf<K extends BlockKind> = BlockBase & { kind: K; content: BlockContents[K]; otherwise?: BlockContents[K] };
export type Block = { [K in BlockKind]: BlockOf<K> }[BlockKind];
