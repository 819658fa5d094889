import type { Customer } from '../../shared/schemas/customer.ts';
import type { Purchase } from '../../shared/schemas/purchase.ts';
import type { Env } from '../platform/env.ts';
import { siteClient } from './client.ts';

/** What the merchant knows of a customer: balances, and receipts from tills and elsewhere. */
export interface CustomerRecord {
  customer: Customer | null;
  purchases: Purchase[];
}

/** A customer's pages follow each other within seconds; a receipt from a till may show this much later in the shop. */
const RECORD_TTL_MS = 10_000;
const RECORDS_MAX = 2_000;

const records = new Map<string, { record: CustomerRecord; untilMs: number }>();

/** The customer as the site's object knows them, remembered for a moment in this isolate. */
export async function customerRecord(env: Env, siteId: string, customerId: string, nowMs: number): Promise<CustomerRecord> {
  const key = `${siteId} ${customerId}`;
  const kept = records.get(key);
  if (kept && kept.untilMs > nowMs) return kept.record;
  const record: CustomerRecord = await siteClient(env, siteId).customerRecord(customerId);
  records.delete(key);
  records.set(key, { record, untilMs: nowMs + RECORD_TTL_MS });
  if (records.size > RECORDS_MAX) records.delete(records.keys().next().value!);
  return record;
}

/** After receipts, members or points came in: what is remembered may be wrong. */
export function forgetCustomers(): void {
  records.clear();
}
