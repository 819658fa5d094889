import type { Fact } from '../../../edge/visitor/facts.ts';
import type { Profile } from '../../../edge/visitor/profile.ts';
import { profileOf } from '../../../edge/visitor/reduce.ts';

/** A Monday morning in November, in Italy 10:00. */
export const MONDAY = Date.UTC(2026, 10, 16, 9);
export const MINUTE = 60_000;
export const DAY = 86_400_000;
export const lamp = { item_id: 'lamp', item_name: 'Lampada Alba', price: 89.9, quantity: 1 };
export const vase = { item_id: 'vase', item_name: 'Vaso Onda', price: 24, quantity: 1 };

/** A shop of which nobody has fitted anything. */
export const SHOP = { currency: 'EUR' };

let count = 0;

/** An act of the first session of one phone at a moment, unless told otherwise. */
export function act(type: Fact['type'], atMs: number, more: Partial<Fact> = {}): Fact {
  count += 1;
  return { id: `f${count}`, type, atMs, sessionId: 's1', deviceId: 'phone', ...more };
}

export function page(atMs: number, pageType: string, more: Partial<Fact> = {}): Fact {
  return act('page_view', atMs, { page_type: pageType, ...more });
}

export function bought(orderId: string, atMs: number, more: Partial<Fact> = {}): Fact {
  return act('purchase', atMs, { transaction_id: orderId, currency: 'EUR', value: 89.9, items: [lamp], ...more });
}

/** A receipt from a till. */
export function boughtInShop(orderId: string, atMs: number, more: Partial<Fact> = {}): Fact {
  return bought(orderId, atMs, { purchaseChannel: 'pos', sessionId: null, deviceId: null, ...more });
}

export const person = (...facts: Fact[]): Profile => profileOf(facts, { currency: 'EUR' });
