import type { RecommendationStrategy } from '../../shared/schemas/rule.ts';
import { type PickFilter, pickFilter } from './final-filter.ts';
import { type Merchandiser, merchandiser } from './merchandising.ts';
import {
  byBaskets,
  byCatalog,
  byPopularity,
  byPurchase,
  byRecentViews,
  bySession,
  bySimilarity,
  byTrend,
  focusOf,
  type RecommendationSite,
  type Strategy,
} from './strategies.ts';
import type { Recommendation, RecommendationRequest } from './types.ts';

const STRATEGIES: Readonly<Record<RecommendationStrategy, Strategy>> = {
  session: bySession,
  similar: bySimilarity,
  'bought-together': byBaskets,
  'recently-viewed': byRecentViews,
  trending: byTrend,
  'after-purchase': byPurchase,
};

/** These know nothing of the visitor, so they show the breadth of the shop. */
const WITHOUT_VISITOR: ReadonlySet<Recommendation['strategy']> = new Set(['trending', 'popular', 'catalog']);
/** Of a slot filled for somebody unknown, at most this part (and never fewer than two) is of one category. */
const CATEGORY_PART = 1 / 3;

/**
 * Products for a slot: the strategies in order, then what is popular, then the catalog itself, until there are `count`. After all of that:
 * only products of the catalog that can be bought now, none that is on the page or in the cart (nor, after a purchase, bought already),
 * none twice, one of each item group. Somebody unknown sees several categories before more of one.
 * A merchant's rules count over what the strategies found; no rule gets round the last filter.
 * Fewer than `count` come back only when the catalog has no more to offer. The same input gives the same answer.
 */
export function recommend(site: RecommendationSite, request: RecommendationRequest): Recommendation[] {
  const count = Math.max(0, Math.floor(request.count));
  if (count === 0) return [];
  const filter = pickFilter(site.catalog, request);
  const rules = merchandiser(site.catalog, request.merchandising ?? [], request);
  const pinned = takePins(rules.pins, count, filter);
  const picks = picked(site, { ...request, count: count - pinned.length }, filter, rules);
  for (const { place, pick } of pinned.sort((a, b) => a.place - b.place)) picks.splice(place - 1, 0, pick);
  return picks;
}

interface Pinned {
  place: number;
  pick: Recommendation;
}

/** Pinned products that may be shown, each in its place; of two for one place the later takes the next. */
function takePins(pins: Merchandiser['pins'], count: number, filter: PickFilter): Pinned[] {
  const taken = new Set<number>();
  const pinned: Pinned[] = [];
  for (const { itemId, place: wanted } of pins) {
    let place = wanted;
    while (taken.has(place)) place++;
    if (place > count || !filter.allows(itemId)) continue;
    taken.add(place);
    filter.take(itemId);
    pinned.push({ place, pick: { itemId, strategy: 'pinned', becauseOf: null, score: 0 } });
  }
  return pinned;
}

/** What the strategies found, as many as there is room for. */
function picked(site: RecommendationSite, request: RecommendationRequest, filter: PickFilter, rules: Merchandiser): Recommendation[] {
  const { count } = request;
  const picks: Recommendation[] = [];
  const buried: Recommendation[] = [];
  const putOff: Recommendation[] = [];
  const unknownVisitor = focusOf(site, request) === null;
  const perCategory = Math.max(2, Math.ceil(count * CATEGORY_PART));
  const strategies = [...request.strategies.map((name) => STRATEGIES[name]), byPopularity, byCatalog];
  for (const strategy of strategies) {
    if (picks.length >= count) return picks;
    const found = rules.sorted(strategy(site, request));
    buried.push(...found.buried);
    for (const candidate of found.wanted) {
      if (picks.length >= count) return picks;
      const broaden = unknownVisitor && WITHOUT_VISITOR.has(candidate.strategy);
      if (broaden && filter.inCategory(candidate.itemId) >= perCategory) putOff.push(candidate);
      else takeIfAllowed(picks, candidate, filter);
    }
  }
  for (const candidate of [...putOff, ...buried]) {
    if (picks.length >= count) break;
    takeIfAllowed(picks, candidate, filter);
  }
  return picks;
}

function takeIfAllowed(picks: Recommendation[], candidate: Recommendation, filter: PickFilter): void {
  if (!filter.allows(candidate.itemId)) return;
  filter.take(candidate.itemId);
  picks.push(candidate.becauseOf === candidate.itemId ? { ...candidate, becauseOf: null } : candidate);
}
