import { describe, expect, it } from 'vitest';
import { traitsOf } from '../../../edge/journey/traits.ts';
import type { Profile } from '../../../edge/visitor/profile.ts';
import { act, bought, boughtInShop, DAY, lamp, MINUTE, MONDAY, page, person, SHOP, vase } from './a-person.ts';

const cart = (profile: Profile, minute: number) => traitsOf(profile, null, SHOP, MONDAY + minute * MINUTE).cart;
const filled = () => act('cart', MONDAY, { items: [lamp, vase], currency: 'EUR' });
const atShipping = () => [
  filled(),
  act('begin_checkout', MONDAY + MINUTE, { items: [lamp, vase] }),
  act('add_shipping_info', MONDAY + 2 * MINUTE, { shipping: 7.5 }),
];

describe('a cart', () => {
  it('is described with its lines, value and age', () => {
    expect(cart(person(filled()), 12)).toMatchObject({
      open: true,
      lines: 2,
      quantity: 2,
      items: ['lamp', 'vase'],
      value: 113.9,
      currency: 'EUR',
      minutesSinceChange: 12,
    });
  });

  it('has no value where a price is missing', () => {
    expect(cart(person(act('add_to_cart', MONDAY, { items: [{ item_id: 'x', quantity: 1 }] })), 0)).toMatchObject({
      open: true,
      value: null,
    });
  });

  it('is not left while somebody is still choosing', () => {
    expect(cart(person(filled(), page(MONDAY + 10 * MINUTE, 'list')), 29).abandoned).toBe(false);
  });

  it('is left after half an hour of silence', () => {
    expect(cart(person(filled()), 30)).toMatchObject({ abandoned: true, abandonedBy: 'silence' });
  });

  it('is left when it is met again in a later visit', () => {
    expect(cart(person(filled(), page(MONDAY + 5 * MINUTE, 'home', { sessionId: 's2' })), 5)).toMatchObject({
      abandoned: true,
      abandonedBy: 'later-visit',
    });
  });

  it('is left when the checkout was left at the shipping cost', () => {
    expect(cart(person(...atShipping()), 3).abandoned).toBe(false);
    expect(cart(person(...atShipping(), page(MONDAY + 3 * MINUTE, 'checkout')), 3).abandoned).toBe(false);
    expect(cart(person(...atShipping(), page(MONDAY + 3 * MINUTE, 'list')), 3)).toMatchObject({
      abandoned: true,
      abandonedBy: 'friction',
      reason: 'shipping_cost',
    });
    expect(cart(person(...atShipping(), act('friction', MONDAY + 3 * MINUTE, { friction: 'shipping_cost' })), 3).abandoned).toBe(true);
    expect(cart(person(...atShipping()), 7)).toMatchObject({ abandoned: true, abandonedBy: 'left-checkout' });
  });

  it('does not blame a shipping cost of nothing', () => {
    const free = [filled(), act('add_shipping_info', MONDAY + MINUTE, { shipping: 0 })];
    expect(cart(person(...free), 10)).toMatchObject({ abandoned: true, reason: null });
  });

  it('is settled by an order on the web', () => {
    expect(cart(person(filled(), bought('o1', MONDAY + MINUTE)), 60)).toMatchObject({ open: false, abandoned: false, lines: 0 });
  });

  it('is not settled by a receipt for something else, but by one that says nothing of what was bought', () => {
    const other = [{ item_id: 'soap', price: 4, quantity: 1 }];
    expect(cart(person(filled(), boughtInShop('t1', MONDAY + MINUTE, { items: other })), 60).abandoned).toBe(true);
    expect(cart(person(filled(), boughtInShop('t1', MONDAY + MINUTE, { items: [] })), 60).abandoned).toBe(false);
  });

  it('keeps what was not bought in the shop', () => {
    expect(cart(person(filled(), boughtInShop('t1', MONDAY + MINUTE, { items: [lamp] })), 60)).toMatchObject({
      open: true,
      items: ['vase'],
    });
  });
});

describe('whether to ask how it went', () => {
  const feedback = (profile: Profile, days: number) => traitsOf(profile, null, SHOP, MONDAY + days * DAY).feedback;
  const answer = (more = {}) => act('feedback', MONDAY + DAY, { question: 'nps', score: 9, ...more });

  it('asks about a recent purchase, once', () => {
    expect(feedback(person(bought('o1', MONDAY)), 1)).toMatchObject({ due: true, dueOrderId: 'o1' });
    expect(feedback(person(bought('o1', MONDAY), answer({ transaction_id: 'o1' })), 2)).toMatchObject({ due: false, nps: 9 });
    expect(feedback(person(bought('o1', MONDAY), answer()), 2).due).toBe(false);
  });

  it('asks again about the next', () => {
    const facts = [bought('o1', MONDAY), answer({ transaction_id: 'o1' }), bought('o2', MONDAY + 2 * DAY)];
    expect(feedback(person(...facts), 3)).toMatchObject({ due: true, dueOrderId: 'o2' });
  });

  it('does not ask about what is long past, given back, or never happened', () => {
    expect(feedback(person(bought('o1', MONDAY)), 31).due).toBe(false);
    expect(feedback(person(bought('o1', MONDAY), act('refund', MONDAY + 1, { transaction_id: 'o1' })), 1).due).toBe(false);
    expect(feedback(person(page(MONDAY, 'home')), 1).due).toBe(false);
  });
});
