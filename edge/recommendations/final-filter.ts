import type { Catalog } from '../../shared/published-site.ts';
import { categoryKey } from './catalog-facets.ts';
import type { RecommendationRequest } from './types.ts';

/** Strategies after which what was bought already must not come up, by whatever way it comes. */
const AFTER_BUYING: ReadonlySet<string> = new Set(['bought-together', 'after-purchase']);

/** Says what may be shown, and remembers what is. Stands after every strategy, so that none can get round it. */
export interface PickFilter {
  allows(itemId: string): boolean;
  take(itemId: string): void;
  /** how many of the product's category were taken; 0 for a product without category */
  inCategory(itemId: string): number;
}

/** A filter for one request. Variants of the page's product and of what is in the cart are kept out with them. */
export function pickFilter(catalog: Catalog, request: RecommendationRequest): PickFilter {
  const keptOut = new Set(request.cartItems);
  if (request.currentItem !== null) keptOut.add(request.currentItem);
  if (request.strategies.some((strategy) => AFTER_BUYING.has(strategy))) {
    for (const id of request.purchasedItems) keptOut.add(id);
  }
  const groups = new Set<string>();
  for (const id of keptOut) {
    const group = catalog.byId.get(id)?.itemGroupId;
    if (group !== undefined) groups.add(group);
  }
  const categories = new Map<string, number>();
  return {
    allows(itemId) {
      const product = catalog.byId.get(itemId);
      if (!product || product.availability === 'out_of_stock' || keptOut.has(itemId)) return false;
      return product.itemGroupId === undefined || !groups.has(product.itemGroupId);
    },
    take(itemId) {
      const product = catalog.byId.get(itemId);
      keptOut.add(itemId);
      if (product?.itemGroupId !== undefined) groups.add(product.itemGroupId);
      const category = product ? categoryKey(product) : null;
      if (category !== null) categories.set(category, (categories.get(category) ?? 0) + 1);
    },
    inCategory(itemId) {
      const product = catalog.byId.get(itemId);
      const category = product ? categoryKey(product) : null;
      return category === null ? 0 : (categories.get(category) ?? 0);
    },
  };
}
