import type { CartLine } from './cart.ts';
import { CATEGORIES } from './data/categories.ts';
import { COLORS } from './data/palette.ts';
import { BRAND } from './data/products.ts';
import { currentPriceMinor, type Lang, type ShopProduct } from './data/types.ts';

/** A GA4 item, money in major units, as Google documents it for ecommerce events. */
export interface GaItem {
  item_id: string;
  item_name: string;
  item_brand: string;
  item_category: string;
  item_variant: string;
  item_list_id?: string;
  item_list_name?: string;
  index?: number;
  discount?: number;
  price: number;
  quantity: number;
}

/** What is pushed on `dataLayer`: an event with its `ecommerce` object, or without one. */
export interface LayerEvent {
  event: string;
  ecommerce?: Record<string, unknown> & { items?: GaItem[] };
  [field: string]: unknown;
}

export function gaItem(product: ShopProduct, lang: Lang, quantity = 1, size: string | null = null): GaItem {
  const discount = product.priceMinor - currentPriceMinor(product);
  return {
    item_id: product.id,
    item_name: product.title[lang],
    item_brand: BRAND,
    item_category: CATEGORIES.find(({ id }) => id === product.category)!.name[lang],
    item_variant: [COLORS[product.color].name[lang], size].filter(Boolean).join(' / '),
    ...(discount ? { discount: discount / 100 } : {}),
    price: currentPriceMinor(product) / 100,
    quantity,
  };
}

export interface ItemList {
  id: string;
  name: string;
}

export function listItems(products: readonly ShopProduct[], lang: Lang, list: ItemList): GaItem[] {
  return products.map((product, index) => ({ ...gaItem(product, lang), item_list_id: list.id, item_list_name: list.name, index }));
}

export function viewItemList(products: readonly ShopProduct[], lang: Lang, list: ItemList): LayerEvent {
  return {
    event: 'view_item_list',
    ecommerce: { item_list_id: list.id, item_list_name: list.name, items: listItems(products, lang, list) },
  };
}

export function viewItem(product: ShopProduct, lang: Lang): LayerEvent {
  return { event: 'view_item', ecommerce: { currency: 'EUR', value: currentPriceMinor(product) / 100, items: [gaItem(product, lang)] } };
}

/** An event about the whole cart: `view_cart`, `begin_checkout`, `add_shipping_info`, … */
export function cartEvent(event: string, lines: readonly CartLine[], lang: Lang, more: Record<string, unknown> = {}): LayerEvent {
  const items = lines.map(({ product, size, quantity }) => gaItem(product, lang, quantity, size));
  const valueMinor = lines.reduce((sum, { product, quantity }) => sum + currentPriceMinor(product) * quantity, 0);
  return { event, ecommerce: { currency: 'EUR', value: valueMinor / 100, ...more, items } };
}
