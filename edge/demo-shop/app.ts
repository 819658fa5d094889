import { Hono } from 'hono';
import type { Env } from '../platform/env.ts';
import { errorText, log } from '../platform/log.ts';
import { cartRoutes } from './cart-routes.ts';
import { checkoutRoutes } from './checkout-routes.ts';
import { CATEGORIES } from './data/categories.ts';
import { findMember } from './data/members.ts';
import { productById } from './data/products.ts';
import { LANGUAGES, type Lang } from './data/types.ts';
import { BadForm, readForm } from './form.ts';
import { accountPage } from './pages/account.ts';
import { homePage } from './pages/home.ts';
import { logoSvg } from './pages/icons.ts';
import { listPage, readListQuery } from './pages/list.ts';
import { failurePage, notFoundPage } from './pages/problem.ts';
import { productPage } from './pages/product.ts';
import { searchPage } from './pages/search.ts';
import { storesPage } from './pages/stores.ts';
import { categoryPath, PRODUCT_SEGMENT, pagePath, productOfSlug, productPath, SHOP_ROOT } from './paths.ts';
import { productPicture } from './pictures/product-picture.ts';
import { isRoomName, roomPicture } from './pictures/room-picture.ts';
import { respond, strangerView, viewOf } from './respond.ts';
import { type ShopContext, ShopNotConfigured, signIn, signOut } from './session.ts';

/** Pictures change with the shop's own code only. */
const PICTURE_MAX_AGE_SECONDS = 86_400;

type Shop = Hono<{ Bindings: Env }>;

/** The demo shop, to be mounted at `/shop`. It stands for a shop of any make: of Tappa it knows the tag and nothing else. */
export function demoShop(): Shop {
  const shop: Shop = new Hono<{ Bindings: Env }>({ strict: false });
  assetRoutes(shop);
  for (const lang of LANGUAGES) {
    pageRoutes(shop, lang);
    accountRoutes(shop, lang);
    cartRoutes(shop, lang);
    checkoutRoutes(shop, lang);
  }
  shop.notFound(async (c) => {
    const view = await viewOf(c, langOf(c));
    return respond(c, view, notFoundPage(view));
  });
  shop.onError((error, c) => {
    const view = strangerView(c, langOf(c));
    if (error instanceof BadForm) return c.text(error.message, 400);
    if (error instanceof ShopNotConfigured) return respond(c, view, failurePage(view, 503, error.message));
    log('error', 'demo shop failed', { error: errorText(error), stack: error.stack });
    return respond(c, view, failurePage(view, 500));
  });
  // The shop's own routes are whole paths, matched with or without a slash at the end, so it is asked as a whole.
  const outer: Shop = new Hono<{ Bindings: Env }>();
  outer.all('*', (c) => shop.fetch(c.req.raw, c.env));
  return outer;
}

const langOf = (c: ShopContext): Lang => (/^\/shop\/en(\/|$)/.test(new URL(c.req.url).pathname) ? 'en' : 'it');

function assetRoutes(shop: Shop): void {
  // script and style are static files; this only matters where the runtime asks the Worker first
  shop.get(`${SHOP_ROOT}/assets/*`, (c) => c.env.ASSETS.fetch(c.req.raw));
  shop.get(`${SHOP_ROOT}/img/:file{.+\\.svg}`, (c) => {
    const name = c.req.param('file').slice(0, -'.svg'.length);
    const svg = pictureOf(name);
    if (svg === null) return c.text('There is no such picture.', 404);
    return c.body(svg, 200, {
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': `public, max-age=${PICTURE_MAX_AGE_SECONDS}`,
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'access-control-allow-origin': '*',
    });
  });
}

function pictureOf(name: string): string | null {
  if (name === 'logo') return logoSvg();
  const room = name.replace(/^room-/, '');
  if (room !== name) return isRoomName(room) ? roomPicture(room) : null;
  const product = productById(name);
  return product && productPicture(product);
}

function pageRoutes(shop: Shop, lang: Lang): void {
  shop.get(pagePath(lang, 'home').slice(0, -1), async (c) => {
    const view = await viewOf(c, lang);
    return respond(c, view, homePage(view));
  });
  for (const category of CATEGORIES) {
    shop.get(categoryPath(lang, category.id), async (c) => {
      const view = await viewOf(c, lang);
      return respond(c, view, listPage(view, category, readListQuery(c.req.query('sort'), c.req.query('color'))));
    });
  }
  shop.get(`${pagePath(lang, 'home')}${PRODUCT_SEGMENT[lang]}/:slug`, async (c) => {
    const product = productOfSlug(c.req.param('slug'));
    const view = await viewOf(c, lang);
    if (!product) return respond(c, view, notFoundPage(view));
    const path = productPath(lang, product);
    // an old or shortened address leads to the one that counts
    if (new URL(c.req.url).pathname !== path) return c.redirect(path + new URL(c.req.url).search, 301);
    return respond(c, view, productPage(view, product));
  });
  // the feed's address: one for both languages, settled by where the shopper comes from
  if (lang === 'it') {
    shop.get(`${SHOP_ROOT}/p/:id`, async (c) => {
      const product = productById(c.req.param('id'));
      if (product) return c.redirect(productPath(askedLanguage(c), product) + new URL(c.req.url).search, 302);
      const view = await viewOf(c, lang);
      return respond(c, view, notFoundPage(view));
    });
  }
  shop.get(pagePath(lang, 'search'), async (c) => {
    const view = await viewOf(c, lang);
    return respond(c, view, searchPage(view, c.req.query('q') ?? ''));
  });
  shop.get(pagePath(lang, 'stores'), async (c) => {
    const view = await viewOf(c, lang);
    return respond(c, view, storesPage(view));
  });
}

/** English for who comes from an English page of the shop, or from elsewhere with a browser that prefers it to Italian. */
function askedLanguage(c: ShopContext): Lang {
  const referrer = c.req.header('referer') ?? '';
  if (referrer.includes(`${SHOP_ROOT}/`)) return referrer.includes(`${SHOP_ROOT}/en/`) ? 'en' : 'it';
  return /^\s*en\b/i.test(c.req.header('accept-language') ?? '') ? 'en' : 'it';
}

function accountRoutes(shop: Shop, lang: Lang): void {
  shop.get(pagePath(lang, 'account'), async (c) => {
    const view = await viewOf(c, lang);
    return respond(c, view, accountPage(view, { isFresh: c.req.query('welcome') !== undefined }));
  });
  shop.post(pagePath(lang, 'signIn'), async (c) => {
    const member = findMember((await readForm(c))('customer'));
    const view = await viewOf(c, lang);
    if (!member)
      return respond(c, { ...view, member: null, identityToken: null }, accountPage({ ...view, member: null }, { isUnknown: true }));
    await signIn(c, member);
    return c.redirect(`${pagePath(lang, 'account')}?welcome`, 303);
  });
  shop.post(pagePath(lang, 'signOut'), (c) => {
    signOut(c);
    return c.redirect(pagePath(lang, 'home'), 303);
  });
}
