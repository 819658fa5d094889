import * as fc from 'fast-check';
import { buildIndex, type RecommendationIndex } from '../../../edge/recommendations/session-index.ts';
import type { LearningSession, RecommendationRequest } from '../../../edge/recommendations/types.ts';
import type { Catalog } from '../../../shared/published-site.ts';
import type { Product } from '../../../shared/schemas/product.ts';

export const NOW_MS = Date.UTC(2026, 10, 20, 12);
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A product of a household shop; what is not said is ordinary. */
export function product(id: string, more: Partial<Product> = {}): Product {
  return {
    id,
    title: `Product ${id}`,
    link: `https://shop.example/p/${id}`,
    imageLink: `https://shop.example/p/${id}.jpg`,
    price: { minor: 5_000, currency: 'EUR' },
    availability: 'in_stock',
    categories: ['Home'],
    ...more,
  };
}

export function catalogOf(products: readonly Product[]): Catalog {
  return { products, byId: new Map(products.map((one) => [one.id, one])) };
}

/** Visits of shoppers, one an hour, the last one an hour ago: `'lamp bulb'` is a visit that saw the lamp, then the bulb. */
export function visits(...lines: string[]): LearningSession[] {
  return lines.map((line, place) => ({ items: line.split(' '), endedAtMs: NOW_MS - (lines.length - place) * HOUR_MS }));
}

export function learn(sessions: LearningSession[], baskets: LearningSession[] = []): RecommendationIndex {
  return buildIndex({ sessions, baskets, nowMs: NOW_MS });
}

/** A request of somebody of whom nothing is known, for four products. */
export function request(more: Partial<RecommendationRequest> = {}): RecommendationRequest {
  return {
    strategies: [],
    count: 4,
    sessionItems: [],
    recentItems: [],
    cartItems: [],
    purchasedItems: [],
    currentItem: null,
    ...more,
  };
}

const id = fc.integer({ min: 0, max: 30 }).map((number) => `p${number}`);

/** Any visits and baskets of a small range. */
export const anySessions = fc.array(
  fc.record({ items: fc.array(id, { minLength: 1, maxLength: 8 }), endedAtMs: fc.integer({ min: NOW_MS - 90 * DAY_MS, max: NOW_MS }) }),
  { maxLength: 40 },
);

/** Any catalog of a small range, ids distinct; some products sold out, some variants of one another. */
export const anyCatalog = fc
  .uniqueArray(
    fc.record({
      id,
      availability: fc.constantFrom('in_stock', 'out_of_stock', 'preorder', 'backorder'),
      minor: fc.integer({ min: 0, max: 100_000 }),
      categories: fc.array(fc.constantFrom('Home', 'Garden', 'Lamps', 'Chairs'), { maxLength: 3 }),
      group: fc.option(fc.constantFrom('g1', 'g2', 'g3'), { nil: undefined }),
    }),
    { selector: (one) => one.id, maxLength: 25 },
  )
  .map((list) =>
    catalogOf(
      list.map(({ id: productId, availability, minor, categories, group }) =>
        product(productId, {
          availability,
          categories,
          price: { minor, currency: 'EUR' },
          ...(group === undefined ? {} : { itemGroupId: group }),
        }),
      ),
    ),
  );

export const anyRequest: fc.Arbitrary<RecommendationRequest> = fc.record({
  strategies: fc.array(fc.constantFrom('session', 'similar', 'bought-together', 'recently-viewed', 'trending', 'after-purchase'), {
    maxLength: 4,
  }),
  count: fc.integer({ min: 0, max: 24 }),
  sessionItems: fc.array(id, { maxLength: 6 }),
  recentItems: fc.array(id, { maxLength: 6 }),
  cartItems: fc.array(id, { maxLength: 4 }),
  purchasedItems: fc.array(id, { maxLength: 4 }),
  currentItem: fc.option(id),
});
