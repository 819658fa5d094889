import type { Customer } from '../../../shared/schemas/customer.ts';
import type { Purchase, PurchaseChannel, PurchaseItem } from '../../../shared/schemas/purchase.ts';
import type { SalesRow } from '../types.ts';
import { jsonBatches } from './batches.ts';

interface PurchaseRow extends Record<string, SqlStorageValue> {
  order_id: string;
  at_ms: number;
  channel: string;
  store_code: string | null;
  customer_id: string | null;
  loyalty_card: string | null;
  email_sha256: string | null;
  phone_sha256: string | null;
  total_minor: number;
  currency: string;
  items: string;
  refund_of: string | null;
}

/** `receipt`: imported, the merchant's word. `event`: seen by the widget, which knows no identifiers; a receipt of the same order replaces it. */
export type PurchaseSource = 'receipt' | 'event';

/** A purchase with its day in the site's time zone. */
export interface DatedPurchase {
  purchase: Purchase;
  day: string;
}

const COLUMNS =
  'order_id, at_ms, channel, store_code, customer_id, loyalty_card, email_sha256, phone_sha256, total_minor, currency, items, refund_of';

/**
 * Whose a purchase is: the strongest identifier it carries that belongs to a known customer decides, in the order customer id, loyalty
 * card, e-mail hash, phone hash. Where two customers share an identifier, the first in order of id has it, so that no receipt has two owners.
 * The four cases exclude each other.
 */
const BY_IDENTIFIERS = `
  SELECT ${COLUMNS} FROM purchase WHERE customer_id = :id
  UNION ALL SELECT ${COLUMNS} FROM purchase WHERE customer_id IS NULL AND loyalty_card = :card
    AND :id = (SELECT MIN(c.customer_id) FROM customer c WHERE c.loyalty_card = :card)
  UNION ALL SELECT ${COLUMNS} FROM purchase p WHERE p.customer_id IS NULL AND p.email_sha256 = :email
    AND :id = (SELECT MIN(c.customer_id) FROM customer c WHERE c.email_sha256 = :email)
    AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.loyalty_card = p.loyalty_card)
  UNION ALL SELECT ${COLUMNS} FROM purchase p WHERE p.customer_id IS NULL AND p.phone_sha256 = :phone
    AND :id = (SELECT MIN(c.customer_id) FROM customer c WHERE c.phone_sha256 = :phone)
    AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.loyalty_card = p.loyalty_card)
    AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.email_sha256 = p.email_sha256)`;

/** Binds a statement's `:id :card :email :phone`, which the runtime only takes by position. */
function byPosition(sql: string): string {
  return sql.replaceAll(':id', '?1').replaceAll(':card', '?2').replaceAll(':email', '?3').replaceAll(':phone', '?4');
}

export class PurchasesStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /**
   * Keeps purchases by order id. A receipt met again replaces what was said before, keeping identifiers it does not repeat;
   * an event only adds what is not known. @returns order ids that were new or changed
   */
  add(purchases: readonly DatedPurchase[], source: PurchaseSource): Set<string> {
    const rows = purchases.map(({ purchase: p, day }) => [
      p.orderId,
      p.atMs,
      day,
      p.channel,
      p.storeCode ?? null,
      p.customerId ?? null,
      p.loyaltyCard ?? null,
      p.emailSha256 ?? null,
      p.phoneSha256 ?? null,
      p.totalMinor,
      p.currency,
      JSON.stringify(p.items),
      p.refundOf ?? null,
      source,
    ]);
    const changed = new Set<string>();
    for (const batch of jsonBatches(rows)) {
      const cursor = this.#sql.exec<{ order_id: string }>(
        `INSERT INTO purchase (order_id, at_ms, day, channel, store_code, customer_id, loyalty_card, email_sha256, phone_sha256,
           total_minor, currency, items, refund_of, source)
         SELECT value ->> 0, CAST(value ->> 1 AS INTEGER), value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7,
           value ->> 8, CAST(value ->> 9 AS INTEGER), value ->> 10, value ->> 11, value ->> 12, value ->> 13
         FROM json_each(?) WHERE true
         ON CONFLICT (order_id) DO ${source === 'event' ? 'NOTHING' : REPLACE_KNOWN} RETURNING order_id`,
        batch,
      );
      for (const { order_id } of cursor) changed.add(order_id);
    }
    return changed;
  }

  read(orderId: string): Purchase | null {
    const row = this.#sql.exec<PurchaseRow>(`SELECT ${COLUMNS} FROM purchase WHERE order_id = ?`, orderId).toArray()[0];
    return row ? purchaseOf(row) : null;
  }

  listFrom(after: string | null, limit: number): { purchase: Purchase; source: PurchaseSource }[] {
    const sql = `SELECT ${COLUMNS}, source FROM purchase WHERE order_id > ? ORDER BY order_id LIMIT ?`;
    const rows = this.#sql.exec<PurchaseRow & { source: PurchaseSource }>(sql, after ?? '', limit);
    return Array.from(rows, (row) => ({ purchase: purchaseOf(row), source: row.source }));
  }

  /** What a refund needs to know of its order, by order id; those not known are left out. */
  ordersOfRefunds(orderIds: readonly string[]): Map<string, { currency: string; isRefund: boolean }> {
    const rows = this.#sql.exec<{ order_id: string; currency: string; refund: number }>(
      'SELECT order_id, currency, refund_of IS NOT NULL AS refund FROM purchase WHERE order_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(orderIds),
    );
    return new Map(Array.from(rows, (row) => [row.order_id, { currency: row.currency, isRefund: row.refund === 1 }]));
  }

  /**
   * All purchases of a customer, and the merchant's refunds of them, oldest first. A refund that a page tells of is no word of the merchant's:
   * anybody may name an order.
   */
  ofCustomer(customerId: string, customer: Customer | null): Purchase[] {
    const found = this.#sql
      .exec<PurchaseRow>(
        byPosition(BY_IDENTIFIERS),
        customerId,
        customer?.loyaltyCard ?? null,
        customer?.emailSha256 ?? null,
        customer?.phoneSha256 ?? null,
      )
      .toArray();
    const refunds = this.#sql
      .exec<PurchaseRow>(
        `SELECT ${COLUMNS} FROM purchase WHERE refund_of IN (SELECT value FROM json_each(?)) AND customer_id IS NULL AND source = 'receipt'`,
        JSON.stringify(found.map((row) => row.order_id)),
      )
      .toArray();
    const byOrder = new Map([...found, ...refunds].map((row) => [row.order_id, purchaseOf(row)]));
    return [...byOrder.values()].sort((a, b) => a.atMs - b.atMs || (a.orderId < b.orderId ? -1 : 1));
  }

  /** The orders stay as turnover that names nobody. */
  forgetWho(orderIds: readonly string[]): void {
    this.#sql.exec(
      `UPDATE purchase SET customer_id = NULL, loyalty_card = NULL, email_sha256 = NULL, phone_sha256 = NULL
       WHERE order_id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(orderIds),
    );
  }

  /** Whether somebody named in any of these ways bought after a moment. */
  hasAfter({ customerId, loyaltyCard, emailSha256, phoneSha256 }: Partial<Customer>, afterMs: number): boolean {
    const found = this.#sql.exec(
      `SELECT 1 FROM purchase WHERE at_ms > ? AND (customer_id = ? OR loyalty_card = ? OR email_sha256 = ? OR phone_sha256 = ?) LIMIT 1`,
      afterMs,
      customerId ?? null,
      loyaltyCard ?? null,
      emailSha256 ?? null,
      phoneSha256 ?? null,
    );
    return found.toArray().length > 0;
  }

  count(): number {
    return this.#sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM purchase').one().n;
  }

  /** Sales by day, channel and currency. */
  sales(fromDay: string, toDay: string): SalesRow[] {
    return this.#sql
      .exec<{ day: string; channel: string; currency: string; purchases: number; refunds: number; revenue: number; refunded: number }>(
        `SELECT day, channel, currency, SUM(refund_of IS NULL) AS purchases, SUM(refund_of IS NOT NULL) AS refunds,
           SUM(CASE WHEN refund_of IS NULL THEN total_minor ELSE 0 END) AS revenue,
           SUM(CASE WHEN refund_of IS NULL THEN 0 ELSE total_minor END) AS refunded
         FROM purchase WHERE day >= ? AND day <= ? GROUP BY day, channel, currency ORDER BY day, channel, currency`,
        fromDay,
        toDay,
      )
      .toArray()
      .map((row) => ({
        day: row.day,
        channel: row.channel,
        currency: row.currency,
        purchases: row.purchases,
        refunds: row.refunds,
        revenueMinor: row.revenue,
        refundedMinor: row.refunded,
      }));
  }

  /** What was bought together, the newest first. */
  *baskets(limit: number): Generator<{ items: string[]; endedAtMs: number }> {
    const rows = this.#sql.exec<{ items: string; at_ms: number }>(
      "SELECT items, at_ms FROM purchase WHERE refund_of IS NULL AND items <> '[]' ORDER BY at_ms DESC LIMIT ?",
      limit,
    );
    for (const row of rows) {
      const items = (JSON.parse(row.items) as PurchaseItem[]).map((item) => item.itemId);
      yield { items, endedAtMs: row.at_ms };
    }
  }
}

const REPLACE_KNOWN = `UPDATE SET
  at_ms = excluded.at_ms, day = excluded.day, channel = excluded.channel, store_code = excluded.store_code,
  customer_id = COALESCE(excluded.customer_id, customer_id), loyalty_card = COALESCE(excluded.loyalty_card, loyalty_card),
  email_sha256 = COALESCE(excluded.email_sha256, email_sha256), phone_sha256 = COALESCE(excluded.phone_sha256, phone_sha256),
  total_minor = excluded.total_minor, currency = excluded.currency,
  items = CASE WHEN excluded.items = '[]' THEN items ELSE excluded.items END, refund_of = excluded.refund_of, source = excluded.source
WHERE (at_ms, channel, total_minor, currency, source) <> (excluded.at_ms, excluded.channel, excluded.total_minor, excluded.currency, excluded.source)
  OR store_code IS NOT excluded.store_code OR refund_of IS NOT excluded.refund_of
  OR customer_id IS NOT COALESCE(excluded.customer_id, customer_id) OR loyalty_card IS NOT COALESCE(excluded.loyalty_card, loyalty_card)
  OR email_sha256 IS NOT COALESCE(excluded.email_sha256, email_sha256) OR phone_sha256 IS NOT COALESCE(excluded.phone_sha256, phone_sha256)
  OR (excluded.items <> '[]' AND items <> excluded.items)`;

function purchaseOf(row: PurchaseRow): Purchase {
  return {
    orderId: row.order_id,
    atMs: row.at_ms,
    channel: row.channel as PurchaseChannel,
    ...(row.store_code === null ? {} : { storeCode: row.store_code }),
    ...(row.customer_id === null ? {} : { customerId: row.customer_id }),
    ...(row.loyalty_card === null ? {} : { loyaltyCard: row.loyalty_card }),
    ...(row.email_sha256 === null ? {} : { emailSha256: row.email_sha256 }),
    ...(row.phone_sha256 === null ? {} : { phoneSha256: row.phone_sha256 }),
    totalMinor: row.total_minor,
    currency: row.currency,
    items: JSON.parse(row.items) as PurchaseItem[],
    ...(row.refund_of === null ? {} : { refundOf: row.refund_of }),
  };
}
