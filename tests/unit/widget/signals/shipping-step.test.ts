import { describe, expect, it } from 'vitest';
import { shippingAfter } from '../../../../widget/signals/shipping-step.ts';

describe('the shipping cost between a cart and its payment', () => {
  it('is what the checkout last asked for, until it is paid', () => {
    expect(shippingAfter({ type: 'add_shipping_info', shipping: 6.9 })).toBe(6.9);
    expect(shippingAfter({ type: 'begin_checkout', shipping: 4 })).toBe(4);
    expect(shippingAfter({ type: 'begin_checkout' })).toBeUndefined();
    expect(shippingAfter({ type: 'add_payment_info' })).toBe(0);
    expect(shippingAfter({ type: 'purchase', shipping: 6.9 })).toBe(0);
  });

  it('is not what other acts say', () => {
    expect(shippingAfter({ type: 'view_item', shipping: 3 })).toBeUndefined();
    expect(shippingAfter({ type: 'view_cart', shipping: 3 })).toBeUndefined();
  });
});
