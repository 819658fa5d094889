import type { LoyaltyTransaction } from '../../imports/parse-loyalty-transaction.ts';

interface EntryRow extends Record<string, SqlStorageValue> {
  transaction_id: string;
  customer_id: string;
  points: number;
  type: LoyaltyTransaction['type'];
  at_ms: number;
  order_id: string | null;
  description: string | null;
}

const COLUMNS = 'transaction_id, customer_id, points, type, at_ms, order_id, description';

/** The ledger of points. Entries are only ever added; each transaction id counts once. */
export class LoyaltyStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  add(entry: LoyaltyTransaction): void {
    this.#sql.exec(
      `INSERT INTO loyalty_entry (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`,
      entry.transactionId,
      entry.customerId,
      entry.points,
      entry.type,
      entry.atMs,
      entry.orderId ?? null,
      entry.description ?? null,
    );
  }

  remove(customerId: string): void {
    this.#sql.exec('DELETE FROM loyalty_entry WHERE customer_id = ?', customerId);
  }

  read(transactionId: string): LoyaltyTransaction | null {
    const row = this.#sql.exec<EntryRow>(`SELECT ${COLUMNS} FROM loyalty_entry WHERE transaction_id = ?`, transactionId).toArray()[0];
    return row ? entryOf(row) : null;
  }

  /** Points of entries after a moment: what the merchant's own balance of that moment does not hold. */
  sumAfter(customerId: string, afterMs: number): { points: number; lastAtMs: number | null } {
    const row = this.#sql
      .exec<{ points: number | null; last: number | null }>(
        'SELECT SUM(points) AS points, MAX(at_ms) AS last FROM loyalty_entry WHERE customer_id = ? AND at_ms > ?',
        customerId,
        afterMs,
      )
      .one();
    return { points: row.points ?? 0, lastAtMs: row.last };
  }

  /** Newest first. */
  list(customerId: string, limit: number): LoyaltyTransaction[] {
    return this.#sql
      .exec<EntryRow>(
        `SELECT ${COLUMNS} FROM loyalty_entry WHERE customer_id = ? ORDER BY at_ms DESC, transaction_id DESC LIMIT ?`,
        customerId,
        limit,
      )
      .toArray()
      .map(entryOf);
  }
}

function entryOf(row: EntryRow): LoyaltyTransaction {
  return {
    transactionId: row.transaction_id,
    customerId: row.customer_id,
    points: row.points,
    type: row.type,
    atMs: row.at_ms,
    ...(row.order_id === null ? {} : { orderId: row.order_id }),
    ...(row.description === null ? {} : { description: row.description }),
  };
}
