import { CATEGORIES } from './categories.ts';
import { DESIGNS } from './designs.ts';
import { KINDS } from './kinds.ts';
import { COLORS, LINES } from './palette.ts';
import { random } from './random.ts';
import { CATEGORY_IDS, type CategoryId, type ColorId, type Design, type Lang, type Localized, type ShopProduct } from './types.ts';

export const BRAND = 'Olmaria';

/** Where the shop runs when nobody says otherwise: `npm start` on its default port. */
export const DEFAULT_BASE_URL = 'http://localhost:8787';

const SIZES = { none: [], clothing: ['XS', 'S', 'M', 'L', 'XL'], feet: ['36', '37', '38', '39', '40', '41', '42'] } as const;

/** All products of the shop, category by category; the same list every time. */
export const PRODUCTS: readonly ShopProduct[] = CATEGORY_IDS.flatMap((category, categoryIndex) =>
  DESIGNS[category].flatMap((design, designIndex) => productsOf(design, category, categoryIndex + 1, designIndex + 1)),
);

const BY_ID: ReadonlyMap<string, ShopProduct> = new Map(PRODUCTS.map((product) => [product.id, product]));

export function productById(id: string): ShopProduct | null {
  return BY_ID.get(id) ?? null;
}

/** The same design in its other colours, itself included. */
export function productGroup(product: ShopProduct): ShopProduct[] {
  return PRODUCTS.filter((other) => other.groupId === product.groupId);
}

export function productsIn(category: CategoryId): ShopProduct[] {
  return PRODUCTS.filter((product) => product.category === category);
}

function productsOf(design: Design, category: CategoryId, categoryNumber: number, designNumber: number): ShopProduct[] {
  const groupId = `OL-${categoryNumber}${String(designNumber).padStart(2, '0')}`;
  const info = KINDS[design.kind];
  const line = LINES[design.line];
  const chance = random(groupId);
  const appeal = 0.25 + 0.75 * chance.next() ** 2;
  return design.colors.map((color, index) => ({
    id: `${groupId}${index + 1}`,
    groupId,
    category,
    kind: design.kind,
    line: design.line,
    cut: design.cut,
    color,
    title: titleOf(design, color),
    description: both((lang) => `${info.text[lang]} ${line.story[lang]}`),
    priceMinor: Math.round(design.priceEuro * 100),
    saleMinor: design.saleEuro ? Math.round(design.saleEuro * 100) : null,
    sizes: SIZES[info.sizes],
    // the first colour of a design is the one in the window
    appeal: appeal * (index === 0 ? 1 : 0.6),
  }));
}

function titleOf(design: Design, color: ColorId): Localized {
  const noun = design.noun ?? KINDS[design.kind].noun;
  const line = LINES[design.line].name;
  return { it: `${noun.it} ${line}, ${COLORS[color].name.it}`, en: `${line} ${noun.en}, ${COLORS[color].name.en}` };
}

function both(text: (lang: Lang) => string): Localized {
  return { it: text('it'), en: text('en') };
}

/** A product in the form the catalog import takes: Merchant Center's names, prices such as `89.90 EUR`. */
export interface CatalogRow {
  id: string;
  title: string;
  titles: Localized;
  description: string;
  link: string;
  image_link: string;
  price: string;
  sale_price?: string;
  availability: 'in_stock';
  brand: string;
  product_type: string;
  item_group_id: string;
  condition: 'new';
  mpn: string;
}

/**
 * The catalog, ready for `POST …/catalog`.
 * @param baseUrl where the shop is served, without a slash at the end
 */
export function demoProducts(baseUrl: string = DEFAULT_BASE_URL): CatalogRow[] {
  return PRODUCTS.map((product) => {
    const category = CATEGORIES.find((one) => one.id === product.category)!;
    return {
      id: product.id,
      title: product.title.it,
      titles: product.title,
      description: product.description.it,
      // the language of the page is settled there, by where the shopper comes from
      link: `${baseUrl}/shop/p/${product.id}`,
      image_link: `${baseUrl}/shop/img/${product.id}.svg`,
      price: euros(product.priceMinor),
      ...(product.saleMinor === null ? {} : { sale_price: euros(product.saleMinor) }),
      availability: 'in_stock',
      brand: BRAND,
      product_type: `${category.room.it} > ${category.name.it} > ${KINDS[product.kind].noun.it}`,
      item_group_id: product.groupId,
      condition: 'new',
      mpn: product.id,
    };
  });
}

function euros(minor: number): string {
  return `${(minor / 100).toFixed(2)} EUR`;
}
