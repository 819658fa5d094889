import { PRODUCTS } from './products.ts';
import { random } from './random.ts';
import { STORE_LIST } from './stores.ts';
import { demoStory } from './story.ts';
import { currentPriceMinor, type ShopProduct } from './types.ts';

/** One line of stock, in Merchant Center's local inventory names. */
export interface InventoryRow {
  store_code: string;
  id: string;
  quantity: number;
  availability: 'in_stock' | 'limited_availability' | 'out_of_stock';
  price: string;
  /** ISO 8601 */
  asOf: string;
}

/** Chance that a shop keeps a product: flagships keep nearly everything. */
const RANGE: Readonly<Record<string, number>> = {
  'milano-torino': 0.92,
  'roma-corso': 0.9,
  'milano-buenos-aires': 0.7,
  'napoli-chiaia': 0.72,
  'firenze-calzaiuoli': 0.75,
};
const DEFAULT_RANGE = 0.6;

/** From this many pieces a shop speaks of stock without "last ones". */
const LIMITED_UP_TO = 2;

/** Stock that the story needs, whatever chance says. */
const STORY_STOCK = 6;

/** What stands in each shop as of `nowMs`: one line a product and shop, zero included. The same numbers every time. */
export function demoInventory(nowMs: number): InventoryRow[] {
  const asOf = new Date(nowMs).toISOString();
  return STORE_LIST.flatMap((store) =>
    PRODUCTS.map((product) => {
      const quantity = stockOf(store.storeCode, product);
      const availability = quantity === 0 ? 'out_of_stock' : quantity <= LIMITED_UP_TO ? 'limited_availability' : 'in_stock';
      return {
        store_code: store.storeCode,
        id: product.id,
        quantity,
        availability,
        price: `${(currentPriceMinor(product) / 100).toFixed(2)} EUR`,
        asOf,
      };
    }),
  );
}

function stockOf(storeCode: string, product: ShopProduct): number {
  if (storeCode === demoStory.storeCode && (demoStory.products as readonly string[]).includes(product.id)) return STORY_STOCK;
  const chance = random(`stock ${storeCode} ${product.id}`);
  if (!chance.chance(RANGE[storeCode] ?? DEFAULT_RANGE)) return 0;
  // dear and bulky things are kept in ones and twos
  const usual = product.priceMinor > 25_000 ? 2 : product.priceMinor > 10_000 ? 4 : 9;
  return 1 + Math.floor(chance.exponential(usual * 0.6));
}
