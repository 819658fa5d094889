import { fileURLToPath } from 'node:url';
import { dayOf, type FilePurchase } from './buyers.ts';

/** One in ten customers of CDNOW from January 1997 to June 1998: `master id, sample id, date, CDs, dollars` a line. */
export const CDNOW_FILE = fileURLToPath(new URL('../../../shared/data/purchases/cdnow-sample.txt', import.meta.url));
/** Last day of the 39 weeks that models are fitted on. */
export const CDNOW_UNTIL = '1997-09-30';

/** Purchases in the order of the file. */
export function cdnowPurchases(text: string): FilePurchase[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [customer, , date, , dollars] = line.trim().split(/\s+/);
      return { customer: customer!, day: dayOf(date!.replace(/(....)(..)(..)/, '$1-$2-$3')), worth: Number(dollars) };
    });
}
