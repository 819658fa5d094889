import { html } from 'hono/html';
import type { CategoryInfo } from '../data/categories.ts';
import { COLORS } from '../data/palette.ts';
import { productsIn } from '../data/products.ts';
import { COLOR_IDS, type ColorId, currentPriceMinor, type Lang, type ShopProduct } from '../data/types.ts';
import { viewItemList } from '../data-layer.ts';
import { breadcrumbNode, itemListNode } from '../json-ld.ts';
import { categoryPath, pagePath } from '../paths.ts';
import { type TextKey, t } from '../texts.ts';
import { breadcrumb, productGrid } from './parts.ts';
import type { Html, Page, View } from './view.ts';

const SORTS = { loved: 'sortLoved', up: 'sortPriceUp', down: 'sortPriceDown' } as const satisfies Record<string, TextKey>;
type Sort = keyof typeof SORTS;

/** What a list was asked for by its address; anything else is the usual. */
export interface ListQuery {
  sort: Sort;
  color: ColorId | null;
}

export function readListQuery(sort: string | undefined, color: string | undefined): ListQuery {
  return {
    sort: sort !== undefined && Object.hasOwn(SORTS, sort) ? (sort as Sort) : 'loved',
    color: COLOR_IDS.includes(color as ColorId) ? (color as ColorId) : null,
  };
}

export function listPage({ lang, origin }: View, category: CategoryInfo, query: ListQuery): Page {
  const all = productsIn(category.id);
  const products = sorted(query.color ? all.filter(({ color }) => color === query.color) : all, query.sort);
  const list = { id: `category-${category.id}`, name: category.name[lang] };
  const steps = [
    { name: t(lang, 'home'), path: pagePath(lang, 'home') },
    { name: category.name[lang], path: categoryPath(lang, category.id) },
  ];
  return {
    title: category.name[lang],
    description: category.intro[lang],
    alternate: { it: categoryPath('it', category.id), en: categoryPath('en', category.id) },
    jsonLd: [
      {
        '@context': 'https://schema.org',
        '@type': 'CollectionPage',
        name: category.name[lang],
        url: origin + categoryPath(lang, category.id),
      },
      breadcrumbNode(steps, origin),
      itemListNode(products, origin, lang, category.name[lang]),
    ],
    events: [viewItemList(products, lang, list)],
    body: html`<div class="wrap">
      ${breadcrumb(steps, lang)}
      <header class="list-head"><div><h1>${category.name[lang]}</h1><p>${category.intro[lang]}</p></div>${controls(lang, all, query)}</header>
      <p class="count" role="status">${products.length} ${t(lang, 'products')}</p>
      ${productGrid(products, lang, list, true)}
    </div>`,
  };
}

function controls(lang: Lang, all: readonly ShopProduct[], query: ListQuery): Html {
  const colors = COLOR_IDS.filter((color) => all.some((product) => product.color === color));
  return html`<form class="controls" data-submit-on-change>
    <label>${t(lang, 'color')}<select name="color"><option value="">${t(lang, 'allColors')}</option>${colors.map((color) => html`<option value="${color}" ${color === query.color ? 'selected' : ''}>${COLORS[color].name[lang]}</option>`)}</select></label>
    <label>${t(lang, 'sort')}<select name="sort">${(Object.keys(SORTS) as Sort[]).map((sort) => html`<option value="${sort}" ${sort === query.sort ? 'selected' : ''}>${t(lang, SORTS[sort])}</option>`)}</select></label>
    <noscript><button class="button">${t(lang, 'apply')}</button></noscript>
  </form>`;
}

function sorted(products: readonly ShopProduct[], sort: Sort): ShopProduct[] {
  const by =
    sort === 'loved'
      ? (one: ShopProduct) => -one.appeal
      : sort === 'up'
        ? currentPriceMinor
        : (one: ShopProduct) => -currentPriceMinor(one);
  return [...products].sort((a, b) => by(a) - by(b) || (a.id < b.id ? -1 : 1));
}
