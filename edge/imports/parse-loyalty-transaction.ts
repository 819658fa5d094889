import { defined, FieldReader, type ImportSite } from './fields.ts';
import type { RawRow, RowResult } from './types.ts';

export const LOYALTY_TRANSACTION_TYPES = ['earn', 'spend', 'adjust', 'expire'] as const;
const POINTS_MAX = 100_000_000;

/** A change of a member's points, by its sign: what is spent or expires is negative. */
export interface LoyaltyTransaction {
  transactionId: string;
  customerId: string;
  points: number;
  type: (typeof LOYALTY_TRANSACTION_TYPES)[number];
  atMs: number;
  orderId?: string;
  description?: string;
}

/**
 * A line of the points ledger. Tills write a spend as `100` or as `-100`: the type decides the sign. Earning less than nothing is a mistake.
 */
export function parseLoyaltyTransaction(raw: RawRow, site: ImportSite, nowMs: number): RowResult<LoyaltyTransaction> {
  const row = new FieldReader(raw);
  const transactionId = row.id('transactionId', true);
  const customerId = row.id('customerId', true);
  const type = row.oneOf('type', LOYALTY_TRANSACTION_TYPES, true);
  const points = row.number('points', { required: true, min: -POINTS_MAX, max: POINTS_MAX });
  const atMs = row.pastMs('at', site, nowMs) ?? nowMs;
  const orderId = row.id('orderId');
  const description = row.text('description', { max: 300 });
  if (points === 0) row.fail('points', 'must not be 0');
  if (type === 'earn' && points !== undefined && points < 0)
    row.fail('points', 'must be more than 0 for type earn; use spend, adjust or expire');
  row.warnUnknown();
  return row.finish(() =>
    defined<LoyaltyTransaction>({
      transactionId: transactionId!,
      customerId: customerId!,
      points: type === 'spend' || type === 'expire' ? -Math.abs(points!) : points!,
      type: type!,
      atMs,
      orderId,
      description,
    }),
  );
}
