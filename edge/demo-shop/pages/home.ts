import { html } from 'hono/html';
import { CATEGORIES } from '../data/categories.ts';
import { PRODUCTS, productById, productsIn } from '../data/products.ts';
import type { CategoryId, Lang, ShopProduct } from '../data/types.ts';
import { viewItemList } from '../data-layer.ts';
import { itemListNode, siteNodes } from '../json-ld.ts';
import { categoryPath, pagePath, picturePath } from '../paths.ts';
import { type TextKey, t } from '../texts.ts';
import { type IconName, icon } from './icons.ts';
import { productGrid, slot } from './parts.ts';
import type { Html, Page, View } from './view.ts';

/** In the window this week. */
const NEW_IDS = ['OL-6031', 'OL-1071', 'OL-2032', 'OL-7012', 'OL-4061', 'OL-3031', 'OL-5021', 'OL-8032'];
const SALE_COUNT = 4;

const TILES: Readonly<Record<CategoryId, string>> = {
  lighting: 'OL-1061',
  ceramics: 'OL-2021',
  furniture: 'OL-3041',
  textiles: 'OL-4011',
  table: 'OL-5032',
  clothing: 'OL-6051',
  bags: 'OL-7051',
  accessories: 'OL-8031',
};

const PROMISES: readonly [IconName, TextKey][] = [
  ['truck', 'promiseDelivery'],
  ['pin', 'promisePickup'],
  ['back', 'promiseReturn'],
  ['tool', 'promiseRepair'],
];

export function homePage({ lang, origin }: View): Page {
  const fresh = NEW_IDS.flatMap((id) => productById(id) ?? []);
  const sale = firstOfGroups(PRODUCTS.filter(({ saleMinor }) => saleMinor !== null)).slice(0, SALE_COUNT);
  const freshList = { id: 'home-new', name: t(lang, 'newIn') };
  const saleList = { id: 'home-sale', name: t(lang, 'saleTitle') };
  return {
    title: t(lang, 'tagline'),
    description: t(lang, 'heroText'),
    alternate: { it: pagePath('it', 'home'), en: pagePath('en', 'home') },
    jsonLd: [...siteNodes(origin, lang), itemListNode(fresh, origin, lang, t(lang, 'newIn'))],
    events: [viewItemList(fresh, lang, freshList)],
    body: html`${hero(lang)}
${promises(lang)}
<div class="wrap">${slot('store-notice')}</div>
<section class="wrap" aria-labelledby="rooms"><h2 id="rooms">${t(lang, 'shopByRoom')}</h2>${tiles(lang)}</section>
<div class="wrap">${slot('home-picks', 'kept-picks')}</div>
<section class="wrap" aria-labelledby="new"><h2 id="new">${t(lang, 'newIn')}</h2>${productGrid(fresh, lang, freshList)}</section>
${story(lang, 'wardrobe', 'wardrobeTitle', 'wardrobeText', 'wardrobeAction', 'clothing')}
<div class="wrap">${slot('loyalty-prompt')}</div>
<section class="wrap" aria-labelledby="sale"><h2 id="sale">${t(lang, 'saleTitle')}</h2>${productGrid(sale, lang, saleList)}</section>
${story(lang, 'table', 'tableTitle', 'tableText', 'tableAction', 'table', true)}`,
  };
}

function firstOfGroups(products: readonly ShopProduct[]): ShopProduct[] {
  return products.filter((product, index) => products.findIndex(({ groupId }) => groupId === product.groupId) === index);
}

function hero(lang: Lang): Html {
  return html`<section class="hero">
  <img src="/shop/img/room-home.svg" width="1600" height="900" alt="" fetchpriority="high" />
  <div class="hero-text"><h1>${t(lang, 'heroTitle')}</h1><p>${t(lang, 'heroText')}</p>
    <p class="actions"><a class="button dark" href="${categoryPath(lang, 'lighting')}">${t(lang, 'heroAction')}</a><a class="text-button" href="${pagePath(lang, 'stores')}">${t(lang, 'heroSecond')}</a></p></div>
</section>`;
}

function promises(lang: Lang): Html {
  return html`<ul class="promises wrap">${PROMISES.map(([name, text]) => html`<li>${icon(name)}<span>${t(lang, text)}</span></li>`)}</ul>`;
}

function tiles(lang: Lang): Html {
  return html`<ul class="tiles">${CATEGORIES.map(({ id, name }) => {
    const product = productById(TILES[id]) ?? productsIn(id)[0]!;
    return html`<li><a href="${categoryPath(lang, id)}"><img src="${picturePath(product)}" width="800" height="1000" alt="" loading="lazy" decoding="async" /><span>${name[lang]}</span></a></li>`;
  })}</ul>`;
}

function story(lang: Lang, room: string, title: TextKey, text: TextKey, action: TextKey, category: CategoryId, isFlipped = false): Html {
  return html`<section class="story ${isFlipped ? 'flip' : ''}"><img src="/shop/img/room-${room}.svg" width="1200" height="900" alt="" loading="lazy" decoding="async" />
  <div><h2>${t(lang, title)}</h2><p>${t(lang, text)}</p><p><a class="button" href="${categoryPath(lang, category)}">${t(lang, action)}</a></p></div></section>`;
}
