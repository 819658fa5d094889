import type { Product } from '../../shared/schemas/product.ts';
import { currentPrice } from './catalog-facets.ts';

/** What each sign of likeness is worth; together 1. The category says most, a brand is often the whole shop's. */
const CATEGORY_SHARE = 0.6;
const PRICE_SHARE = 0.25;
const BRAND_SHARE = 0.15;

/** Likeness of two products by what the catalog says of them, 0 to 1. */
export function likeness(a: Product, b: Product): number {
  const brand = a.brand !== undefined && a.brand === b.brand ? 1 : 0;
  return CATEGORY_SHARE * categoryLikeness(a.categories, b.categories) + PRICE_SHARE * priceLikeness(a, b) + BRAND_SHARE * brand;
}

/** Shared steps from the top of the category path, of the longer path: 1 for the same category, 0 where one has none. */
export function categoryLikeness(a: readonly string[], b: readonly string[]): number {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 0;
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return shared / longer;
}

/** The lower price ÷ the higher one; 0 across currencies, which this room cannot convert. */
function priceLikeness(a: Product, b: Product): number {
  const one = currentPrice(a);
  const other = currentPrice(b);
  if (one.currency !== other.currency) return 0;
  const higher = Math.max(one.minor, other.minor);
  return higher <= 0 ? 1 : Math.max(0, Math.min(one.minor, other.minor)) / higher;
}
