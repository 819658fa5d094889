import type { PartHost } from '../parts/seam.ts';
import type { Act } from '../sources/act.ts';
import { noteFriction } from './friction.ts';

/** The shipping cost that an act says stands between the cart and its payment, 0 once it was paid; undefined where it says nothing of it. */
export function shippingAfter({ type, shipping }: Act): number | undefined {
  return /payment|purchase/.test(type) ? 0 : /checkout|shipping/.test(type) ? shipping : undefined;
}

/**
 * Tells that a checkout was left while a shipping cost stood between the cart and its payment, without sending its form: once for each cost,
 * whatever page it was said on.
 */
export function watchShipping(host: PartHost): void {
  // A page that goes away this soon after a form was sent is going forward, not being left.
  const GOING_FORWARD_MS = 5_000;
  const { record } = host;
  let sentAtMs = 0;
  host.life.on(document, 'submit', () => {
    sentAtMs = host.now();
  });
  host.onAct((act) => {
    const shipping = shippingAfter(act);
    if (shipping! >= 0) record.write({ shipping: shipping! });
  });
  host.onLeave(() => {
    if (record.read().shipping! > 0 && host.page().type === 'checkout' && host.now() - sentAtMs > GOING_FORWARD_MS) {
      record.write({ shipping: 0 });
      noteFriction(host, 'shipping_cost');
    }
  });
}
