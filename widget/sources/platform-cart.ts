import type { PartHost } from '../parts/seam.ts';
import type { SourceName } from './act.ts';
import type { PlatformCart, PlatformLine } from './platform-lines.ts';

/**
 * Tells a platform's cart whenever the platform says it, and what was put in or taken out since it was last known on this page: platforms name
 * their events in many ways, or not at all, but a cart cannot be mistaken.
 *
 * What another tab did is that tab's to tell, so what is known of the cart ends when the page goes out of sight. At a checkout nothing is
 * taken out of a cart: it was bought.
 *
 * @param known the cart at the start; false where it is not known
 * @returns takes the cart as it is now; undefined where nothing is known of it
 */
export function createCartTeller(
  { onLeave, page, tell }: PartHost,
  source: SourceName,
  known: PlatformLine[] | false,
): (cart: PlatformCart | undefined) => void {
  onLeave(() => {
    known = false;
  });
  return (cart) => {
    if (!cart) return;
    // By id, with a quantity that is the change; the core tells quantities without their sign.
    const changes = new Map<unknown, PlatformLine>();
    for (const line of [...cart.items, ...(known || cart.items).map((before) => ({ ...before, quantity: -before.quantity }))]) {
      changes.set(line.item_id, { ...line, quantity: line.quantity + (changes.get(line.item_id)?.quantity ?? 0) });
    }
    known = cart.items;
    for (const line of changes.values()) {
      // Neither at a checkout nor at its confirmation.
      if (line.quantity && !/out|conf/.test(page().type))
        tell(source, line.quantity > 0 ? 'add_to_cart' : 'remove_from_cart', { ...cart, items: [line] });
    }
    tell(source, 'cart', cart);
  };
}
