import type { Customer } from '../../../shared/schemas/customer.ts';
import type { Purchase } from '../../../shared/schemas/purchase.ts';
import { SHARING_MAX, type SharedBy } from '../same-person.ts';
import { jsonBatches } from './batches.ts';

/** `merged`: one person from then on; `parted`: somebody said by hand that they are two; `refused`: could not be merged. */
export type LinkState = 'merged' | 'parted' | 'refused';

/** Values of a record that stand on another's receipts: the pairs in which a receipt may name two records. */
const BY_RECEIPT = (
  [
    ['loyalty_card', 'email_sha256'],
    ['loyalty_card', 'phone_sha256'],
    ['email_sha256', 'loyalty_card'],
    ['email_sha256', 'phone_sha256'],
    ['phone_sha256', 'loyalty_card'],
    ['phone_sha256', 'email_sha256'],
  ] as const
).map(
  ([mine, theirs]) => `SELECT c.customer_id FROM purchase p JOIN customer c ON c.${theirs} = p.${theirs} AND c.customer_id <> :id
     WHERE p.${mine} = :${mine} AND p.customer_id IS NULL`,
);

const COLUMN_OF = { loyaltyCard: 'loyalty_card', emailSha256: 'email_sha256', phoneSha256: 'phone_sha256' } as const;
type Value = keyof typeof COLUMN_OF;

/** Member records that may be one person: which wait to be looked at, and what became of those that were. */
export class SamePeopleStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Of these records, those wait that share a value with another one, or a receipt. */
  noteCustomers(customers: readonly Customer[]): void {
    const rows = customers.map((each) => [each.customerId, each.loyaltyCard ?? null, each.emailSha256 ?? null, each.phoneSha256 ?? null]);
    const shared = Object.values(COLUMN_OF).map((column) => `SELECT 1 FROM customer WHERE ${column} = :${column} AND customer_id <> :id`);
    const exists = [...shared, ...BY_RECEIPT].map((sql) => `EXISTS (${sql})`).join(' OR ');
    const ofRow = exists
      .replaceAll(':id', 'b.id')
      .replaceAll(':loyalty_card', 'b.card')
      .replaceAll(':email_sha256', 'b.email')
      .replaceAll(':phone_sha256', 'b.phone');
    for (const batch of jsonBatches(rows)) {
      this.#sql.exec(
        `WITH b AS (SELECT value ->> 0 AS id, value ->> 1 AS card, value ->> 2 AS email, value ->> 3 AS phone FROM json_each(?))
         INSERT OR IGNORE INTO same_candidate SELECT b.id FROM b WHERE ${ofRow}`,
        batch,
      );
    }
  }

  /** Records wait that one of these receipts names together: one by its card, say, and another by the e-mail address. */
  notePurchases(purchases: readonly Purchase[]): void {
    const rows = purchases.flatMap(({ customerId, loyaltyCard, emailSha256, phoneSha256 }) => {
      const named = [loyaltyCard, emailSha256, phoneSha256].filter((value) => value !== undefined);
      return customerId === undefined && named.length > 1 ? [[loyaltyCard ?? null, emailSha256 ?? null, phoneSha256 ?? null]] : [];
    });
    for (const batch of jsonBatches(rows)) {
      this.#sql.exec(
        `WITH hit AS (SELECT
           (SELECT MIN(customer_id) FROM customer WHERE loyalty_card = value ->> 0) AS a,
           (SELECT MIN(customer_id) FROM customer WHERE email_sha256 = value ->> 1) AS e,
           (SELECT MIN(customer_id) FROM customer WHERE phone_sha256 = value ->> 2) AS p FROM json_each(?))
         INSERT OR IGNORE INTO same_candidate
           SELECT a FROM hit WHERE a <> e OR a <> p UNION SELECT e FROM hit WHERE e <> p`,
        batch,
      );
    }
  }

  hasWaiting(): boolean {
    return this.#sql.exec('SELECT 1 FROM same_candidate LIMIT 1').toArray().length > 0;
  }

  waiting(limit: number): string[] {
    const rows = this.#sql.exec<{ customer_id: string }>('SELECT customer_id FROM same_candidate ORDER BY customer_id LIMIT ?', limit);
    return Array.from(rows, (row) => row.customer_id);
  }

  done(customerId: string): void {
    this.#sql.exec('DELETE FROM same_candidate WHERE customer_id = ?', customerId);
  }

  /** Others that share something with a record, strongest first; of a value that too many carry, nobody. */
  others(customer: Customer): { by: SharedBy; customerIds: string[] }[] {
    const { customerId } = customer;
    const groups: { by: SharedBy; customerIds: string[] }[] = (Object.keys(COLUMN_OF) as Value[]).map((by) => ({
      by,
      customerIds: this.#ids(`SELECT customer_id FROM customer WHERE ${COLUMN_OF[by]} = ? AND customer_id <> ?`, customer[by], customerId),
    }));
    const values = { ':loyalty_card': customer.loyaltyCard, ':email_sha256': customer.emailSha256, ':phone_sha256': customer.phoneSha256 };
    const named = BY_RECEIPT.flatMap((sql) => {
      const [place, value] = Object.entries(values).find(([each]) => sql.includes(each))!;
      return this.#ids(`SELECT DISTINCT customer_id FROM (${sql.replace(place, '?1').replace(':id', '?2')})`, value, customerId);
    });
    return [...groups, { by: 'receipt' as const, customerIds: [...new Set(named)] }].filter(
      ({ customerIds }) => customerIds.length > 0 && customerIds.length < SHARING_MAX,
    );
  }

  #ids(sql: string, value: string | undefined, customerId: string): string[] {
    if (value === undefined) return [];
    const rows = this.#sql.exec<{ customer_id: string }>(`${sql} LIMIT ${SHARING_MAX}`, value, customerId);
    return Array.from(rows, (row) => row.customer_id);
  }

  /** All records that are one person with this one: who is kept first, then the others. */
  groupOf(customerId: string): string[] {
    const passed = new Set<string>();
    let root = customerId;
    for (let next: string | undefined = root; next !== undefined && !passed.has(next); ) {
      passed.add(next);
      root = next;
      const sql = "SELECT keep FROM customer_link WHERE take = ? AND state = 'merged'";
      next = this.#sql.exec<{ keep: string }>(sql, root).toArray()[0]?.keep;
    }
    const group = new Set([root]);
    for (const each of group) {
      const sql = "SELECT take FROM customer_link WHERE keep = ? AND state = 'merged'";
      for (const { take } of this.#sql.exec<{ take: string }>(sql, each)) group.add(take);
    }
    return [...group];
  }

  /** Whether any of these was parted from any of those by hand, or could not be merged with them. */
  areKeptApart(some: readonly string[], others: readonly string[]): boolean {
    const sql = `SELECT 1 FROM customer_link WHERE state <> 'merged' AND (
        take IN (SELECT value FROM json_each(?1)) AND keep IN (SELECT value FROM json_each(?2))
        OR keep IN (SELECT value FROM json_each(?1)) AND take IN (SELECT value FROM json_each(?2))) LIMIT 1`;
    return this.#sql.exec(sql, JSON.stringify(some), JSON.stringify(others)).toArray().length > 0;
  }

  isParted(take: string, keep: string): boolean {
    return this.#sql.exec("SELECT 1 FROM customer_link WHERE take = ? AND keep = ? AND state = 'parted'", take, keep).toArray().length > 0;
  }

  /** @returns whether it was not so already */
  write(take: string, keep: string, state: LinkState): boolean {
    const sql = `INSERT INTO customer_link (take, keep, state) VALUES (?, ?, ?)
      ON CONFLICT (take, keep) DO UPDATE SET state = excluded.state WHERE state <> excluded.state RETURNING take`;
    return this.#sql.exec(sql, take, keep, state).toArray().length > 0;
  }

  forget(customerId: string): void {
    this.#sql.exec('DELETE FROM customer_link WHERE take = ?1 OR keep = ?1', customerId);
    this.done(customerId);
  }
}
