import { sha256Hex } from '../../imports/sha256.ts';
import { DAY_MS, endOfHistoryMs, type HistoryOptions, type ReceiptRow } from './history-types.ts';
import type { WebOrder } from './history-visits.ts';
import { MEMBERS, type Member } from './members.ts';
import { PRODUCTS, productsIn } from './products.ts';
import { type Random, random } from './random.ts';
import { STORE_LIST } from './stores.ts';
import { companion } from './taste.ts';
import { currentPriceMinor, type ShopProduct } from './types.ts';

/** Tills remember longer than web analytics: four times the history's days, a year and no longer. Repeat purchases need that long to show. */
const TILL_DAYS_FACTOR = 4;
const TILL_DAYS_MAX = 365;

/** Till receipts of people without a card, a day over the whole chain. */
const ANONYMOUS_PER_DAY = 2.6;

/** Share of receipts that come back, whole or in part. */
const REFUND_SHARE = 0.035;

/** Shop hours by UTC that every shop of the chain is open at. */
const TILL_HOURS_UTC = [9, 10, 11, 15, 16, 17];

interface Line {
  product: ShopProduct;
  quantity: number;
}

/** All receipts, oldest first: members' tills, members' web orders, people without a card, and refunds of some. */
export function receipts({ nowMs, days, seed }: HistoryOptions, webOrders: readonly WebOrder[]): ReceiptRow[] {
  const endMs = endOfHistoryMs(nowMs);
  const tillDays = Math.min(TILL_DAYS_MAX, days * TILL_DAYS_FACTOR);
  const rows = [
    ...MEMBERS.flatMap((member) => memberReceipts(random(`till ${seed} ${member.customerId}`), member, endMs, tillDays)),
    ...anonymousReceipts(random(`till ${seed}`), endMs, tillDays),
    ...webOrders.map((order, index) => webReceipt(random(`web ${seed} ${order.orderId}`), order, index)),
  ];
  const refunds = rows.flatMap((row) => refundOf(random(`refund ${seed} ${row.orderId}`), row, endMs));
  return [...rows, ...refunds].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.orderId < b.orderId ? -1 : 1));
}

/** A member buys at their own pace until, after some purchase, they stop (the story behind BG/NBD models). */
function memberReceipts(chance: Random, member: Member, endMs: number, tillDays: number): ReceiptRow[] {
  const rows: ReceiptRow[] = [];
  let atMs = endMs - tillDays * DAY_MS + chance.next() * Math.min(tillDays, 120) * DAY_MS;
  while (atMs < endMs - DAY_MS) {
    rows.push(
      tillReceipt(
        chance,
        `${member.customerId.slice(2)}-${rows.length + 1}`,
        onTillHour(chance, atMs),
        member.homeStore,
        basket(chance, member),
        member,
      ),
    );
    if (chance.chance(member.dropout)) break;
    atMs += Math.max(1, chance.exponential(member.paceDays)) * DAY_MS;
  }
  return rows;
}

function anonymousReceipts(chance: Random, endMs: number, tillDays: number): ReceiptRow[] {
  return Array.from({ length: Math.round(ANONYMOUS_PER_DAY * tillDays) }, (_, index) => {
    const atMs = endMs - DAY_MS - chance.next() * (tillDays - 2) * DAY_MS;
    return tillReceipt(chance, `x-${index + 1}`, onTillHour(chance, atMs), chance.pick(STORE_LIST).storeCode, basket(chance, null), null);
  });
}

function tillReceipt(chance: Random, number: string, atMs: number, storeCode: string, lines: Line[], member: Member | null): ReceiptRow {
  return {
    orderId: `POS-${number}`,
    at: new Date(atMs).toISOString(),
    channel: 'pos',
    storeCode,
    ...(member ? identifiers(chance, member) : {}),
    ...sum(lines),
  };
}

/** How a till knew the member: by number, by card, by the address they gave, or by two of them. */
function identifiers(chance: Random, member: Member): Pick<ReceiptRow, 'customerId' | 'loyaltyCard' | 'emailSha256'> {
  const how = chance.next();
  if (how < 0.45) return { customerId: member.customerId, loyaltyCard: member.loyaltyCard };
  if (how < 0.85) return { loyaltyCard: member.loyaltyCard };
  return { emailSha256: sha256Hex(member.email) };
}

/** One in three web orders is a member's: the shop knows by the address on the order. */
function webReceipt(chance: Random, order: WebOrder, index: number): ReceiptRow {
  const member = index % 3 === 0 ? MEMBERS[chance.int(4, MEMBERS.length - 1)] : undefined;
  return {
    orderId: order.orderId,
    at: new Date(order.atMs).toISOString(),
    channel: 'web',
    ...(member ? { customerId: member.customerId, emailSha256: sha256Hex(member.email) } : {}),
    ...sum(order.lines),
  };
}

function basket(chance: Random, member: Member | null): Line[] {
  const choices = member && chance.chance(0.65) ? productsIn(member.taste) : PRODUCTS;
  const first = chance.weighted(choices, (product) => product.appeal * (product.priceMinor > 20_000 ? 0.4 : 1));
  const lines: Line[] = [{ product: first, quantity: first.priceMinor < 4_000 && chance.chance(0.3) ? 2 : 1 }];
  while (lines.length < 4 && chance.chance(0.42)) {
    const other = companion(chance, first);
    if (!lines.some(({ product }) => product.groupId === other.groupId)) lines.push({ product: other, quantity: 1 });
  }
  return lines;
}

function refundOf(chance: Random, row: ReceiptRow, endMs: number): ReceiptRow[] {
  if (!chance.chance(REFUND_SHARE)) return [];
  const atMs = Date.parse(row.at) + (2 + chance.next() * 20) * DAY_MS;
  if (atMs >= endMs) return [];
  const items = chance.chance(0.6) ? row.items : row.items.slice(0, 1);
  const total = Math.round(items.reduce((all, { price, quantity }) => all + price * quantity, 0) * 100) / 100;
  return [
    { ...row, orderId: `${row.orderId}-R`, at: new Date(onTillHour(chance, atMs)).toISOString(), items, total, refundOf: row.orderId },
  ];
}

function onTillHour(chance: Random, atMs: number): number {
  return Math.floor(atMs / DAY_MS) * DAY_MS + chance.pick(TILL_HOURS_UTC) * 3_600_000 + chance.int(0, 3_599) * 1_000;
}

function sum(lines: readonly Line[]): Pick<ReceiptRow, 'total' | 'currency' | 'items'> {
  const items = lines.map(({ product, quantity }) => ({ item_id: product.id, price: currentPriceMinor(product) / 100, quantity }));
  const totalMinor = lines.reduce((all, { product, quantity }) => all + currentPriceMinor(product) * quantity, 0);
  return { total: totalMinor / 100, currency: 'EUR', items };
}
