import { CATEGORIES } from './data/categories.ts';
import { KINDS } from './data/kinds.ts';
import { COLORS } from './data/palette.ts';
import { BRAND } from './data/products.ts';
import { STORE_LIST } from './data/stores.ts';
import { currentPriceMinor, type Lang, type ShopProduct } from './data/types.ts';
import { pagePath, picturePath, productPath } from './paths.ts';

type Node = Record<string, unknown>;
const CONTEXT = 'https://schema.org';

/** Organization and WebSite, said by the home page. */
export function siteNodes(origin: string, lang: Lang): Node[] {
  const url = origin + pagePath(lang, 'home');
  return [
    { '@context': CONTEXT, '@type': 'Organization', name: BRAND, url, logo: `${origin}/shop/img/logo.svg` },
    {
      '@context': CONTEXT,
      '@type': 'WebSite',
      name: BRAND,
      url,
      inLanguage: lang,
      potentialAction: {
        '@type': 'SearchAction',
        target: `${origin}${pagePath(lang, 'search')}?q={search_term_string}`,
        'query-input': 'required name=search_term_string',
      },
    },
  ];
}

export function productNode(product: ShopProduct, origin: string, lang: Lang): Node {
  const url = origin + productPath(lang, product);
  return {
    '@context': CONTEXT,
    '@type': 'Product',
    sku: product.id,
    mpn: product.id,
    productID: product.id,
    name: product.title[lang],
    description: product.description[lang],
    image: [origin + picturePath(product)],
    url,
    brand: { '@type': 'Brand', name: BRAND },
    category: CATEGORIES.find(({ id }) => id === product.category)!.name[lang],
    color: COLORS[product.color].name[lang],
    material: KINDS[product.kind].material[lang],
    offers: {
      '@type': 'Offer',
      url,
      price: (currentPriceMinor(product) / 100).toFixed(2),
      priceCurrency: 'EUR',
      availability: 'https://schema.org/InStock',
      itemCondition: 'https://schema.org/NewCondition',
      seller: { '@type': 'Organization', name: BRAND },
    },
  };
}

export function itemListNode(products: readonly ShopProduct[], origin: string, lang: Lang, name: string): Node {
  return {
    '@context': CONTEXT,
    '@type': 'ItemList',
    name,
    numberOfItems: products.length,
    itemListElement: products.map((product, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      url: origin + productPath(lang, product),
      name: product.title[lang],
    })),
  };
}

/** @param steps from the home page down, each with its path */
export function breadcrumbNode(steps: readonly { name: string; path: string }[], origin: string): Node {
  return {
    '@context': CONTEXT,
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, path }, index) => ({ '@type': 'ListItem', position: index + 1, name, item: origin + path })),
  };
}

export function storeNodes(origin: string, lang: Lang): Node[] {
  return STORE_LIST.map((store) => ({
    '@context': CONTEXT,
    '@type': 'Store',
    name: store.name,
    branchCode: store.storeCode,
    telephone: store.telephone,
    url: `${origin}${pagePath(lang, 'stores')}#${store.storeCode}`,
    address: { '@type': 'PostalAddress', ...store.address },
    geo: { '@type': 'GeoCoordinates', ...store.geo },
    parentOrganization: { '@type': 'Organization', name: BRAND },
    openingHoursSpecification: store.openingHours.map((hours) => ({ '@type': 'OpeningHoursSpecification', ...hours })),
  }));
}
