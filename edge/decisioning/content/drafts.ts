import type {
  BlockKind,
  FeedbackContent,
  LoyaltyPromptContent,
  MessageContent,
  RecommendationsContent,
  RecommendedItem,
  StoreLine,
  StoreNoticeContent,
  StoreOffer,
} from '../../../shared/schemas/block.ts';
import { Claim } from './claim.ts';

/** A text that may rest on a datum, as a marketer's does that names one. */
export type Wording = string | Claim<string>;

/** `C` with the fields `K` as claims: a bare value of one does not compile. */
type Claiming<C, K extends keyof C> = { [P in keyof C]: P extends K ? Claim<Exclude<C[P], undefined>> : C[P] };
/** `C` with the fields `K` as texts that may be claims. */
type Worded<C, K extends keyof C> = { [P in keyof C]: P extends K ? Wording : C[P] };

export type ItemDraft = Claiming<RecommendedItem, 'priceText' | 'wasPriceText'>;
export type LineDraft = Claiming<StoreLine, 'inStock' | 'text'>;
export type OfferDraft = Claiming<StoreOffer, 'open' | 'hoursText' | 'whole' | 'stockText'>;
type NoticeDraft = Claiming<Omit<StoreNoticeContent, 'store' | 'lines' | 'others'>, 'title' | 'text' | 'asOfText' | 'asOf'>;

/** What builders make of each kind: its content, with all that speaks of stock, prices, points or hours as a claim. */
export interface Drafts {
  recommendations: Worded<Omit<RecommendationsContent, 'items'>, 'title'> & { items: ItemDraft[] };
  'store-notice': NoticeDraft & { store: OfferDraft; lines: LineDraft[]; others: OfferDraft[] };
  'loyalty-prompt': Worded<Claiming<LoyaltyPromptContent, 'pointsText' | 'progress' | 'earnText'>, 'title' | 'text'>;
  feedback: Worded<FeedbackContent, 'title' | 'question'>;
  message: Worded<MessageContent, 'title' | 'text'>;
}

export type DraftKind = Exclude<BlockKind, 'cart-handoff'>;

/** A draft with its claims said: plain data, and their end (null = it makes none). */
export interface Stated {
  content: unknown;
  untilMs: number | null;
}

/** Says what a draft says; null where one of its claims may be said no more. */
export function stated(draft: unknown, nowMs: number): Stated | null {
  let untilMs: number | null = null;
  let isPast = false;
  const visit = (part: unknown): unknown => {
    if (part instanceof Claim) {
      const said = part.at(nowMs);
      isPast ||= said === null;
      untilMs = Math.min(untilMs ?? part.untilMs, part.untilMs);
      return said?.value;
    }
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, visit(inner)]));
  };
  const content = visit(draft);
  return isPast ? null : { content, untilMs };
}
