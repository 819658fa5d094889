import type { Product } from '../../../shared/schemas/product.ts';
import { jsonBatches } from './batches.ts';

/** Text as it is searched: lower case, without accents, words apart. "Caffè" is found by "caffe". */
export function searchText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

function wordsOf(product: Product): string {
  const titles = Object.values(product.titles ?? {});
  const fields = [
    product.id,
    product.title,
    ...titles,
    product.brand ?? '',
    product.categories.join(' '),
    product.gtin ?? '',
    product.mpn ?? '',
  ];
  return searchText(fields.join(' '));
}

/** Words of one search beyond this many are left out: no title has more that matter. */
const SEARCH_WORDS_MAX = 8;

export class CatalogStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Adds and replaces. Rows that say what is known already are not written. @returns how many changed */
  upsert(products: readonly Product[]): number {
    const rows = products.map((product) => [product.id, JSON.stringify(product), wordsOf(product)]);
    let changed = 0;
    for (const batch of jsonBatches(rows)) {
      changed += this.#sql.exec(
        `INSERT INTO product (product_id, data, words) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?) WHERE true
         ON CONFLICT (product_id) DO UPDATE SET data = excluded.data, words = excluded.words WHERE data <> excluded.data`,
        batch,
      ).rowsWritten;
    }
    return changed;
  }

  /** Removes all but what an import staged, and what is to be kept. @returns how many went */
  removeUnstaged(importId: string, kept: readonly string[]): number {
    return this.#sql.exec(
      `DELETE FROM product WHERE product_id NOT IN (
         SELECT json_extract(entry.value, '$.value.id') FROM staged_chunk, json_each(staged_chunk.entries) AS entry WHERE import_id = ?)
         AND product_id NOT IN (SELECT value FROM json_each(?))`,
      importId,
      JSON.stringify(kept),
    ).rowsWritten;
  }

  read(productId: string): Product | null {
    const row = this.#sql.exec<{ data: string }>('SELECT data FROM product WHERE product_id = ?', productId).toArray()[0];
    return row ? (JSON.parse(row.data) as Product) : null;
  }

  remove(productId: string): boolean {
    return this.#sql.exec('DELETE FROM product WHERE product_id = ?', productId).rowsWritten > 0;
  }

  count(): number {
    return this.#sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM product').one().n;
  }

  /** In order of id, after `after`; each word of `query` occurs in id, titles, brand, categories or codes. */
  list(query: string, after: string | null, limit: number): Product[] {
    const words = searchText(query).split(' ').filter(Boolean).slice(0, SEARCH_WORDS_MAX);
    const conditions = words.map(() => ' AND instr(words, ?) > 0').join('');
    return this.#sql
      .exec<{ data: string }>(
        `SELECT data FROM product WHERE product_id > ?${conditions} ORDER BY product_id LIMIT ?`,
        after ?? '',
        ...words,
        limit,
      )
      .toArray()
      .map((row) => JSON.parse(row.data) as Product);
  }

  /** JSON text of each product as it is published: without its description, which no block shows and which is half of a feed's bytes. */
  *publishedTexts(): Generator<string> {
    const rows = this.#sql.exec<{ data: string }>("SELECT json_remove(data, '$.description') AS data FROM product ORDER BY product_id");
    for (const row of rows) yield row.data;
  }
}
