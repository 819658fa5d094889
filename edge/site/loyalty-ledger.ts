import type { Customer } from '../../shared/schemas/customer.ts';
import type { LoyaltyTransaction } from '../imports/parse-loyalty-transaction.ts';
import type { SiteStore } from './site-store.ts';
import type { LoyaltyBalance } from './types.ts';

/** Entries shown with a balance. */
const ENTRIES_SHOWN = 50;

/**
 * Adds an entry, once a transaction id. Points cannot be spent or expire that are not there; `adjust` may do what the merchant wants,
 * which is what it is for.
 *
 * @returns what is wrong with the entry, null when it stands
 */
export function addLoyaltyEntry(store: SiteStore, entry: LoyaltyTransaction): { field: string; message: string } | null {
  const known = store.loyalty.read(entry.transactionId);
  if (known) {
    const same = known.customerId === entry.customerId && known.points === entry.points && known.atMs === entry.atMs;
    return same ? null : { field: 'transactionId', message: 'was used for another transaction already' };
  }
  if (entry.points < 0 && entry.type !== 'adjust') {
    const balance = balanceOf(store, entry.customerId, store.customers.read(entry.customerId)).points;
    if (balance + entry.points < 0) return { field: 'points', message: `would leave less than nothing: the balance is ${balance}` };
  }
  store.loyalty.add(entry);
  return null;
}

/** The merchant's balance as of its moment, and all entries after it. Without one, all entries. */
function balanceOf(store: SiteStore, customerId: string, customer: Customer | null): { points: number; asOfMs: number | null } {
  const opening = customer?.points;
  const sinceMs = customer && opening !== undefined ? customer.asOfMs : Number.MIN_SAFE_INTEGER;
  const later = store.loyalty.sumAfter(customerId, sinceMs);
  const asOfMs = later.lastAtMs ?? customer?.asOfMs ?? null;
  return { points: (opening ?? 0) + later.points, asOfMs };
}

/** A customer with the balance of now; null when the member is not known. `points` is left out where nothing is known of it. */
export function customerWithBalance(store: SiteStore, customerId: string): Customer | null {
  const customer = store.customers.read(customerId);
  if (!customer) return null;
  const { points, asOfMs } = balanceOf(store, customerId, customer);
  const known = customer.points !== undefined || store.loyalty.list(customerId, 1).length > 0;
  return known ? { ...customer, points, asOfMs: Math.max(customer.asOfMs, asOfMs ?? 0) } : customer;
}

/** null for a customer that neither an import nor an entry ever named. */
export function loyaltyBalance(store: SiteStore, customerId: string): LoyaltyBalance | null {
  const customer = store.customers.read(customerId);
  const transactions = store.loyalty.list(customerId, ENTRIES_SHOWN);
  if (!customer && transactions.length === 0) return null;
  const { points, asOfMs } = balanceOf(store, customerId, customer);
  return {
    customerId,
    points,
    pending: customer?.pending ?? 0,
    tier: customer?.tier ?? null,
    loyaltyCard: customer?.loyaltyCard ?? null,
    joinedAtMs: customer?.joinedAtMs ?? null,
    asOfMs: Math.max(asOfMs ?? 0, customer?.asOfMs ?? 0),
    transactions,
  };
}
