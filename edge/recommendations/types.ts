import type { RecommendationStrategy } from '../../shared/schemas/rule.ts';
import type { Merchandising } from './merchandising.ts';

/** One session or basket the engine learns from. */
export interface LearningSession {
  /** product ids, oldest first */
  items: readonly string[];
  endedAtMs: number;
}

export interface RecommendationRequest {
  /** tried in order until `count` is reached; popularity and the catalog itself fill what is left */
  strategies: readonly RecommendationStrategy[];
  count: number;
  /** product views of this session, oldest first */
  sessionItems: readonly string[];
  /** products looked at before, newest first */
  recentItems: readonly string[];
  /** what is in the cart */
  cartItems: readonly string[];
  /** what was bought, newest first */
  purchasedItems: readonly string[];
  /** product of the page, never recommended on it */
  currentItem: string | null;
  /** the merchant's rules that count now, in their order */
  merchandising?: readonly Merchandising[];
}

/** Why an item: which strategy, and the product it follows from where there is one. */
export interface Recommendation {
  itemId: string;
  strategy: RecommendationStrategy | 'popular' | 'catalog' | 'pinned';
  /** product id the pick follows from: the one looked at, the one bought */
  becauseOf: string | null;
  score: number;
}
