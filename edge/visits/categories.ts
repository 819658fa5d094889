import type { Catalog } from '../../shared/published-site.ts';
import type { Fact } from '../visitor/facts.ts';

/** The fact with the categories of its products as the shop's own catalog has them; what the page says stands where the catalog says nothing. */
export function withCategories<T extends Fact>(fact: T, { byId }: Pick<Catalog, 'byId'>): T {
  const isAsked = fact.type === 'view_item' || fact.type === 'add_to_cart' || fact.type === 'purchase';
  if (!isAsked || !fact.items?.some(({ item_id }) => byId.get(item_id)?.categories.length)) return fact;
  const items = fact.items.map((item) => {
    const categories = byId.get(item.item_id)?.categories ?? [];
    return categories.length > 0 ? { ...item, item_category: categories.join(' > ').slice(0, 300) } : item;
  });
  return { ...fact, items };
}
