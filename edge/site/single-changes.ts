import type { Product } from '../../shared/schemas/product.ts';
import type { InventoryLine } from '../../shared/schemas/store.ts';
import { patchLine } from './inventory-patch.ts';
import { done, refused, type SiteResult } from './result.ts';
import type { SiteStore } from './site-store.ts';
import { touchStock } from './touch-stock.ts';
import type { InventoryPatch } from './types.ts';

/** Who changes something, and when. */
export interface Change {
  actor: string;
  nowMs: number;
}

export function writeProduct(store: SiteStore, product: Product, { actor, nowMs }: Change): SiteResult<Product> {
  if (store.catalog.upsert([product]) > 0) {
    store.parts.touch('catalog');
    store.audit.add(nowMs, actor, 'product.write', { productId: product.id });
  }
  return done(product);
}

export function removeProduct(store: SiteStore, productId: string, { actor, nowMs }: Change): SiteResult<null> {
  if (!store.catalog.remove(productId)) return refused('not-found', `There is no product "${productId}".`);
  store.parts.touch('catalog');
  store.audit.add(nowMs, actor, 'product.remove', { productId });
  return done(null);
}

/** @returns the line as it now stands, less what tills sold since */
export function patchInventory(
  store: SiteStore,
  storeCode: string,
  productId: string,
  patch: InventoryPatch,
  { actor, nowMs }: Change,
): SiteResult<InventoryLine> {
  const line = patchLine(store, storeCode, productId, patch);
  if (!line.ok) return line;
  touchStock(store, store.inventory.upsert([line.value]), false);
  store.audit.add(nowMs, actor, 'inventory.patch', { storeCode, productId, quantity: line.value.quantity });
  return done(store.inventory.read(storeCode, productId)!);
}
