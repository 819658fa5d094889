import type { Purchase } from '../../shared/schemas/purchase.ts';
import type { RowError } from '../imports/types.ts';
import type { StagedRow } from './types.ts';

/** Receipts named in one warning, and characters of each. */
const NAMED_MAX = 10;
const NAMED_MAX_CHARS = 120;

/** What is asked of a receipt here. */
export type RefundRow = StagedRow<Pick<Purchase, 'orderId' | 'currency' | 'refundOf'>>;

/** What a refund needs to know of its order. */
export type OrderOfRefund = Pick<Purchase, 'currency'> & { isRefund: boolean };

/**
 * What is odd about the refunds of an import. All of them are kept: an order may come with a later file, and only the shop knows which of two
 * currencies is the wrong one.
 * @param orders what is known of the orders they name, by id, after the import
 */
export function refundWarnings(rows: readonly RefundRow[], orders: ReadonlyMap<string, OrderOfRefund>): RowError[] {
  const refunds = rows.filter(({ value }) => value.refundOf !== undefined);
  const orderOf = ({ value }: RefundRow): OrderOfRefund | undefined => orders.get(value.refundOf!);
  const unknown = refunds.filter((row) => !orderOf(row));
  const ofRefunds = refunds.filter((row) => orderOf(row)?.isRefund);
  const foreign = refunds.filter((row) => {
    const order = orderOf(row);
    return order !== undefined && !order.isRefund && order.currency !== row.value.currency;
  });
  return [
    ...warning(
      unknown,
      'refundOf',
      'names an order that is not known (yet): kept, and counts once the order comes',
      ({ value }) => value.refundOf!,
    ),
    ...warning(
      ofRefunds,
      'refundOf',
      'names another refund, so nothing could be taken from an order: kept',
      ({ value }) => value.refundOf!,
    ),
    ...warning(
      foreign,
      'currency',
      'is not the currency of the order, so nothing could be taken from it: kept',
      (row) => `${row.value.orderId} in ${row.value.currency}, its order ${row.value.refundOf} in ${orderOf(row)?.currency}`,
    ),
  ];
}

function warning(rows: readonly RefundRow[], field: string, what: string, nameOf: (row: RefundRow) => string): RowError[] {
  const [first] = rows;
  if (!first) return [];
  const named = rows.slice(0, NAMED_MAX).map((row) => cut(nameOf(row)));
  return [{ row: first.row, field, message: `${what} (${rows.length} ${rows.length === 1 ? 'row' : 'rows'}: ${named.join('; ')})` }];
}

function cut(name: string): string {
  return name.length > NAMED_MAX_CHARS ? `${name.slice(0, NAMED_MAX_CHARS)}…` : name;
}
