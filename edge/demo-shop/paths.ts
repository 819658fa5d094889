import { CATEGORIES } from './data/categories.ts';
import { productById } from './data/products.ts';
import type { CategoryId, Lang, Localized, ShopProduct } from './data/types.ts';

/** The site's id in Tappa. */
export const DEMO_SITE = 'demo';

/** Where the shop stands on its host. */
export const SHOP_ROOT = '/shop';

/** Addresses of the shop's pages after the language, in each language. */
export const SEGMENTS = {
  home: { it: '', en: '' },
  search: { it: 'cerca', en: 'search' },
  cart: { it: 'carrello', en: 'cart' },
  address: { it: 'cassa/indirizzo', en: 'checkout/address' },
  shipping: { it: 'cassa/spedizione', en: 'checkout/shipping' },
  payment: { it: 'cassa/pagamento', en: 'checkout/payment' },
  confirmation: { it: 'cassa/conferma', en: 'checkout/confirmation' },
  account: { it: 'account', en: 'account' },
  signIn: { it: 'account/accedi', en: 'account/sign-in' },
  signOut: { it: 'account/esci', en: 'account/sign-out' },
  stores: { it: 'negozi', en: 'stores' },
} satisfies Record<string, Localized>;

export type PageKey = keyof typeof SEGMENTS;

const root = (lang: Lang): string => (lang === 'it' ? `${SHOP_ROOT}/` : `${SHOP_ROOT}/${lang}/`);

export function pagePath(lang: Lang, page: PageKey): string {
  return root(lang) + SEGMENTS[page][lang];
}

export function categoryPath(lang: Lang, id: CategoryId): string {
  return `${root(lang)}c/${CATEGORIES.find((category) => category.id === id)!.slug[lang]}`;
}

export const PRODUCT_SEGMENT: Localized = { it: 'prodotto', en: 'product' };

/** `/shop/prodotto/OL-1011-lampada-da-tavolo-salina-terracotta` */
export function productPath(lang: Lang, product: ShopProduct): string {
  return `${root(lang)}${PRODUCT_SEGMENT[lang]}/${product.id}-${slug(product.title[lang])}`;
}

/** The product a path's last part names; what follows the id is for people. */
export function productOfSlug(text: string): ShopProduct | null {
  return productById(/^OL-\d{4}/.exec(text)?.[0] ?? '');
}

export function picturePath(product: ShopProduct): string {
  return `${SHOP_ROOT}/img/${product.id}.svg`;
}

export function slug(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
