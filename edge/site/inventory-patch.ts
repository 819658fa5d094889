import type { InventoryLine } from '../../shared/schemas/store.ts';
import { done, refused, type SiteResult } from './result.ts';
import type { SiteStore } from './site-store.ts';
import type { InventoryPatch } from './types.ts';

/**
 * The line after a patch. What the patch does not name stays, but a quantity says of itself whether there is stock,
 * and a patch older than the line is refused: it speaks of a past the line has left behind.
 */
export function patchLine(store: SiteStore, storeCode: string, productId: string, patch: InventoryPatch): SiteResult<InventoryLine> {
  const known = store.inventory.read(storeCode, productId);
  if (!known && !store.stores.has(storeCode)) return refused('not-found', `There is no shop "${storeCode}".`);
  if (!known && patch.quantity === undefined)
    return refused('invalid', `The shop "${storeCode}" has no line of "${productId}" yet: say its quantity.`);
  if (known && known.asOfMs > patch.asOfMs) {
    return refused('stale', `What is known is of ${new Date(known.asOfMs).toISOString()}, newer than this.`);
  }
  const quantity = patch.quantity ?? known!.quantity;
  const { quantity: _quantity, availability, ...rest } = patch;
  return done({
    ...(known ?? {}),
    ...rest,
    storeCode,
    productId,
    quantity,
    availability: availability ?? availabilityFor(quantity, known),
  });
}

function availabilityFor(quantity: number, known: InventoryLine | null): InventoryLine['availability'] {
  if (quantity <= 0) return known?.availability === 'on_display_to_order' ? 'on_display_to_order' : 'out_of_stock';
  return known && known.availability !== 'out_of_stock' ? known.availability : 'in_stock';
}
