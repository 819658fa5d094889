import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { boughtTogether } from '../../../edge/recommendations/bought-together.ts';
import { learn, NOW_MS } from './shop.ts';

const FILE = join(import.meta.dirname, '../../../../shared/data/purchases/uci-online-retail-2010-12-to-2011-05.csv.gz');
const SHOWN = 8;
/** Larger invoices are other shops stocking up, not one person's basket. */
const LARGEST_BASKET = 40;
/** Of every so many late baskets one is asked: a few hundred tell. */
const STEP = 3;

function readBaskets(): string[][] {
  const rows = parse(gunzipSync(readFileSync(FILE)), { columns: true, relax_quotes: true, bom: true }) as Record<string, string>[];
  const baskets = new Map<string, Set<string>>();
  for (const { InvoiceNo: invoice, StockCode: item } of rows) {
    if (!invoice || !item || invoice.startsWith('C')) continue;
    const basket = baskets.get(invoice) ?? new Set();
    baskets.set(invoice, basket.add(item));
  }
  return [...baskets.values()].map((basket) => [...basket]).filter(({ length }) => length > 1 && length < LARGEST_BASKET);
}

describe('on the real invoices of a gift shop', () => {
  it.skipIf(!existsSync(FILE))(
    'says what else lies in a basket better than a list of bestsellers (skips where ../shared/data is not there)',
    () => {
      const baskets = readBaskets();
      const cut = Math.floor(baskets.length * 0.8);
      const index = learn(
        [],
        baskets.slice(0, cut).map((items, number) => ({ items, endedAtMs: NOW_MS - (cut - number) * 60_000 })),
      );
      const bestsellers = Array.from(index.popular.slice(0, SHOWN + 1), (item) => index.itemIds[item]!);
      const asked = baskets.slice(cut).filter((_, number) => number % STEP === 0);
      const hits = (pick: (seed: string) => string[]) =>
        asked.filter(([seed, ...rest]) => pick(seed!).some((id) => rest.includes(id))).length;
      const ours = hits((seed) => boughtTogether(index, [seed], SHOWN).map(({ itemId }) => itemId));
      const theirs = hits((seed) => bestsellers.filter((id) => id !== seed).slice(0, SHOWN));
      expect(ours / asked.length).toBeGreaterThan((theirs / asked.length) * 1.15);
    },
  );
});
