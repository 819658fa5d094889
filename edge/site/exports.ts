import { toMajor } from '../../shared/money.ts';
import { hasherOf } from './erasures.ts';
import type { SiteStore } from './site-store.ts';
import type { ExportKind, Page } from './types.ts';

/** A line of an export: plain values under fixed names, the same in every line of its kind. */
export type ExportRow = Record<string, string | number | null>;

/** Names of the fields, in the order in which they stand. */
export const EXPORT_FIELDS: Readonly<Record<ExportKind, readonly string[]>> = {
  events: [
    'event',
    'transaction_id',
    'at',
    'channel',
    'storeCode',
    'currency',
    'value',
    'items',
    'refundOf',
    'source',
    'key',
    'customerId',
    'loyaltyCard',
    'emailSha256',
    'phoneSha256',
  ],
  rollups: ['day', 'metric', 'name', 'count', 'value', 'currency'],
  visitors: ['key', 'erasedAt', 'customerId', 'loyaltyCard', 'emailSha256', 'phoneSha256', 'tier', 'points', 'pending', 'joinedAt', 'asOf'],
};

/**
 * A page of what the site itself keeps, in the order of its keys.
 * - `events`: purchases and refunds, receipts of the merchant's and orders that pages told of. Of other events only counters stay here.
 * - `rollups`: the counters of days
 * - `visitors`: the members, and after them who was erased, by nothing but keyed hashes of what had named them: `key` is that of the customer id, so a copy
 *   elsewhere can let go of them too. There is no list of people whom only their devices know.
 * @param after cursor of the page before; null = from the beginning
 */
export function exportPage(store: SiteStore, kind: ExportKind, after: string | null, limit: number): Page<ExportRow, string> {
  const rows = { events: eventRows, rollups: rollupRows, visitors: visitorRows }[kind](store, after, limit + 1);
  const items = rows.slice(0, limit);
  return { items: items.map(({ row }) => row), next: rows.length > limit ? items.at(-1)!.cursor : null };
}

type Row = { cursor: string; row: ExportRow };

function eventRows(store: SiteStore, after: string | null, limit: number): Row[] {
  const keyOf = hasherOf(store);
  return store.purchases.listFrom(after, limit).map(({ purchase, source }) => ({
    cursor: purchase.orderId,
    row: {
      event: purchase.refundOf === undefined ? 'purchase' : 'refund',
      transaction_id: purchase.orderId,
      at: dateText(purchase.atMs),
      channel: purchase.channel,
      storeCode: purchase.storeCode ?? null,
      currency: purchase.currency,
      value: toMajor(purchase.totalMinor, purchase.currency),
      items: JSON.stringify(
        purchase.items.map(({ itemId, priceMinor, quantity }) => ({
          item_id: itemId,
          price: toMajor(priceMinor, purchase.currency),
          quantity,
        })),
      ),
      refundOf: purchase.refundOf ?? null,
      source,
      key: purchase.customerId === undefined ? null : keyOf(['customerId', purchase.customerId]),
      customerId: purchase.customerId ?? null,
      loyaltyCard: purchase.loyaltyCard ?? null,
      emailSha256: purchase.emailSha256 ?? null,
      phoneSha256: purchase.phoneSha256 ?? null,
    },
  }));
}

function rollupRows(store: SiteStore, after: string | null, limit: number): Row[] {
  const { currency } = store.settings.read()!.settings;
  return store.rollups.listFrom(after === null ? ['', '', ''] : (JSON.parse(after) as [string, string, string]), limit).map((rollup) => ({
    cursor: JSON.stringify([rollup.day, rollup.metric, rollup.key]),
    row: {
      day: rollup.day,
      metric: rollup.metric,
      name: rollup.key,
      count: rollup.count,
      value: toMajor(rollup.valueMinor, currency),
      currency,
    },
  }));
}

/** Members first, then the erased: `m…` and `e…` say which. */
function visitorRows(store: SiteStore, after: string | null, limit: number): Row[] {
  const keyOf = hasherOf(store);
  const nothing = Object.fromEntries(EXPORT_FIELDS.visitors.map((field) => [field, null]));
  const members = after?.startsWith('e') ? [] : store.customers.listFrom(after?.slice(1) ?? '', limit);
  const rows = members.map(({ joinedAtMs, asOfMs, channelPreference: _, ...member }) => ({
    cursor: `m${member.customerId}`,
    row: {
      ...nothing,
      key: keyOf(['customerId', member.customerId]),
      ...member,
      joinedAt: joinedAtMs === undefined ? null : dateText(joinedAtMs),
      asOf: dateText(asOfMs),
    },
  }));
  const erased = store.erasures.listFrom(after?.startsWith('e') ? after.slice(1) : '', limit - rows.length);
  return [...rows, ...erased.map(({ hash, atMs }) => ({ cursor: `e${hash}`, row: { ...nothing, key: hash, erasedAt: dateText(atMs) } }))];
}

const dateText = (ms: number): string => new Date(ms).toISOString();
