import { CATEGORIES } from './categories.ts';
import { PRODUCTS } from './products.ts';
import type { Random } from './random.ts';
import type { CategoryId, LineId, ShopProduct } from './types.ts';

/** What goes with what: from a category, the others people wander to, by weight. */
const NEXT_TO: Readonly<Record<CategoryId, Partial<Record<CategoryId, number>>>> = {
  lighting: { furniture: 4, ceramics: 4, textiles: 2 },
  ceramics: { lighting: 3, table: 4, textiles: 2 },
  furniture: { lighting: 4, textiles: 4, ceramics: 1 },
  textiles: { furniture: 3, ceramics: 2, lighting: 2, table: 1 },
  table: { ceramics: 4, textiles: 3 },
  clothing: { accessories: 5, bags: 3 },
  bags: { accessories: 4, clothing: 4 },
  accessories: { clothing: 5, bags: 3 },
};

/** Interest by season, northern hemisphere: months counted from 0. Anything not named counts 1. */
const SEASON: Readonly<Record<CategoryId, (month: number) => number>> = {
  lighting: (month) => (month >= 9 || month <= 1 ? 1.7 : 1),
  ceramics: (month) => (month >= 2 && month <= 5 ? 1.3 : 1),
  furniture: (month) => (month === 8 || month === 0 ? 1.3 : 1),
  textiles: (month) => (month >= 9 || month <= 1 ? 1.5 : 0.9),
  table: (month) => (month >= 10 ? 1.8 : 1),
  clothing: (month) => (month === 2 || month === 3 || month === 8 || month === 9 ? 1.6 : 1.1),
  bags: (month) => (month === 4 || month === 5 || month === 11 ? 1.4 : 1),
  accessories: (month) => (month >= 10 ? 1.6 : 1),
};

/** A category someone comes for on a day of that month. */
export function seasonalCategory(chance: Random, month: number): CategoryId {
  return chance.weighted(CATEGORIES, (category) => SEASON[category.id](month)).id;
}

/** Where interest goes after this category; most stay. */
export function nextCategory(chance: Random, category: CategoryId): CategoryId {
  if (chance.chance(0.78)) return category;
  const near = Object.entries(NEXT_TO[category]) as [CategoryId, number][];
  return chance.weighted(near, ([, weight]) => weight)[0];
}

/**
 * The next product someone looks at: mostly of the same kind or line as the one before, so that what is seen together belongs together.
 * @param seen products of this visit, which are rarely opened twice
 */
export function nextProduct(chance: Random, category: CategoryId, before: ShopProduct | null, seen: readonly ShopProduct[]): ShopProduct {
  const choices = PRODUCTS.filter((product) => product.category === category || product.line === before?.line);
  return chance.weighted(choices, (product) => {
    let weight = product.appeal;
    if (product.category !== category) weight *= 0.25;
    if (before && product.kind === before.kind) weight *= 2.5;
    if (before && product.line === before.line) weight *= 2.5;
    if (seen.includes(product)) weight *= 0.1;
    return weight;
  });
}

/** Something that goes with a product at the till: the same line first, then what stands next to it. */
export function companion(chance: Random, product: ShopProduct, line: LineId = product.line): ShopProduct {
  const near = NEXT_TO[product.category];
  const choices = PRODUCTS.filter((other) => other.groupId !== product.groupId);
  return chance.weighted(choices, (other) => {
    const room = other.category === product.category ? 1.5 : (near[other.category] ?? 0.05);
    return other.appeal * room * (other.line === line ? 6 : 1) * (other.priceMinor < 6_000 ? 1.6 : 1);
  });
}
