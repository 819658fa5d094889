import { html } from 'hono/html';
import { QUANTITY_MAX } from '../cart.ts';
import { CATEGORIES } from '../data/categories.ts';
import { KINDS } from '../data/kinds.ts';
import { COLORS } from '../data/palette.ts';
import { productGroup } from '../data/products.ts';
import type { Lang, ShopProduct } from '../data/types.ts';
import { gaItem, viewItem } from '../data-layer.ts';
import { breadcrumbNode, productNode } from '../json-ld.ts';
import { categoryPath, pagePath, productPath } from '../paths.ts';
import { type TextKey, t } from '../texts.ts';
import { icon } from './icons.ts';
import { breadcrumb, itemAttribute, price, productPicture, slot } from './parts.ts';
import type { Html, Page, View } from './view.ts';

/** @param isSizeMissing true after "add" without a size, where the page works without its script */
export function productPage({ lang, origin }: View, product: ShopProduct, isSizeMissing = false): Page {
  const category = CATEGORIES.find(({ id }) => id === product.category)!;
  const steps = [
    { name: t(lang, 'home'), path: pagePath(lang, 'home') },
    { name: category.name[lang], path: categoryPath(lang, category.id) },
    { name: product.title[lang], path: productPath(lang, product) },
  ];
  return {
    title: product.title[lang],
    description: product.description[lang],
    alternate: { it: productPath('it', product), en: productPath('en', product) },
    jsonLd: [productNode(product, origin, lang), breadcrumbNode(steps, origin)],
    events: [viewItem(product, lang)],
    status: isSizeMissing ? 422 : 200,
    body: html`<div class="wrap">${breadcrumb(steps, lang)}
      <article class="product">
        <div class="product-picture">${productPicture(product, product.title[lang], true)}</div>
        <div class="product-text">
          <h1>${product.title[lang]}</h1>
          <p class="product-price">${price(product, lang)} <small>${t(lang, 'inclVat')}</small></p>
          <p class="lead">${product.description[lang]}</p>
          ${colors(product, lang)}
          ${buyForm(product, lang, isSizeMissing)}
          <ul class="assurances"><li>${icon('truck')}${t(lang, 'promiseDelivery')}</li><li>${icon('pin')}${t(lang, 'promisePickup')}</li><li>${icon('back')}${t(lang, 'promiseReturn')}</li></ul>
          ${facts(product, lang)}
        </div>
      </article>
      ${slot('product-picks', 'kept-picks')}
    </div>`,
  };
}

function colors(product: ShopProduct, lang: Lang): Html {
  const group = productGroup(product);
  return html`<fieldset class="swatches"><legend>${t(lang, 'color')}: <b>${COLORS[product.color].name[lang]}</b></legend>
    ${group.map((one) => html`<a href="${productPath(lang, one)}" ${one.id === product.id ? 'aria-current="true"' : ''} title="${COLORS[one.color].name[lang]}"><span class="hidden">${COLORS[one.color].name[lang]}</span><i style="background:${COLORS[one.color].hex}"></i></a>`)}
  </fieldset>`;
}

function buyForm(product: ShopProduct, lang: Lang, isSizeMissing: boolean): Html {
  const sizes = product.sizes.length
    ? html`<fieldset class="sizes" ${isSizeMissing ? 'aria-describedby="size-error"' : ''}><legend>${t(lang, 'size')}</legend>
        ${product.sizes.map((size) => html`<label><input type="radio" name="size" value="${size}" required /><span>${size}</span></label>`)}
        ${isSizeMissing ? html`<p class="error" id="size-error" role="alert">${t(lang, 'chooseSize')}</p>` : ''}</fieldset>`
    : '';
  return html`<form method="post" action="${pagePath(lang, 'cart')}" data-add data-item="${itemAttribute(gaItem(product, lang))}">
    <input type="hidden" name="act" value="add" /><input type="hidden" name="id" value="${product.id}" />
    ${sizes}
    <div class="buy"><label class="hidden" for="quantity">${t(lang, 'quantity')}</label>
      <input id="quantity" name="quantity" type="number" inputmode="numeric" min="1" max="${QUANTITY_MAX}" value="1" required />
      <button class="button dark wide">${t(lang, 'addToCart')}</button></div>
  </form>`;
}

function facts(product: ShopProduct, lang: Lang): Html {
  const info = KINDS[product.kind];
  const rows: readonly [TextKey, string][] = [
    ['material', info.material[lang]],
    ['measure', info.measure[lang]],
    ['care', info.care[lang]],
    ['delivery', t(lang, 'deliveryText')],
  ];
  return html`<div class="facts">${rows.map(([name, text], index) => html`<details ${index < 2 ? 'open' : ''}><summary>${t(lang, name)}</summary><p>${text}</p></details>`)}
    <p class="small">${t(lang, 'code')} ${product.id}</p></div>`;
}
