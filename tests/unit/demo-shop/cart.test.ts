import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addLine,
  type CartLine,
  countOf,
  formatCart,
  parseCart,
  QUANTITY_MAX,
  setQuantity,
  subtotalMinor,
} from '../../../edge/demo-shop/cart.ts';
import { PRODUCTS, productById } from '../../../edge/demo-shop/data/products.ts';

const lamp = productById('OL-1011')!;
const jumper = productById('OL-6031')!;

const anyLine = fc.constantFrom(...PRODUCTS).chain((product) =>
  fc.record({
    product: fc.constant(product),
    size: fc.constantFrom(...(product.sizes.length ? product.sizes : [null])),
    quantity: fc.integer({ min: 1, max: QUANTITY_MAX }),
  }),
);
const anyCart: fc.Arbitrary<CartLine[]> = fc.uniqueArray(anyLine, {
  maxLength: 12,
  selector: ({ product, size }) => `${product.id}~${size}`,
});

describe('the demo shop’s cart', () => {
  it('survives being written down', () => {
    fc.assert(
      fc.property(anyCart, (cart) => {
        expect(parseCart(formatCart(cart))).toEqual(cart);
      }),
    );
  });

  it('makes a cart of whatever a cookie holds, and never fails', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        for (const { quantity } of parseCart(text)) expect(quantity).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('leaves out what is not sold, what has no such size, and lines told twice', () => {
    expect(parseCart('OL-9999*1.OL-1011*0.OL-6031*1.OL-6031~XXL*1.OL-1011~M*1.OL-1011*2.OL-1011*5')).toEqual([
      { product: lamp, size: null, quantity: 2 },
    ]);
    expect(parseCart(undefined)).toEqual([]);
  });

  it('counts up the same size, and keeps other sizes apart', () => {
    const cart = addLine(addLine(addLine([], jumper, 'M', 1), jumper, 'M', 2), jumper, 'L', 1);
    expect(cart.map(({ size, quantity }) => [size, quantity])).toEqual([
      ['M', 3],
      ['L', 1],
    ]);
    expect(countOf(cart)).toBe(4);
    expect(subtotalMinor(cart)).toBe(4 * 13_900);
  });

  it('never holds more of one thing than anyone needs, and drops what is set to nothing', () => {
    const cart = addLine([], lamp, null, QUANTITY_MAX);
    expect(addLine(cart, lamp, null, 5)[0]?.quantity).toBe(QUANTITY_MAX);
    expect(setQuantity(cart, lamp, null, 0)).toEqual([]);
  });
});
