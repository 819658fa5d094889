import { toMajor } from '../../../shared/money.ts';
import type { Buyer } from '../../journey/models/journey-model.ts';

interface DayRow extends Record<string, SqlStorageValue> {
  who: string | null;
  day: string;
  minor: number;
}

/** What purchases say of how people buy. */
export interface Buyers {
  buyers: Buyer[];
  /** mean of all purchases in the site's currency, major units; null without any */
  meanValue: number | null;
  /** purchases that name nobody, and those in other currencies: neither can count */
  anonymous: number;
  otherCurrency: number;
}

/**
 * A day's purchases of a person, without what was returned; one that cost nothing is one, and one that went back in full is none. Who it is goes by
 * the first identifier in order (customer id, loyalty card, e-mail hash, phone hash), as the customer it belongs to where that is known: the same
 * order in which receipts find their customer. A purchase that only a page told of is of the customer who was signed in there.
 */
const DAYS = `
  SELECT who, day, SUM(MAX(0, paid - returned)) AS minor FROM (
    SELECT COALESCE(
        'id ' || p.customer_id,
        'id ' || (SELECT MIN(c.customer_id) FROM customer c WHERE c.loyalty_card = p.loyalty_card),
        'id ' || (SELECT MIN(c.customer_id) FROM customer c WHERE c.email_sha256 = p.email_sha256),
        'id ' || (SELECT MIN(c.customer_id) FROM customer c WHERE c.phone_sha256 = p.phone_sha256),
        'card ' || p.loyalty_card, 'email ' || p.email_sha256, 'phone ' || p.phone_sha256,
        CASE WHEN p.source = 'event' THEN 'id ' || (SELECT w.customer_id FROM web_buyer w WHERE w.order_id = p.order_id) END
      ) AS who, p.day AS day,
      p.total_minor AS paid,
      COALESCE((
        SELECT SUM(ABS(r.total_minor)) FROM purchase r WHERE r.refund_of = p.order_id AND r.currency = p.currency AND r.day <= ?2 AND r.source = 'receipt'
      ), 0) AS returned
    FROM purchase p WHERE p.refund_of IS NULL AND p.currency = ?1 AND p.day <= ?2
  ) WHERE (returned = 0 OR returned < paid) AND who IS NOT NULL GROUP BY who, day ORDER BY who, day`;

const DAY_MS = 86_400_000;

/** People by what they bought, read from the receipts and orders of a site. */
export class BuyersStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Who was signed in when a page told of these orders; the first to be told of an order stays. */
  noteWebBuyer(customerId: string, orderIds: readonly string[]): void {
    this.#sql.exec(
      'INSERT INTO web_buyer (order_id, customer_id) SELECT value, ?1 FROM json_each(?2) WHERE true ON CONFLICT DO NOTHING',
      customerId,
      JSON.stringify(orderIds),
    );
  }

  forgetWebBuyer(customerId: string): void {
    this.#sql.exec('DELETE FROM web_buyer WHERE customer_id = ?', customerId);
  }

  /** @param untilDay last day that counts, YYYY-MM-DD of the site's calendar */
  read(untilDay: string, currency: string): Buyers {
    const buyers: Buyer[] = [];
    let who: string | null = null;
    for (const row of this.#sql.exec<DayRow>(DAYS, currency, untilDay)) {
      const day = Date.parse(row.day) / DAY_MS;
      const buyer = buyers.at(-1);
      if (buyer && row.who === who) {
        buyer.lastDay = day;
        buyer.repeats += 1;
        buyer.repeatsTotal += toMajor(row.minor, currency);
        buyer.total += toMajor(row.minor, currency);
      } else buyers.push({ firstDay: day, lastDay: day, repeats: 0, repeatsTotal: 0, total: toMajor(row.minor, currency) });
      who = row.who;
    }
    const { anonymous, other, mean } = this.#sql
      .exec<{ anonymous: number; other: number; mean: number | null }>(
        `SELECT COALESCE(SUM(currency = ?1 AND COALESCE(customer_id, loyalty_card, email_sha256, phone_sha256,
             (SELECT w.customer_id FROM web_buyer w WHERE w.order_id = purchase.order_id)) IS NULL), 0) AS anonymous,
           COALESCE(SUM(currency <> ?1), 0) AS other, AVG(CASE WHEN currency = ?1 THEN total_minor END) AS mean
         FROM purchase WHERE refund_of IS NULL AND day <= ?2`,
        currency,
        untilDay,
      )
      .one();
    return { buyers, anonymous, otherCurrency: other, meanValue: mean === null ? null : toMajor(Math.round(mean), currency) };
  }
}
