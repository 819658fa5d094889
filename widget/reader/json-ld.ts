import type { PageType } from '../../shared/schemas/visit.ts';
import { asFields, type Fields } from '../fields.ts';
import { readNumber } from './number.ts';
import type { Telling } from './seam.ts';

/** What the page's schema.org blocks say of it. */
export interface JsonLdFacts {
  /** a product that is the page's subject, or several that stand there on their own */
  telling: Telling | null;
  /** a list (`CollectionPage`, `ItemList`, several products), a search, a product, the home of its `WebSite` */
  pageType: PageType | null;
}

/** Deeper nesting is no page's own subject. */
const DEPTH_MAX = 4;

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const firstOf = (value: unknown): Fields => asFields(asList(value)[0]);

/** One block's text as data; a broken block is no block. Raw line breaks inside strings, the usual fault, are mended. */
function parseBlock(text: string): unknown {
  try {
    return JSON.parse(text.replace(/\s+/g, ' '));
  } catch {
    return null;
  }
}

/** Everything said at the top: arrays, `@graph` and the page's `mainEntity` are opened, lists of related things are not. */
function topNodes(value: unknown, depth = 0): Fields[] {
  if (depth > DEPTH_MAX || !value) return [];
  return asList(value)
    .map(asFields)
    .flatMap((node) => [node, ...topNodes(node['@graph'], depth + 1), ...topNodes(node.mainEntity, depth + 1)]);
}

/** Whether one of a thing's addresses is this page: host and path, and what the query says where the address has one (`?variant=2`). */
function isHere(thing: Fields, here: URL): boolean {
  return [thing.url, thing['@id'], ...asList(thing.offers).map((offer) => asFields(offer).url)].some((address) => {
    if (typeof address !== 'string') return false;
    try {
      const { host, pathname, search } = new URL(address, here);
      const bare = (path: string): string => path.replace(/\/$/, '');
      return host === here.host && bare(pathname) === bare(here.pathname) && (!search || search === here.search);
    } catch {
      return false;
    }
  });
}

/** A group of variants as the one that is shown: the variant of this address, else the group under its own id, else its first variant. */
function chooseVariant(product: Fields, here: URL): Fields {
  const variants = product.hasVariant ? asList(product.hasVariant).map(asFields) : [];
  const named = here.search ? variants.find((variant) => isHere(variant, here)) : undefined;
  return named ? { ...product, ...named } : { ...variants[0], ...product };
}

/** A product as GA4 would tell it, and its currency; null without an id that a catalog could know. */
function itemOf(product: Fields): { item: Fields; currency: unknown } | null {
  let offer = firstOf(product.offers);
  if (offer.offers) offer = { ...firstOf(offer.offers), ...offer };
  const terms = firstOf(offer.priceSpecification);
  const item = {
    item_id: product.sku ?? product.productID ?? offer.sku ?? product.gtin13 ?? product.gtin ?? product.mpn,
    item_name: product.name,
    item_brand: firstOf(product.brand).name ?? product.brand,
    item_category: product.category,
    price: readNumber(offer.price ?? offer.lowPrice ?? terms.price),
  };
  return item.item_id ? { item, currency: offer.priceCurrency ?? terms.priceCurrency } : null;
}

/**
 * Reads the texts of a page's `application/ld+json` blocks. Several products at the top are a list, unless one of them is this page.
 *
 * @param here address of the page
 */
export function readJsonLd(blocks: readonly string[], here: URL): JsonLdFacts {
  const nodes = blocks.flatMap((text) => topNodes(parseBlock(text)));
  // `"Product"`, `"https://schema.org/Product"`, `["Product", "Vehicle"]`
  const ofType = (type: RegExp): Fields[] =>
    nodes.filter((node) => asList(node['@type']).some((name) => type.test(`${name}`.replace(/^.*[/:#]/, ''))));
  const products = ofType(/^(IndividualProduct|Product(Group|Model)?)$/);
  const subject = products.length > 1 ? products.find((product) => isHere(product, here)) : products[0];
  const read = (subject ? [subject] : products).flatMap((product) => itemOf(chooseVariant(product, here)) ?? []);
  const params = { items: read.map(({ item }) => item), currency: read[0]?.currency };
  const isHome = ofType(/^WebSite$/).some((site) => isHere(site, here));
  const isList = products.length || ofType(/^(CollectionPage|ItemList)$/).length;
  return {
    telling: read.length ? { source: 'json-ld', name: subject ? 'view_item' : 'view_item_list', params } : null,
    pageType: isHome ? 'home' : ofType(/^SearchResultsPage$/).length ? 'search' : subject ? 'product' : isList ? 'list' : null,
  };
}
