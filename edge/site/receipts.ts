import type { Purchase } from '../../shared/schemas/purchase.ts';
import { dayOf } from './days.ts';
import type { SiteStore } from './site-store.ts';
import type { StockMovement } from './store/inventory.ts';
import { touchStock } from './touch-stock.ts';

/**
 * Keeps receipts. What a till sold lowers the stock of its shop from the moment of the sale on: counts taken later hold it already.
 * A refund gives nothing back to the shelf, since nobody said that it can be sold again.
 */
export function addReceipts(
  store: SiteStore,
  receipts: readonly Purchase[],
  at: { nowMs: number; timeZone: string },
): { stockChanged: boolean } {
  const dated = receipts.map((purchase) => ({ purchase, day: dayOf(purchase.atMs, at.timeZone) }));
  const changed = store.purchases.add(dated, 'receipt');
  const sold = receipts.filter((purchase) => changed.has(purchase.orderId)).flatMap(movementsOf);
  const products = store.inventory.addMovements(sold, at.nowMs);
  touchStock(store, products, false);
  if (changed.size > 0) store.parts.touch('recommendations');
  return { stockChanged: products.size > 0 };
}

/** Lines of the same product on one receipt are one movement. */
function movementsOf(purchase: Purchase): StockMovement[] {
  const { storeCode, orderId, atMs } = purchase;
  if (purchase.channel !== 'pos' || storeCode === undefined || purchase.refundOf !== undefined) return [];
  const quantities = new Map<string, number>();
  for (const { itemId, quantity } of purchase.items) quantities.set(itemId, (quantities.get(itemId) ?? 0) + quantity);
  return Array.from(quantities, ([productId, quantity]) => ({ productId, storeCode, orderId, atMs, quantity }));
}
