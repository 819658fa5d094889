import { toMinor } from '../../shared/money.ts';
import type { Catalog } from '../../shared/published-site.ts';
import type { MerchandisingRule } from '../../shared/schemas/merchandising.ts';
import type { Product } from '../../shared/schemas/product.ts';
import { currentPrice } from './catalog-facets.ts';
import type { Recommendation, RecommendationRequest } from './types.ts';

/** A merchant's rule, as far as this room needs to know it: whether it counts now is the caller's question. */
export type Merchandising = Pick<MerchandisingRule, 'strategies' | 'products' | 'act'>;

/** What a merchant's rules make of one request's candidates. */
export interface Merchandiser {
  /** products that have a place of their own, in the order of the rules */
  pins: { itemId: string; place: number }[];
  /** a strategy's candidates without what is excluded, boosts counted, and what is only for where nothing else is left */
  sorted(candidates: Recommendation[]): { wanted: Recommendation[]; buried: Recommendation[] };
}

const AS_FOUND: Merchandiser = { pins: [], sorted: (candidates) => ({ wanted: candidates, buried: [] }) };

/**
 * Rules over candidates, before the final filter, which nothing here gets round. Exclusion beats all; burying beats a boost; boosts multiply; of two
 * pins the earlier rule's stands first. Candidates without a boosted one keep the order they were found in.
 */
export function merchandiser({ byId }: Catalog, rules: readonly Merchandising[], { strategies }: RecommendationRequest): Merchandiser {
  if (rules.length === 0) return AS_FOUND;
  const matchers = rules.map((rule) => ({ rule, isMeant: productMatcher(rule.products) }));
  const actsOn = (product: Product, strategy: Recommendation['strategy'] | null): Merchandising['act'][] =>
    matchers.flatMap(({ rule, isMeant }) =>
      (rule.strategies.length === 0 || (rule.strategies as readonly (string | null)[]).includes(strategy)) && isMeant(product)
        ? [rule.act]
        : [],
    );
  const pins = matchers.flatMap(({ rule: { act, products, strategies: only } }) => {
    if (act.kind !== 'pin' || !(only.length === 0 || only.some((name) => strategies.includes(name)))) return [];
    return (products.ids ?? []).filter((id) => isFree(byId.get(id))).map((itemId) => ({ itemId, place: act.place }));
  });
  /** whatever a rule of any of the request's strategies excludes, no pin brings back */
  function isFree(product: Product | undefined): boolean {
    return product !== undefined && ![null, ...strategies].some((name) => actsOn(product, name).some(({ kind }) => kind === 'exclude'));
  }
  return {
    pins,
    sorted(candidates) {
      const wanted: Recommendation[] = [];
      const buried: Recommendation[] = [];
      let isBoosted = false;
      for (const candidate of candidates) {
        const product = byId.get(candidate.itemId);
        const acts = product ? actsOn(product, candidate.strategy) : [];
        if (acts.some(({ kind }) => kind === 'exclude')) continue;
        if (acts.some(({ kind }) => kind === 'bury')) buried.push(candidate);
        else {
          const factor = acts.reduce((product, act) => (act.kind === 'boost' ? product * act.factor : product), 1);
          isBoosted ||= factor > 1;
          wanted.push(factor > 1 ? { ...candidate, score: boosted(candidate.score, factor) } : candidate);
        }
      }
      // stable: what has the same score stays in the order it was found in
      return { wanted: isBoosted ? wanted.sort((a, b) => b.score - a.score) : wanted, buried };
    },
  };
}

/** Scores of what nothing is known of are 0, and some are below: a boost lifts them over their like all the same. */
const boosted = (score: number, factor: number): number => (score > 0 ? score * factor : score + Number.EPSILON * factor);

/** Whether a product is one of those that a rule means. */
export function productMatcher({ ids, brands, categories, minPrice, maxPrice }: Merchandising['products']): (product: Product) => boolean {
  const idSet = ids && new Set(ids);
  const brandSet = brands && new Set(brands.map(lower));
  const categorySet = categories && new Set(categories.map(lower));
  return (product) => {
    if (idSet && !idSet.has(product.id) && !(product.itemGroupId !== undefined && idSet.has(product.itemGroupId))) return false;
    if (brandSet && !(product.brand !== undefined && brandSet.has(lower(product.brand)))) return false;
    if (categorySet && !product.categories.some((name) => categorySet.has(lower(name)))) return false;
    const { minor, currency } = currentPrice(product);
    return (
      (minPrice === undefined || minor >= toMinor(minPrice, currency)) && (maxPrice === undefined || minor <= toMinor(maxPrice, currency))
    );
  };
}

const lower = (text: string): string => text.trim().toLowerCase();
