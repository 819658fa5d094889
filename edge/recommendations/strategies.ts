import type { Catalog } from '../../shared/published-site.ts';
import type { Product } from '../../shared/schemas/product.ts';
import { boughtTogether } from './bought-together.ts';
import { catalogFacets, categoryKey, neighboursInCatalog } from './catalog-facets.ts';
import { likeness } from './likeness.ts';
import { nextItems, viewedTogether } from './next-items.ts';
import type { RecommendationIndex } from './session-index.ts';
import type { Recommendation, RecommendationRequest } from './types.ts';

export interface RecommendationSite {
  catalog: Catalog;
  /** null until there was traffic to learn from */
  index: RecommendationIndex | null;
}

/** Candidates of each strategy: many times what a slot shows (24 at most), so that filters rarely leave it short. */
export const CANDIDATES = 150;
/** Products in the cart or bought before that are asked for company; more say nothing new. */
const MAX_SEEDS = 8;
/** Of likeness, how much comes from people and how much from the catalog. */
const PEOPLE_SHARE = 0.7;
/** What was only looked at together ranks below everything that was bought together. */
const LOOKED_AT_SHARE = 0.01;
/** Popular products unlike what the visitor looks at keep this part of their weight. */
const UNLIKE_SHARE = 0.25;

/** One strategy: its candidates, best first, in a fixed order. */
export type Strategy = (site: RecommendationSite, request: RecommendationRequest) => Recommendation[];

/** The product that a request turns around: the page's, else the last one looked at, else what is in the cart, else what was bought. */
export function focusOf(site: RecommendationSite, request: RecommendationRequest): Product | null {
  const { currentItem, sessionItems, recentItems, cartItems, purchasedItems } = request;
  const ids = [currentItem, sessionItems.at(-1), recentItems[0], cartItems.at(-1), purchasedItems[0]];
  for (const id of ids) {
    const product = id === null || id === undefined ? undefined : site.catalog.byId.get(id);
    if (product) return product;
  }
  return null;
}

/**
 * What people on the same path looked at next. On a first page of a visit, the path of the last one. What was looked at on that path is
 * left to `recently-viewed`: shown as a discovery it would look as if nobody had paid attention.
 */
export const bySession: Strategy = ({ index }, request) => {
  if (!index) return [];
  const { sessionItems, recentItems, currentItem } = request;
  const looked = sessionItems.length > 0 || currentItem !== null ? [...sessionItems] : [...recentItems].reverse();
  if (currentItem !== null && looked.at(-1) !== currentItem) looked.push(currentItem);
  const seen = new Set(looked);
  return nextItems(index, looked, CANDIDATES)
    .filter(({ itemId }) => !seen.has(itemId))
    .map((next) => ({ ...next, strategy: 'session' }));
};

/** Looked at by the same people, and alike in category, price and brand. */
export const bySimilarity: Strategy = (site, request) => {
  const focus = focusOf(site, request);
  if (!focus) return [];
  const together = site.index ? viewedTogether(site.index, focus.id, CANDIDATES) : [];
  const most = together[0]?.score ?? 1;
  const people = new Map(together.map(({ itemId, score }) => [itemId, score / most]));
  const candidates = new Map(neighboursInCatalog(catalogFacets(site.catalog), focus, CANDIDATES).map((product) => [product.id, product]));
  for (const id of people.keys()) {
    const product = site.catalog.byId.get(id);
    if (product) candidates.set(id, product);
  }
  const picks = [...candidates.values()].map((product): Recommendation => {
    const score = PEOPLE_SHARE * (people.get(product.id) ?? 0) + (1 - PEOPLE_SHARE) * likeness(focus, product);
    return { itemId: product.id, strategy: 'similar', becauseOf: focus.id, score };
  });
  return picks.sort(byScore).slice(0, CANDIDATES);
};

/** What is bought with the product of the page and with what is in the cart. */
export const byBaskets: Strategy = ({ index }, request) => {
  if (!index) return [];
  const cart = [...request.cartItems].reverse();
  const seeds = (request.currentItem === null ? cart : [request.currentItem, ...cart]).slice(0, MAX_SEEDS);
  return boughtTogether(index, seeds, CANDIDATES).map((companion) => ({ ...companion, strategy: 'bought-together' }));
};

/** What the visitor looked at, newest first. */
export const byRecentViews: Strategy = (_, request) =>
  [...new Set([...[...request.sessionItems].reverse(), ...request.recentItems])].map((itemId, place) => ({
    itemId,
    strategy: 'recently-viewed',
    becauseOf: null,
    score: 1 / (place + 1),
  }));

/** What is in demand now more than it used to be. */
export const byTrend: Strategy = ({ index }) => {
  if (!index) return [];
  return Array.from(index.trending, (item) => ({
    itemId: index.itemIds[item]!,
    strategy: 'trending',
    becauseOf: null,
    score: index.trendScores[item]!,
  }));
};

/** What goes with what was bought: bought together first, then what its buyers looked at in other categories. Never a second one of it. */
export const byPurchase: Strategy = (site, request) => {
  if (!site.index) return [];
  const seeds = request.purchasedItems.slice(0, MAX_SEEDS);
  const picks: Recommendation[] = boughtTogether(site.index, seeds, CANDIDATES).map((companion) => ({
    ...companion,
    strategy: 'after-purchase',
  }));
  const known = new Set(picks.map(({ itemId }) => itemId));
  const bought = site.catalog.byId.get(seeds[0] ?? '');
  if (!bought || picks.length >= CANDIDATES) return picks;
  const looked = viewedTogether(site.index, bought.id, CANDIDATES);
  const most = looked[0]?.score ?? 1;
  const least = picks.at(-1)?.score ?? 1;
  for (const { itemId, score } of looked) {
    const product = site.catalog.byId.get(itemId);
    if (!product || known.has(itemId) || categoryKey(product) === categoryKey(bought)) continue;
    picks.push({ itemId, strategy: 'after-purchase', becauseOf: bought.id, score: (score / most) * least * LOOKED_AT_SHARE });
  }
  return picks;
};

/** What most people look at, drawn towards what this visitor looks at. */
export const byPopularity: Strategy = (site, request) => {
  const { index, catalog } = site;
  if (!index) return [];
  const focus = focusOf(site, request);
  const picks = Array.from(index.popular, (item): Recommendation => {
    const itemId = index.itemIds[item]!;
    const product = catalog.byId.get(itemId);
    const fit = focus && product ? UNLIKE_SHARE + (1 - UNLIKE_SHARE) * likeness(focus, product) : 1;
    return { itemId, strategy: 'popular', becauseOf: null, score: index.demand.steady[item]! * fit };
  });
  return focus ? picks.sort(byScore) : picks;
};

/** The catalog itself: like what the visitor looks at, else its most presentable products. */
export const byCatalog: Strategy = (site, request) => {
  const facets = catalogFacets(site.catalog);
  const focus = focusOf(site, request);
  const near = focus ? neighboursInCatalog(facets, focus, CANDIDATES) : [];
  const alike = near.map(
    (product): Recommendation => ({ itemId: product.id, strategy: 'catalog', becauseOf: focus!.id, score: likeness(focus!, product) }),
  );
  const rest = facets.presentable.map(
    (product): Recommendation => ({ itemId: product.id, strategy: 'catalog', becauseOf: null, score: 0 }),
  );
  return [...alike.sort(byScore), ...rest];
};

/** Higher score first, then the id: never left to chance. */
export function byScore(a: Recommendation, b: Recommendation): number {
  return b.score - a.score || (a.itemId < b.itemId ? -1 : a.itemId > b.itemId ? 1 : 0);
}
