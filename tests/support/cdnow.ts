import { fileURLToPath } from 'node:url';

/** One in ten customers of CDNOW from January 1997 to June 1998: `master id, sample id, date, CDs, dollars` a line. */
export const CDNOW_FILE = fileURLToPath(new URL('../../../shared/data/purchases/cdnow-sample.txt', import.meta.url));
/** Last day of the 39 weeks that models are fitted on. */
export const CDNOW_UNTIL = '1997-09-30';

/** Purchases in the order of the file; dates as YYYY-MM-DD. */
export function cdnowPurchases(text: string): { customer: string; date: string; dollars: number }[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [customer, , day, , dollars] = line.trim().split(/\s+/);
      return { customer: customer!, date: day!.replace(/(....)(..)(..)/, '$1-$2-$3'), dollars: Number(dollars) };
    });
}
