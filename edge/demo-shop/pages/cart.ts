import { html } from 'hono/html';
import { type CartLine, QUANTITY_MAX, subtotalMinor } from '../cart.ts';
import { COLORS } from '../data/palette.ts';
import { currentPriceMinor, type Lang } from '../data/types.ts';
import { cartEvent, gaItem } from '../data-layer.ts';
import { pagePath, productPath } from '../paths.ts';
import { t } from '../texts.ts';
import { euro, itemAttribute, productPicture, slot } from './parts.ts';
import type { Html, Page, View } from './view.ts';

export function cartPage({ lang, cart }: View): Page {
  return {
    title: t(lang, 'cart'),
    description: t(lang, 'tagline'),
    alternate: { it: pagePath('it', 'cart'), en: pagePath('en', 'cart') },
    jsonLd: [],
    events: cart.length ? [cartEvent('view_cart', cart, lang)] : [],
    body: html`<div class="wrap cart-page"><h1>${t(lang, 'cart')}</h1>
      ${cart.length ? filled(cart, lang) : html`<p class="empty">${t(lang, 'cartEmpty')}</p><p><a class="button dark" href="${pagePath(lang, 'home')}#new">${t(lang, 'startShopping')}</a></p>`}
      ${slot('store-notice')}
      ${slot('loyalty-prompt')}
      ${slot('cart-picks')}
    </div>`,
  };
}

function filled(cart: readonly CartLine[], lang: Lang): Html {
  return html`<div class="cart-columns">
    <div><ul class="lines">${cart.map((line) => lineRow(line, lang))}</ul></div>
    <aside class="summary" aria-labelledby="summary"><h2 id="summary">${t(lang, 'summary')}</h2>
      <dl><div><dt>${t(lang, 'subtotal')}</dt><dd>${euro(subtotalMinor(cart), lang)}</dd></div><div><dt>${t(lang, 'shipping')}</dt><dd>${t(lang, 'shippingLater')}</dd></div></dl>
      <a class="button dark wide" href="${pagePath(lang, 'address')}">${t(lang, 'checkout')}</a>
      <p class="small">${t(lang, 'promisePickup')} · ${t(lang, 'promiseReturn')}</p></aside>
  </div>`;
}

function lineRow(line: CartLine, lang: Lang): Html {
  const { product, size, quantity } = line;
  const fields = html`<input type="hidden" name="id" value="${product.id}" />${size ? html`<input type="hidden" name="size" value="${size}" />` : ''}`;
  const label = `${t(lang, 'quantity')}: ${product.title[lang]}`;
  return html`<li class="line" data-item="${itemAttribute(gaItem(product, lang, quantity, size))}">
    <a href="${productPath(lang, product)}" tabindex="-1" aria-hidden="true">${productPicture(product, '', true)}</a>
    <div><a class="name" href="${productPath(lang, product)}">${product.title[lang]}</a>
      <p class="small">${COLORS[product.color].name[lang]}${size ? ` · ${t(lang, 'size')} ${size}` : ''} · ${euro(currentPriceMinor(product), lang)}</p>
      <div class="line-actions">
        <form method="post" action="${pagePath(lang, 'cart')}" data-set><input type="hidden" name="act" value="set" />${fields}
          <input name="quantity" type="number" inputmode="numeric" min="1" max="${QUANTITY_MAX}" value="${quantity}" aria-label="${label}" /><button class="text-button" data-update>${t(lang, 'update')}</button></form>
        <form method="post" action="${pagePath(lang, 'cart')}" data-remove><input type="hidden" name="act" value="set" /><input type="hidden" name="quantity" value="0" />${fields}
          <button class="text-button">${t(lang, 'remove')}<span class="hidden"> ${product.title[lang]}</span></button></form>
      </div></div>
    <b class="line-total">${euro(currentPriceMinor(product) * quantity, lang)}</b>
  </li>`;
}

/** The cart beside the steps of a checkout. */
export function orderSummary(lines: readonly CartLine[], lang: Lang, shippingMinor: number | null): Html {
  const products = subtotalMinor(lines);
  const shipping = shippingMinor === null ? t(lang, 'shippingLater') : shippingMinor === 0 ? t(lang, 'free') : euro(shippingMinor, lang);
  return html`<aside class="summary" aria-labelledby="summary"><h2 id="summary">${t(lang, 'summary')}</h2>
    <ul class="mini">${lines.map(({ product, size, quantity }) => html`<li>${productPicture(product, '', true)}<span>${product.title[lang]}${size ? ` · ${size}` : ''}<small>× ${quantity}</small></span><b>${euro(currentPriceMinor(product) * quantity, lang)}</b></li>`)}</ul>
    <dl><div><dt>${t(lang, 'subtotal')}</dt><dd>${euro(products, lang)}</dd></div><div><dt>${t(lang, 'shipping')}</dt><dd data-shipping-cost>${shipping}</dd></div>
      <div class="total"><dt>${t(lang, 'total')}</dt><dd data-total>${euro(products + (shippingMinor ?? 0), lang)}</dd></div></dl></aside>`;
}
