import type { Product } from '../../../shared/schemas/product.ts';
import type { RecommendationStrategy } from '../../../shared/schemas/rule.ts';
import { keptPurchases } from '../../journey/clocks.ts';
import { recommend } from '../../recommendations/recommend.ts';
import type { Recommendation, RecommendationRequest } from '../../recommendations/types.ts';
import { type Speech, say } from '../texts.ts';
import { type ContentContext, productTitle, type TemplateOf } from './context.ts';
import type { ItemDraft } from './drafts.ts';
import { merchandisingOf } from './merchandising.ts';
import { priceClaims } from './prices.ts';
import type { Draft } from './told.ts';
import { saidOf } from './wording.ts';

/** Purchases looked at for what goes with them: more would drown the last ones. */
const PURCHASED_ITEMS_MAX = 30;
/** Follow from what this person did. A rule of these alone ("goes with what you bought") has nothing to say where none of them answers. */
const PERSONAL: ReadonlySet<string> = new Set([
  'session',
  'similar',
  'bought-together',
  'recently-viewed',
  'after-purchase',
] satisfies RecommendationStrategy[]);

/** Products for this person, each with its reason. */
export function recommendationsContent(template: TemplateOf<'recommendations'>, context: ContentContext): Draft<'recommendations'> | null {
  const { input } = context;
  const title = saidOf(template.title, template.otherwise?.title, context);
  if (title === null) return null;
  const { catalog, recommendations: index } = input.site;
  const { merchandising, decidedUntilMs } = merchandisingOf(context);
  const picks = recommend({ catalog, index }, { ...requestOf(template, context), merchandising });
  const own: ReadonlySet<string> = new Set(template.strategies);
  if (template.strategies.every((strategy) => PERSONAL.has(strategy)) && !picks.some((pick) => own.has(pick.strategy))) return null;
  const items = picks.flatMap((pick) => {
    const product = catalog.byId.get(pick.itemId);
    return product ? [itemOf(product, pick, context)] : [];
  });
  return items.length === 0 ? null : { draft: { title: title.now, items }, decidedUntilMs };
}

function requestOf(template: TemplateOf<'recommendations'>, { input, traits }: ContentContext): RecommendationRequest {
  const { profile, visit } = input;
  const sessionItems = profile.session?.items ?? [];
  const shown = visit.page.product ?? (visit.page.type === 'product' ? sessionItems.at(-1) : undefined);
  const purchased = keptPurchases(profile).flatMap((purchase) => purchase.itemIds);
  return {
    strategies: template.strategies,
    count: template.count,
    sessionItems,
    recentItems: traits.recentItems,
    cartItems: traits.cart.items,
    purchasedItems: [...new Set(purchased.reverse())].slice(0, PURCHASED_ITEMS_MAX),
    currentItem: shown ?? null,
  };
}

function itemOf(product: Product, pick: Recommendation, context: ContentContext): ItemDraft {
  const { input, speech } = context;
  const reason = reasonOf(pick, input.site.catalog.byId, speech);
  return {
    item_id: product.id,
    title: productTitle(product, speech),
    url: product.link,
    ...(product.imageLink ? { imageUrl: product.imageLink } : {}),
    ...(product.brand ? { brand: product.brand } : {}),
    ...priceClaims(product, context),
    ...(reason ? { reason } : {}),
  };
}

/** Why this product, in words; nothing for what only fills the row. */
function reasonOf(pick: Recommendation, products: ReadonlyMap<string, Product>, speech: Speech): string {
  const { words } = speech;
  const source = pick.becauseOf === null ? undefined : products.get(pick.becauseOf);
  const product = source ? productTitle(source, speech) : null;
  const because = (named: string, plain: string): string => (product === null ? plain : say(named, { product }));
  switch (pick.strategy) {
    case 'session':
      return because(words.becauseViewed, words.becauseVisit);
    case 'similar':
      return because(words.similarTo, words.becauseVisit);
    case 'bought-together':
      return because(words.oftenWith, words.oftenTogether);
    case 'after-purchase':
      return because(words.goesWith, words.oftenTogether);
    case 'recently-viewed':
      return words.seenBefore;
    case 'trending':
      return words.trending;
    case 'popular':
      return words.popular;
    case 'pinned':
      return '';
    case 'catalog':
      return because(words.similarTo, '');
  }
}
