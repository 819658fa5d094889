import type { Customer } from '../../../shared/schemas/customer.ts';
import { jsonBatches } from './batches.ts';

const COLUMN_OF = {
  customerId: 'customer_id',
  loyaltyCard: 'loyalty_card',
  emailSha256: 'email_sha256',
  phoneSha256: 'phone_sha256',
} as const;

export class CustomersStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Adds; fields that a known customer's new row does not name stay as they were. */
  upsert(customers: readonly Customer[]): void {
    const rows = customers.map((customer) => [
      customer.customerId,
      customer.loyaltyCard ?? null,
      customer.emailSha256 ?? null,
      customer.phoneSha256 ?? null,
      JSON.stringify(customer),
    ]);
    for (const batch of jsonBatches(rows)) {
      this.#sql.exec(
        `INSERT INTO customer (customer_id, loyalty_card, email_sha256, phone_sha256, data)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?) WHERE true
         ON CONFLICT (customer_id) DO UPDATE SET
           loyalty_card = COALESCE(excluded.loyalty_card, loyalty_card), email_sha256 = COALESCE(excluded.email_sha256, email_sha256),
           phone_sha256 = COALESCE(excluded.phone_sha256, phone_sha256), data = json_patch(data, excluded.data)
         WHERE data <> json_patch(data, excluded.data)`,
        batch,
      );
    }
  }

  removeUnstaged(importId: string, kept: readonly string[]): void {
    this.#sql.exec(
      `DELETE FROM customer WHERE customer_id NOT IN (
         SELECT json_extract(entry.value, '$.value.customerId') FROM staged_chunk, json_each(staged_chunk.entries) AS entry WHERE import_id = ?)
         AND customer_id NOT IN (SELECT value FROM json_each(?))`,
      importId,
      JSON.stringify(kept),
    );
  }

  read(customerId: string): Customer | null {
    const row = this.#sql.exec<{ data: string }>('SELECT data FROM customer WHERE customer_id = ?', customerId).toArray()[0];
    return row ? (JSON.parse(row.data) as Customer) : null;
  }

  listFrom(after: string, limit: number): Customer[] {
    const rows = this.#sql.exec<{ data: string }>(
      'SELECT data FROM customer WHERE customer_id > ? ORDER BY customer_id LIMIT ?',
      after,
      limit,
    );
    return Array.from(rows, ({ data }) => JSON.parse(data) as Customer);
  }

  remove(customerId: string): void {
    this.#sql.exec('DELETE FROM customer WHERE customer_id = ?', customerId);
  }

  /** Whether a member other than `customerId` is named so; with null, any member. */
  isOfAnother(kind: keyof typeof COLUMN_OF, value: string, customerId: string | null): boolean {
    const sql = `SELECT 1 FROM customer WHERE ${COLUMN_OF[kind]} = ? AND customer_id IS NOT ? LIMIT 1`;
    return this.#sql.exec(sql, value, customerId).toArray().length > 0;
  }

  count(): number {
    return this.#sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM customer').one().n;
  }
}
