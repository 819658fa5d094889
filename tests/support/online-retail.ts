import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { dayOf, type FilePurchase } from './buyers.ts';

/** Invoices of a British gift retailer, December 2010 to May 2011 (UCI Online Retail), a line a product. */
export const ONLINE_RETAIL_FILE = fileURLToPath(
  new URL('../../../shared/data/purchases/uci-online-retail-2010-12-to-2011-05.csv.gz', import.meta.url),
);

export interface Invoice extends FilePurchase {
  /** what was bought came back: invoices that begin with C */
  isReturn: boolean;
}

/** Invoices of customers with a name, oldest first; returns have a worth below zero. */
export function onlineRetailInvoices(): Invoice[] {
  const rows = parse(gunzipSync(readFileSync(ONLINE_RETAIL_FILE)), { from_line: 2, relax_quotes: true }) as string[][];
  const invoices = new Map<string, Invoice>();
  for (const [number, , , quantity, date, price, customer] of rows) {
    if (!customer) continue;
    const worth = Number(quantity) * Number(price);
    const known = invoices.get(number!);
    if (known) known.worth += worth;
    else invoices.set(number!, { customer, day: dayOf(date!), worth, isReturn: number!.startsWith('C') });
  }
  return [...invoices.values()].sort((a, b) => a.day - b.day);
}
