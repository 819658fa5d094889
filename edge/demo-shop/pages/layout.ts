import { html } from 'hono/html';
import { countOf } from '../cart.ts';
import { CATEGORIES } from '../data/categories.ts';
import { BRAND } from '../data/products.ts';
import { categoryPath, pagePath } from '../paths.ts';
import { t } from '../texts.ts';
import { consentBanner } from './consent-banner.ts';
import { demoBar } from './demo-bar.ts';
import { headScripts, jsonLdScripts } from './head-scripts.ts';
import { icon, sprig } from './icons.ts';
import type { Html, Page, View } from './view.ts';

/** A page in the shop's clothes: head, bars, menus, footer, cookie banner. */
export function layout(view: View, page: Page): Html {
  const { lang, origin } = view;
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${page.title} · ${BRAND}</title>
<meta name="description" content="${page.description}" />
<link rel="canonical" href="${origin}${page.alternate[lang]}" />
<link rel="alternate" hreflang="it" href="${origin}${page.alternate.it}" />
<link rel="alternate" hreflang="en" href="${origin}${page.alternate.en}" />
<link rel="icon" href="/shop/img/logo.svg" type="image/svg+xml" />
<link rel="stylesheet" href="/shop/assets/shop.css" />
${headScripts(view, page.events)}
<script defer src="/shop/assets/shop.js"></script>
${jsonLdScripts(page.jsonLd)}
</head>
<body>
<a class="skip" href="#main">${t(lang, 'skip')}</a>
${demoBar(view)}
${page.bare ? bareHeader(view) : header(view, page)}
<main id="main" tabindex="-1">${page.body}</main>
${footer(view)}
${consentBanner(view)}
${addedPanel(view)}
</body>
</html>`;
}

function header(view: View, page: Page): Html {
  const { lang, member, cart } = view;
  const count = countOf(cart);
  const other = lang === 'it' ? 'en' : 'it';
  return html`<header>
<p class="claim">${t(lang, 'claim')}</p>
<div class="site-header">
  <a class="logo" href="${pagePath(lang, 'home')}">${sprig()}<span>olmaria</span></a>
  <form class="search" role="search" action="${pagePath(lang, 'search')}">
    <label class="hidden" for="q">${t(lang, 'search')}</label>
    <input id="q" name="q" type="search" placeholder="${t(lang, 'searchHint')}" autocomplete="off" maxlength="100" />
    <button class="icon-button" aria-label="${t(lang, 'search')}">${icon('search')}</button>
  </form>
  <nav class="tools" aria-label="${t(lang, 'account')}">
    <a class="language" href="${page.alternate[other]}" hreflang="${other}" lang="${other}">${t(lang, 'otherLanguage')}</a>
    <a href="${pagePath(lang, 'stores')}">${icon('pin')}<span>${t(lang, 'stores')}</span></a>
    <a href="${pagePath(lang, 'account')}">${icon('person')}<span>${member ? member.firstName : t(lang, 'signIn')}</span></a>
    <a href="${pagePath(lang, 'cart')}" class="cart-link">${icon('bag')}<span>${t(lang, 'cart')}</span><b data-cart-count ${count ? '' : 'hidden'}>${count}</b></a>
  </nav>
</div>
</header>
<nav class="categories" aria-label="${t(lang, 'menu')}"><ul>
  ${CATEGORIES.map(({ id, name }) => {
    const path = categoryPath(lang, id);
    return html`<li><a href="${path}" ${page.alternate[lang] === path ? 'aria-current="page"' : ''}>${name[lang]}</a></li>`;
  })}
</ul></nav>`;
}

function bareHeader({ lang }: View): Html {
  return html`<header class="site-header bare"><a class="logo" href="${pagePath(lang, 'home')}">${sprig()}<span>olmaria</span></a>
  <a class="back" href="${pagePath(lang, 'cart')}">${icon('back')}<span>${t(lang, 'cart')}</span></a></header>`;
}

function footer({ lang }: View): Html {
  return html`<footer class="site-footer">
  <div class="footer-columns">
    <div class="footer-brand"><a class="logo" href="${pagePath(lang, 'home')}">${sprig()}<span>olmaria</span></a><p>${t(lang, 'tagline')}</p></div>
    <ul>${CATEGORIES.map(({ id, name }) => html`<li><a href="${categoryPath(lang, id)}">${name[lang]}</a></li>`)}</ul>
    <ul>
      <li><a href="${pagePath(lang, 'stores')}">${t(lang, 'storesTitle')}</a></li>
      <li><a href="${pagePath(lang, 'account')}">${t(lang, 'accountTitle')}</a></li>
      <li><a href="${pagePath(lang, 'cart')}">${t(lang, 'cart')}</a></li>
      <li><button type="button" class="text-button" data-consent="open">${t(lang, 'consentPreferences')}</button></li>
    </ul>
    <div><p><b>${t(lang, 'help')}</b><br />${t(lang, 'helpText')}</p></div>
  </div>
  <p class="small">${t(lang, 'footerText')}</p>
</footer>`;
}

/** What slides in when something was put in the cart; filled by the shop's script. */
function addedPanel({ lang }: View): Html {
  return html`<div class="added" data-added hidden role="status">
  <p><span>${icon('check')}</span><b>${t(lang, 'added')}</b></p>
  <p data-added-title></p>
  <div><a class="button dark" href="${pagePath(lang, 'cart')}">${t(lang, 'goToCart')}</a><button type="button" class="text-button" data-added-close>${t(lang, 'keepLooking')}</button></div>
</div>`;
}
