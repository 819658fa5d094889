import { toMinor } from '../../shared/money.ts';
import { type Fact, isReceipt } from './facts.ts';
import type { Profile, PurchaseState } from './profile.ts';
import { categoriesOf } from './reduce-past.ts';

/** Purchases and refunds that are kept; past it the oldest go. */
const PURCHASES_MAX = 200;
/** Categories of one purchase that are kept. */
const CATEGORIES_MAX = 6;

/** Whether the order of a purchase was told before. */
export const isKnownOrder = ({ purchases }: Profile, fact: Fact): boolean =>
  purchases.some(({ orderId }) => orderId === (fact.transaction_id ?? fact.id));

/**
 * An order counts once, also when the page and the merchant both tell of it. Then the first to tell says when and where, and the merchant what
 * was bought for how much.
 */
export function buy(profile: Profile, fact: Fact, siteCurrency: string): void {
  const orderId = fact.transaction_id ?? fact.id;
  const known = profile.purchases.find((purchase) => purchase.orderId === orderId);
  if (known && !isReceipt(fact)) return;
  const currency = fact.currency ?? siteCurrency;
  const items = fact.items ?? [];
  const sum = items.reduce((total, item) => total + (item.price ?? 0) * item.quantity, 0);
  // An order that costs less than nothing is a mistake of the page.
  const totalMinor = Math.max(0, toMinor(fact.value ?? sum, currency));
  const itemIds = items.map((item) => item.item_id);
  const names = categoriesOf(fact).slice(0, CATEGORIES_MAX);
  const categories = names.length > 0 ? { categories: names } : {};
  if (known) {
    Object.assign(known, { totalMinor, currency, itemIds: itemIds.length > 0 ? itemIds : known.itemIds, ...categories });
    settle(profile, orderId);
    return;
  }
  const purchase: PurchaseState = {
    orderId,
    atMs: fact.atMs,
    channel: fact.purchaseChannel ?? 'web',
    storeCode: fact.storeCode ?? null,
    totalMinor,
    refundedMinor: 0,
    currency,
    itemIds,
    ...categories,
  };
  profile.purchases = [...profile.purchases, purchase].slice(-PURCHASES_MAX);
  settle(profile, orderId);
}

/** A refund names its order; without an amount all of it went back. One that comes before its order waits for it. */
export function refund(profile: Profile, fact: Fact, siteCurrency: string): void {
  if (fact.transaction_id === undefined) return;
  const currency = fact.currency ?? siteCurrency;
  const amountMinor = fact.value === undefined ? null : Math.abs(toMinor(fact.value, currency));
  const entry = { orderId: fact.transaction_id, atMs: fact.atMs, amountMinor, currency, isReceipt: isReceipt(fact) };
  profile.refunds = [...profile.refunds, entry].slice(-PURCHASES_MAX);
  settle(profile, fact.transaction_id);
}

/**
 * What of an order went back: never more than was paid. Where the merchant tells of refunds, what a page said of the same order is not added to
 * it. An amount in another currency than the order's can not be taken from it without a rate of exchange: it is kept, and takes nothing.
 */
function settle(profile: Profile, orderId: string): void {
  const purchase = profile.purchases.find((candidate) => candidate.orderId === orderId);
  const all = profile.refunds.filter((each) => each.orderId === orderId);
  if (!purchase || all.length === 0) return;
  const told = all.filter((each) => each.isReceipt);
  const amounts = (told.length > 0 ? told : all).map(({ amountMinor, currency }) => {
    if (amountMinor === null) return purchase.totalMinor;
    return currency === purchase.currency ? amountMinor : 0;
  });
  purchase.refundedMinor = Math.min(
    purchase.totalMinor,
    amounts.reduce((sum, amount) => sum + amount, 0),
  );
}
