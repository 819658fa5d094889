/**
 * What schema.org things say of a page, whatever carried them there: the nodes of JSON-LD, of microdata, or made from other markup.
 * A page may hold anything, so nothing here relies on a shape it has not looked at.
 */
import type { PageType } from '../../shared/schemas/visit.ts';
import { asFields, type Fields } from '../fields.ts';
import type { SourceName } from '../sources/act.ts';
import { readNumber } from './number.ts';
import type { Telling } from './seam.ts';

export interface MarkupFacts {
  /** a product that is the page's subject, or several that stand there on their own */
  telling: Telling | undefined;
  /** a list (`CollectionPage`, `ItemList`, several products), a search, a product, the home of its `WebSite` */
  pageType: PageType | undefined;
  /** whether nothing of the page's product can be had; undefined where the markup does not say */
  isOut: boolean | undefined;
}

/** Deeper nesting is no page's own subject. */
const DEPTH_MAX = 5;
/** schema.org's `OutOfStock`, `SoldOut`, `Discontinued`; Open Graph's `oos` and `out of stock`. */
const OUT = /out.?of.?stock|discontinued|sold.?out|^oos$/i;

/** All texts and numbers that some nodes hold under some names, the first name's first; lists are opened, numbers become texts. */
const say = (nodes: readonly Fields[], ...names: string[]): string[] =>
  names
    .map((name) => nodes.map((node) => node[name]))
    .flat(DEPTH_MAX)
    .map((value) => (typeof value === 'string' || Number.isFinite(value) ? `${value}`.trim() : ''))
    .filter(Boolean);

/** Nodes, and what they hold under some names: arrays and those names are opened, anything else is not. */
function openNodes(value: unknown, names: readonly string[] = [], depth = 0): Fields[] {
  if (!value || depth === DEPTH_MAX) return [];
  return [value]
    .flat(DEPTH_MAX)
    .map(asFields)
    .flatMap((node) => [node, ...names.flatMap((name) => openNodes(node[name], names, depth + 1))]);
}

/** A thing with its offers, and whatever else may hold its price, its stock or its address. */
const partsOf = (thing: Fields): Fields[] => openNodes(thing, ['offers', 'priceSpecification', 'mainEntityOfPage']);

const bare = ({ host, pathname }: URL): string => host + pathname.replace(/\/$/, '');

/** Whether one of a thing's addresses is this page: host and path, and what its query asks for where it has one (`?variant=2`). */
const isHere = (thing: Fields, here: URL): boolean =>
  say(partsOf(thing), 'mainEntityOfPage', '@id', 'url').some((address) => {
    try {
      const url = new URL(address, here);
      // `#product` names a thing within any page.
      return (
        address[0] !== '#' &&
        bare(url) === bare(here) &&
        [...url.searchParams].every(([name, value]) => here.searchParams.get(name) === value)
      );
    } catch {
      return false;
    }
  });

/**
 * A product as GA4 would tell it; Open Graph's names stand beside schema.org's. A group of variants is the one that is shown: the variant
 * of this address, else the group under its own id, else its first variant; it is out of stock when all of them are.
 */
function readProduct(product: Fields, here: URL) {
  const variants = openNodes(product.hasVariant);
  const atHome = variants.filter((variant) => isHere(variant, here));
  // An address that all variants share names none of them.
  const named = atHome.length < variants.length ? atHome[0] : undefined;
  const shown = named ? { ...product, ...named } : { ...variants[0], ...product };
  const parts = partsOf(shown);
  const stock = say(named ? parts : [product, ...variants].flatMap(partsOf), 'availability');
  return {
    item: {
      item_id: say(parts, 'sku', 'productID', 'gtin13', 'gtin', 'mpn', 'productGroupID', 'retailer_item_id')[0],
      item_name: say(parts, 'name', 'title')[0],
      item_brand: [...say(openNodes(shown.brand), 'name'), ...say(parts, 'brand')][0],
      item_category: say(parts, 'category')[0],
      price: say(parts, 'price:amount', 'lowPrice', 'price')
        .map(readNumber)
        .find((price) => price! >= 0),
    },
    currency: say(parts, 'priceCurrency', 'price:currency')[0],
    isHere: isHere(product, here),
    isOut: stock[0] ? stock.every((said) => OUT.test(said)) : undefined,
  };
}

/**
 * Judges the things at the top of a page, with arrays, `@graph` and the page's `mainEntity` opened; lists of related things are not.
 * Several products are a list, unless one of them is this page or all are the same one, told by several tools.
 *
 * @param here address of the page
 */
export function readThings(things: readonly unknown[], here: URL, source: SourceName): MarkupFacts {
  const nodes = openNodes(things, ['@graph', 'mainEntity']);
  // `"Product"`, `"https://schema.org/Product"`, `["Product", "Vehicle"]`; Open Graph's `product`, `product.item`
  const ofType = (type: RegExp): Fields[] => nodes.filter((node) => type.test(say([node], '@type', 'type').join()));
  const products = ofType(/product(group|model)?\b/i).map((product) => readProduct(product, here));
  const withId = products.filter(({ item }) => item.item_id);
  const first = withId[0] ?? products[0];
  const isFirst = ({ item }: (typeof products)[0]): boolean =>
    [first?.item.item_id, first?.item.item_name].includes(item.item_id ?? item.item_name);
  const subject = products.find((product) => product.isHere) ?? (products.every(isFirst) ? first : undefined);
  const told = withId.filter((product) => !subject || product === subject);
  return {
    telling: told[0] && {
      source,
      name: subject ? 'view_item' : 'view_item_list',
      params: { items: told.map(({ item }) => item), currency: told[0].currency },
    },
    pageType: ofType(/WebSite/).some((site) => isHere(site, here))
      ? 'home'
      : ofType(/SearchResultsPage/)[0]
        ? 'search'
        : subject
          ? 'product'
          : products[0] || ofType(/CollectionPage|ItemList/)[0]
            ? 'list'
            : undefined,
    isOut: subject?.isOut,
  };
}
