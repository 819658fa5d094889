import type { Buyer } from '../../edge/journey/models/journey-model.ts';

/** One purchase of a published file; `day` is whole days since 1970. */
export interface FilePurchase {
  customer: string;
  day: number;
  /** major units */
  worth: number;
}

/** Whole days since 1970 of a date, YYYY-MM-DD. */
export const dayOf = (date: string): number => Date.parse(date.slice(0, 10)) / 86_400_000;

/** Buyers as the site's own purchases give them: days with purchases until a day, the money of a day together. */
export function buyersUntil(purchases: Iterable<FilePurchase>, untilDay: number): Map<string, Buyer> {
  const byCustomer = new Map<string, Map<number, number>>();
  for (const { customer, day, worth } of purchases) {
    if (day > untilDay) continue;
    const days = byCustomer.get(customer) ?? new Map<number, number>();
    byCustomer.set(customer, days.set(day, (days.get(day) ?? 0) + worth));
  }
  return new Map(
    Array.from(byCustomer, ([customer, days]) => {
      const sorted = [...days].sort(([a], [b]) => a - b);
      const total = sorted.reduce((sum, [, worth]) => sum + worth, 0);
      const repeatsTotal = total - sorted[0]![1];
      return [customer, { firstDay: sorted[0]![0], lastDay: sorted.at(-1)![0], repeats: sorted.length - 1, repeatsTotal, total }];
    }),
  );
}
