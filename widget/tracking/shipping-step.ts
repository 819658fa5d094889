import type { Lifetime } from '../lifetime.ts';
import type { Act } from '../sources/act.ts';

/** A page that goes away this soon after a form was sent is going forward, not being left. */
const GOING_FORWARD_MS = 5_000;

/** The shipping cost that an act says stands between the cart and its payment, 0 once it was paid; undefined where it says nothing of it. */
export function shippingAfter({ type, shipping }: Act): number | undefined {
  return type === 'add_payment_info' || type === 'purchase'
    ? 0
    : type === 'begin_checkout' || type === 'add_shipping_info'
      ? shipping
      : undefined;
}

/** @returns whether a page left now is given up, rather than gone through by sending its form */
export function watchForms(life: Lifetime, document: Document, now: () => number): () => boolean {
  let sentAtMs = 0;
  life.on(document, 'submit', () => {
    sentAtMs = now();
  });
  return () => now() - sentAtMs > GOING_FORWARD_MS;
}
