import type { Money } from '../../shared/money.ts';
import type { Catalog } from '../../shared/published-site.ts';
import type { Product } from '../../shared/schemas/product.ts';

/** A catalog sorted for finding what is alike. */
export interface CatalogFacets {
  /** products of a whole category path, cheapest first */
  readonly byPath: ReadonlyMap<string, readonly Product[]>;
  /** products of a first-level category, cheapest first */
  readonly byRoot: ReadonlyMap<string, readonly Product[]>;
  /** the most presentable products of the catalog, for a shop of which nothing else is known */
  readonly presentable: readonly Product[];
}

/** More than a slot ever shows, times what filters and one-a-category may take away. */
const PRESENTABLE_PRODUCTS = 500;
/** Between category names in a key: not part of any name. */
const SEPARATOR = '\u0000';

/** What is paid now. */
export function currentPrice(product: Product): Money {
  return product.salePrice ?? product.price;
}

/** Key of the whole category path; null where a product has no category. */
export function categoryKey(product: Product): string | null {
  return product.categories.length > 0 ? product.categories.join(SEPARATOR) : null;
}

const facetsOf = new WeakMap<Catalog, CatalogFacets>();

/** The facets of a catalog: worked out once for each catalog and kept as long as it is. */
export function catalogFacets(catalog: Catalog): CatalogFacets {
  let facets = facetsOf.get(catalog);
  if (!facets) {
    facets = buildFacets(catalog);
    facetsOf.set(catalog, facets);
  }
  return facets;
}

function buildFacets(catalog: Catalog): CatalogFacets {
  const byPath = new Map<string, Product[]>();
  const byRoot = new Map<string, Product[]>();
  for (const product of catalog.products) {
    const path = categoryKey(product);
    if (path === null) continue;
    push(byPath, path, product);
    push(byRoot, product.categories[0]!, product);
  }
  for (const group of [...byPath.values(), ...byRoot.values()]) group.sort(cheapestFirst);
  const presentable = catalog.products
    .map((product) => ({ product, score: presentability(product) }))
    .sort((a, b) => b.score - a.score || compareIds(a.product, b.product))
    .slice(0, PRESENTABLE_PRODUCTS)
    .map(({ product }) => product);
  return { byPath, byRoot, presentable };
}

function push(groups: Map<string, Product[]>, key: string, product: Product): void {
  const group = groups.get(key);
  if (group) group.push(product);
  else groups.set(key, [product]);
}

function cheapestFirst(a: Product, b: Product): number {
  return currentPrice(a).minor - currentPrice(b).minor || compareIds(a, b);
}

function compareIds(a: Product, b: Product): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** A picture, stock and a reduced price, in this order, make a product worth showing to somebody of whom nothing is known. */
function presentability(product: Product): number {
  const reduced = product.salePrice && product.price.minor > 0 ? Math.max(0, 1 - product.salePrice.minor / product.price.minor) : 0;
  return (product.imageLink ? 4 : 0) + (product.availability === 'in_stock' ? 2 : 0) + reduced;
}

/** Products of the same category, then of the same first-level one, nearest in price first; without the product itself. */
export function neighboursInCatalog(facets: CatalogFacets, product: Product, count: number): Product[] {
  const path = categoryKey(product);
  if (path === null) return [];
  const near = nearestInPrice(facets.byPath.get(path) ?? [], product, count);
  if (near.length >= count) return near;
  const known = new Set(near.map(({ id }) => id));
  const wider = nearestInPrice(facets.byRoot.get(product.categories[0]!) ?? [], product, count + near.length);
  return [...near, ...wider.filter(({ id }) => !known.has(id))].slice(0, count);
}

/** From a list in order of price, the `count` nearest to a product's price, nearest first. */
function nearestInPrice(sorted: readonly Product[], product: Product, count: number): Product[] {
  const wanted = currentPrice(product).minor;
  let high = lowerBound(sorted, wanted);
  let low = high - 1;
  const near: Product[] = [];
  while (near.length < count && (low >= 0 || high < sorted.length)) {
    const below = low >= 0 ? wanted - currentPrice(sorted[low]!).minor : Number.POSITIVE_INFINITY;
    const above = high < sorted.length ? currentPrice(sorted[high]!).minor - wanted : Number.POSITIVE_INFINITY;
    const next = below < above ? sorted[low--]! : sorted[high++]!;
    if (next.id !== product.id) near.push(next);
  }
  return near;
}

function lowerBound(sorted: readonly Product[], minor: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (currentPrice(sorted[middle]!).minor < minor) from = middle + 1;
    else to = middle;
  }
  return from;
}
