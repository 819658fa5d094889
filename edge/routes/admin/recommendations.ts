import { type Context, Hono } from 'hono';
import type { PublishedSite } from '../../../shared/published-site.ts';
import { RECOMMENDATION_STRATEGIES, type RecommendationStrategy } from '../../../shared/schemas/rule.ts';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import { recommend } from '../../recommendations/recommend.ts';
import type { RecommendationIndex } from '../../recommendations/session-index.ts';
import type { Recommendation } from '../../recommendations/types.ts';
import { loadPublishedSite, loadStock } from '../../site/snapshot.ts';
import { piecesInStock } from '../../stores/availability.ts';
import { siteOf, wholeNumber, wrongParameter } from './answers.ts';
import { productRow } from './shapes.ts';

const COUNT_DEFAULT = 8;
const COUNT_MAX = 100;
const ITEMS_MAX = 50;

/** Picks looked at for each one wanted where only one shop's stock will do. */
const STORE_DEPTH = 20;

/** The engine of the widget's blocks, for use on a server: e-mails, apps, call centres. */
export function recommendationRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/sites/:site/recommendations', async (c) => {
    const site = await loadPublishedSite(c.env, siteOf(c), Date.now());
    if (!site) throw problem(404, { detail: `There is no site "${siteOf(c).slice(0, 64)}".` });
    const count = wholeNumber('count', c.req.query('count'), { otherwise: COUNT_DEFAULT, min: 1, max: COUNT_MAX });
    const strategies = strategiesOf(c.req.query('strategy'));
    const items = listOf(c.req.query('items'));
    if (items.length > ITEMS_MAX) throw wrongParameter('items', `may name ${ITEMS_MAX} products at the most`);
    const store = c.req.query('store');
    if (store !== undefined && !site.stores.some(({ storeCode }) => storeCode === store))
      throw wrongParameter('store', 'is not a shop of this site');
    const picks = recommend(
      { catalog: site.catalog, index: site.recommendations },
      {
        strategies,
        count: store === undefined ? count : count * STORE_DEPTH,
        sessionItems: items,
        recentItems: items.toReversed(),
        cartItems: [],
        purchasedItems: strategies.includes('after-purchase') ? items.toReversed() : [],
        currentItem: items.at(-1) ?? null,
      },
    );
    const wanted = store === undefined ? picks : await inStore(c, site, store, picks);
    return c.json({ items: wanted.slice(0, count).flatMap((pick) => pickRow(site, pick)) });
  });
}

/** Only what the shop has on its shelves now. */
async function inStore(
  c: Context<AppEnv>,
  site: PublishedSite<RecommendationIndex>,
  store: string,
  picks: readonly Recommendation[],
): Promise<Recommendation[]> {
  const stock = await loadStock(
    c.env,
    site.head,
    picks.map(({ itemId }) => itemId),
  );
  return picks.filter(({ itemId }) => stock.get(itemId)?.some((line) => line.storeCode === store && piecesInStock(line) > 0));
}

function pickRow(site: PublishedSite<RecommendationIndex>, pick: Recommendation): Record<string, unknown>[] {
  const product = site.catalog.byId.get(pick.itemId);
  if (!product) return [];
  const { id, ...row } = productRow(product);
  return [{ item_id: id, strategy: pick.strategy, becauseOf: pick.becauseOf, score: pick.score, ...row }];
}

/** In the order given; all of them where none is named. @throws 422 */
function strategiesOf(text: string | undefined): RecommendationStrategy[] {
  const names = listOf(text);
  if (names.length === 0) return [...RECOMMENDATION_STRATEGIES];
  return names.map((name) => {
    const strategy = RECOMMENDATION_STRATEGIES.find((known) => known === name);
    if (!strategy) throw wrongParameter('strategy', `must be of ${RECOMMENDATION_STRATEGIES.join(', ')}`);
    return strategy;
  });
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}
