import type { PublishedSite } from '../../shared/published-site.ts';
import type { Customer } from '../../shared/schemas/customer.ts';
import type { Env } from '../platform/env.ts';
import { siteClient } from '../site/client.ts';
import { personStub, type RecordResult, tellMerged } from '../visitor/client.ts';
import { factOfPurchase } from '../visitor/facts.ts';
import { retentionOf } from '../visitor/retention.ts';
import { withCategories } from './categories.ts';

/** Receipts reach a customer's object when somebody looks: at a visit, or here. */
export async function bringReceipts(env: Env, { head, catalog }: PublishedSite, customerId: string): Promise<Customer | null> {
  const record = await siteClient(env, head.id).customerRecord(customerId);
  if (record.customer || record.purchases.length > 0) {
    const receipts = record.purchases.map((purchase) => withCategories(factOfPurchase(purchase), catalog));
    const { settings } = head;
    const { currency } = settings;
    const retention = retentionOf(head.id, settings);
    const told = { facts: [], receipts, currency, exists: true, retention };
    const result: RecordResult = await personStub(env, head.id, { customerId }).record(told);
    await tellMerged(env, { siteId: head.id, currency }, { customerId }, result);
  }
  return record.customer;
}
