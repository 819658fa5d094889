import { Hono } from 'hono';
import type { AppEnv } from '../../http/context.ts';
import { parseCustomer } from '../../imports/parse-customer.ts';
import { parseLoyaltyTransaction } from '../../imports/parse-loyalty-transaction.ts';
import { parsePurchase } from '../../imports/parse-purchase.ts';
import { RECORD_FORMATS, readRows } from '../../imports/read-rows.ts';
import { siteClient } from '../../site/client.ts';
import { outcomeOf, siteOf } from './answers.ts';
import { type ImportPlan, runImport } from './run-import.ts';
import { loyaltyRow } from './shapes.ts';

const purchases: ImportPlan<'purchases'> = { kind: 'purchases', formats: RECORD_FORMATS, rows: readRows, parse: parsePurchase };
const customers: ImportPlan<'customers'> = {
  kind: 'customers',
  formats: RECORD_FORMATS,
  rows: readRows,
  parse: parseCustomer,
  keyFields: ['customerId'],
};
const transactions: ImportPlan<'loyalty'> = { kind: 'loyalty', formats: RECORD_FORMATS, rows: readRows, parse: parseLoyaltyTransaction };

/** Receipts, members and their points. */
export function peopleRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post('/sites/:site/purchases', async (c) => c.json(await runImport(c, purchases)))
    .post('/sites/:site/customers', async (c) => c.json(await runImport(c, customers)))
    .post('/sites/:site/loyalty/transactions', async (c) => c.json(await runImport(c, transactions)))
    .get('/sites/:site/loyalty/:customerId', async (c) =>
      c.json(loyaltyRow(outcomeOf(c, await siteClient(c.env, siteOf(c)).loyaltyBalance(c.req.param('customerId'))))),
    );
}
