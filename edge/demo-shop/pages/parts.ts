import { html } from 'hono/html';
import { formatMoney } from '../../../shared/money.ts';
import { COLORS } from '../data/palette.ts';
import { productGroup } from '../data/products.ts';
import type { Lang, ShopProduct } from '../data/types.ts';
import { type GaItem, gaItem, type ItemList, listItems } from '../data-layer.ts';
import { picturePath, productPath } from '../paths.ts';
import { PICTURE_HEIGHT, PICTURE_WIDTH } from '../pictures/scene.ts';
import { t } from '../texts.ts';
import type { Html } from './view.ts';

/** Cents of EUR as a price tag of the language has them. */
export function euro(minor: number, lang: Lang): string {
  return formatMoney({ minor, currency: 'EUR' }, lang === 'it' ? 'it-IT' : 'en-IE');
}

/** Cards first on the page are loaded at once, the others as they come near. */
const EAGER_CARDS = 4;

/** @param alt the words for it; `''` where its name stands beside it */
export function productPicture(product: ShopProduct, alt: string, isEager: boolean): Html {
  return html`<img src="${picturePath(product)}" width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}" alt="${alt}" ${isEager ? 'fetchpriority="high"' : 'loading="lazy"'} decoding="async" />`;
}

export function price(product: ShopProduct, lang: Lang): Html {
  if (product.saleMinor === null) return html`<span class="price">${euro(product.priceMinor, lang)}</span>`;
  return html`<span class="price sale"><span class="hidden">${t(lang, 'now')}</span> ${euro(product.saleMinor, lang)} <s><span class="hidden">${t(lang, 'was')}</span> ${euro(product.priceMinor, lang)}</s></span>`;
}

/** The item a piece of the page speaks of, for the script to tell `dataLayer`. */
export const itemAttribute = (item: GaItem): string => JSON.stringify(item);

export function productGrid(products: readonly ShopProduct[], lang: Lang, list: ItemList, isAbove = false): Html {
  const items = listItems(products, lang, list);
  return html`<ul class="grid">${products.map((product, index) => productCard(product, lang, items[index] ?? gaItem(product, lang), isAbove && index < EAGER_CARDS))}</ul>`;
}

function productCard(product: ShopProduct, lang: Lang, item: GaItem, isEager: boolean): Html {
  const colors = productGroup(product);
  return html`<li class="card" data-item="${itemAttribute(item)}">
    <a href="${productPath(lang, product)}">
      <span class="picture">${productPicture(product, '', isEager)}${product.saleMinor === null ? '' : html`<em>${t(lang, 'sale')}</em>`}</span>
      <span class="name">${product.title[lang]}</span>
    </a>
    <span class="meta">${price(product, lang)}<span class="dots" aria-hidden="true">${colors.map(({ color }) => html`<i style="background:${COLORS[color].hex}"></i>`)}</span></span>
  </li>`;
}

/** An empty place for a block. `kept` keeps room free for it, where it is nearly always filled. */
export function slot(name: string, kept = ''): Html {
  return html`<div class="slot ${kept}" data-tappa-slot="${name}"></div>`;
}

export function breadcrumb(steps: readonly { name: string; path: string }[], lang: Lang): Html {
  return html`<nav class="breadcrumb" aria-label="${t(lang, 'whereYouAre')}"><ol>${steps.map(({ name, path }, index) =>
    index === steps.length - 1 ? html`<li aria-current="page">${name}</li>` : html`<li><a href="${path}">${name}</a></li>`,
  )}</ol></nav>`;
}
