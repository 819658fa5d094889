import type { Fields } from '../fields.ts';

/** A page's Open Graph as the schema.org product it speaks of; nothing where the page is no product's. */
export function readOpenGraph(head: Element): Fields {
  const said: Record<string, string> = {};
  for (const meta of head.querySelectorAll('meta')) {
    const [, name] = /^(?:og|product):(.+)/.exec(meta.getAttribute('property') ?? meta.name) ?? [];
    if (name) said[name] ??= meta.content;
  }
  return /^(og:)?product/.test(said.type!)
    ? {
        // `brand`, `category`, `availability` and `url` go by the same names.
        ...said,
        '@type': 'Product',
        sku: said.retailer_item_id,
        name: said.title,
        price: said['price:amount'],
        priceCurrency: said['price:currency'],
      }
    : {};
}
