import type { Customer } from '../../shared/schemas/customer.ts';
import type { Product } from '../../shared/schemas/product.ts';
import type { Purchase } from '../../shared/schemas/purchase.ts';
import type { InventoryLine, Store } from '../../shared/schemas/store.ts';
import type { LoyaltyTransaction } from '../imports/parse-loyalty-transaction.ts';
import type { RowError } from '../imports/types.ts';
import { ErasedPeople } from './erasures.ts';
import { addLoyaltyEntry } from './loyalty-ledger.ts';
import { addReceipts } from './receipts.ts';
import { type OrderOfRefund, type RefundRow, refundWarnings } from './refund-warnings.ts';
import type { SiteStore } from './site-store.ts';
import type { StagedImport } from './store/staging.ts';
import { touchStock } from './touch-stock.ts';
import type { ImportKind, StagedRow } from './types.ts';

export interface Commit {
  accepted: number;
  /** rows about people who were erased, from before they were */
  leftOut?: number;
  errors: RowError[];
  warnings: RowError[];
  /** something that pages see is now another */
  visible: boolean;
}

/** What a handler of one kind is given. */
interface Work {
  store: SiteStore;
  staged: StagedImport;
  /** keys a full import must not remove; null = remove nothing */
  kept: readonly string[] | null;
  nowMs: number;
  timeZone: string;
}

/** Row number of a warning that speaks of the whole file. */
const WHOLE_FILE = 0;

/** Orders looked up by one statement. */
const ORDERS_AT_ONCE = 2_000;

/** Shop codes named in one warning. */
const NAMED_MAX = 10;

/** Puts a staged import in force. Run inside a transaction: all of it or nothing. */
export function commitImport(work: Work): Commit & { leftOut: number } {
  const handlers: Record<ImportKind, (work: Work) => Commit> = {
    catalog: commitCatalog,
    stores: commitStores,
    inventory: commitInventory,
    purchases: commitPurchases,
    customers: commitCustomers,
    loyalty: commitLoyalty,
  };
  return { leftOut: 0, ...handlers[work.staged.kind](work) };
}

function commitCatalog({ store, staged, kept }: Work): Commit {
  const ids = new Set<string>();
  let accepted = 0;
  let changed = 0;
  for (const rows of store.staging.chunks<Product>(staged.importId)) {
    accepted += rows.length;
    for (const { value } of rows) ids.add(value.id);
    changed += store.catalog.upsert(valuesOf(rows));
  }
  if (removes(staged, kept)) changed += store.catalog.removeUnstaged(staged.importId, kept);
  if (changed > 0) store.parts.touch('catalog');
  return {
    accepted,
    errors: [],
    warnings: [...repeated(accepted - ids.size, 'id'), ...nothingRemoved(staged, kept)],
    visible: changed > 0,
  };
}

function commitStores({ store, staged, kept }: Work): Commit {
  const codes = new Set<string>();
  let accepted = 0;
  let changed = 0;
  for (const rows of store.staging.chunks<Store>(staged.importId)) {
    accepted += rows.length;
    for (const { value } of rows) codes.add(value.storeCode);
    changed += store.stores.upsert(valuesOf(rows));
  }
  if (removes(staged, kept)) changed += store.stores.removeUnstaged(staged.importId, kept);
  if (changed > 0) store.parts.touch('stores');
  return {
    accepted,
    errors: [],
    warnings: [...repeated(accepted - codes.size, 'storeCode'), ...nothingRemoved(staged, kept)],
    visible: changed > 0,
  };
}

function commitInventory({ store, staged, kept }: Work): Commit {
  const touched = new Set<string>();
  const unknown = new Set<string>();
  const seen = new Map<string, boolean>();
  let accepted = 0;
  let older = 0;
  for (const rows of store.staging.chunks<InventoryLine>(staged.importId)) {
    accepted += rows.length;
    const lines = valuesOf(rows);
    older += store.inventory.countOlder(lines);
    for (const productId of store.inventory.upsert(lines)) touched.add(productId);
    for (const { storeCode } of lines) {
      if (!seen.has(storeCode)) seen.set(storeCode, store.stores.has(storeCode));
      if (!seen.get(storeCode)) unknown.add(storeCode);
    }
  }
  if (removes(staged, kept)) for (const productId of store.inventory.removeUnstaged(staged.importId, kept)) touched.add(productId);
  touchStock(store, touched, true);
  const warnings = nothingRemoved(staged, kept);
  if (older > 0) warnings.push({ row: WHOLE_FILE, field: 'asOf', message: `${older} lines are older than what is known, which was kept` });
  if (unknown.size > 0) {
    const named = [...unknown].slice(0, NAMED_MAX).join(', ');
    warnings.push({
      row: WHOLE_FILE,
      field: 'store_code',
      message: `${unknown.size} shops are not known (yet), their stock was kept: ${named}`,
    });
  }
  return { accepted, errors: [], warnings, visible: touched.size > 0 };
}

function commitPurchases({ store, staged, nowMs, timeZone }: Work): Commit {
  const erased = new ErasedPeople(store);
  let accepted = 0;
  let stockChanged = false;
  const refunds: RefundRow[] = [];
  for (const rows of store.staging.chunks<Purchase>(staged.importId)) {
    for (const { row, value } of rows) {
      const { orderId, currency, refundOf } = value;
      if (refundOf !== undefined) refunds.push({ row, value: { orderId, currency, refundOf } });
    }
    const purchases = erased.withoutPurchases(valuesOf(rows));
    accepted += purchases.length;
    store.samePeople.notePurchases(purchases);
    if (addReceipts(store, purchases, { nowMs, timeZone }).stockChanged) stockChanged = true;
  }
  const warnings = oddRefunds(store, refunds);
  return { accepted, leftOut: erased.leftOut, errors: [], warnings: [...leftOut(erased), ...warnings], visible: stockChanged };
}

/** Read in steps: a value bound to a statement must stay small. */
function oddRefunds(store: SiteStore, refunds: readonly RefundRow[]): RowError[] {
  const orders = new Map<string, OrderOfRefund>();
  for (let start = 0; start < refunds.length; start += ORDERS_AT_ONCE) {
    const ids = refunds.slice(start, start + ORDERS_AT_ONCE).map(({ value }) => value.refundOf!);
    for (const [id, order] of store.purchases.ordersOfRefunds(ids)) orders.set(id, order);
  }
  return refundWarnings(refunds, orders);
}

function commitCustomers({ store, staged, kept }: Work): Commit {
  const erased = new ErasedPeople(store);
  let accepted = 0;
  for (const rows of store.staging.chunks<Customer>(staged.importId)) {
    const customers = erased.withoutCustomers(valuesOf(rows));
    accepted += customers.length;
    store.customers.upsert(customers);
    store.samePeople.noteCustomers(customers);
  }
  if (removes(staged, kept)) store.customers.removeUnstaged(staged.importId, kept);
  return {
    accepted,
    leftOut: erased.leftOut,
    errors: [],
    warnings: [...leftOut(erased), ...nothingRemoved(staged, kept)],
    visible: false,
  };
}

function commitLoyalty({ store, staged }: Work): Commit {
  const erased = new ErasedPeople(store);
  const errors: RowError[] = [];
  let accepted = 0;
  for (const rows of store.staging.chunks<LoyaltyTransaction>(staged.importId)) {
    for (const { row, value } of rows) {
      if (erased.isLeftOut(value)) continue;
      const error = addLoyaltyEntry(store, value);
      if (error) errors.push({ row, ...error });
      else accepted += 1;
    }
  }
  return { accepted, leftOut: erased.leftOut, errors, warnings: leftOut(erased), visible: false };
}

function removes(staged: StagedImport, kept: readonly string[] | null): kept is readonly string[] {
  return staged.mode === 'full' && kept !== null;
}

function nothingRemoved(staged: StagedImport, kept: readonly string[] | null): RowError[] {
  if (staged.mode !== 'full' || kept !== null) return [];
  return [
    {
      row: WHOLE_FILE,
      field: '',
      message: 'rows were refused that do not say what they are about, so nothing was removed; mend them and send the file again',
    },
  ];
}

/** Rows that share a key are written one after another: the last counts, as if they had come in two files. */
function valuesOf<T>(rows: readonly StagedRow<T>[]): T[] {
  return rows.map(({ value }) => value);
}

function leftOut({ leftOut: count }: ErasedPeople): RowError[] {
  if (count === 0) return [];
  const message = `${count} rows tell of people whose data was erased, from before it was: they were left out`;
  return [{ row: WHOLE_FILE, field: 'customerId', message }];
}

function repeated(count: number, field: string): RowError[] {
  return count > 0 ? [{ row: WHOLE_FILE, field, message: `${count} rows repeat a key of another row; the last one counts` }] : [];
}
