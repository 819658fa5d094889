import type { Hono } from 'hono';
import type { Env } from '../platform/env.ts';
import { addLine, countOf, isSize, QUANTITY_MAX, setQuantity } from './cart.ts';
import { productById } from './data/products.ts';
import type { Lang } from './data/types.ts';
import { BadForm, readForm } from './form.ts';
import { cartPage } from './pages/cart.ts';
import { productPage } from './pages/product.ts';
import { pagePath } from './paths.ts';
import { respond, viewOf } from './respond.ts';
import { readCart, type ShopContext, writeCart } from './session.ts';
import { t } from './texts.ts';

/** The cart and what changes it. Its forms work without a script; with one, the answer to "add" is JSON. */
export function cartRoutes(shop: Hono<{ Bindings: Env }>, lang: Lang): void {
  shop.get(pagePath(lang, 'cart'), async (c) => {
    const view = await viewOf(c, lang);
    return respond(c, view, cartPage(view));
  });

  shop.post(pagePath(lang, 'cart'), async (c) => {
    const form = await readForm(c);
    const product = productById(form('id'));
    const action = form('act');
    const quantity = Number(form('quantity') || '1');
    if (!product || !['add', 'set'].includes(action)) throw new BadForm('The cart was asked for something it does not know.');
    if (!Number.isInteger(quantity) || quantity < (action === 'set' ? 0 : 1) || quantity > QUANTITY_MAX)
      throw new BadForm(`A quantity is a whole number from 1 to ${QUANTITY_MAX}.`);
    const size = form('size') || null;
    if (!isSize(product, size)) {
      if (wantsJson(c)) return c.json({ error: t(lang, 'chooseSize') }, 422);
      const view = await viewOf(c, lang);
      return respond(c, view, productPage(view, product, true));
    }
    const cart = readCart(c);
    const changed = action === 'add' ? addLine(cart, product, size, quantity) : setQuantity(cart, product, size, quantity);
    writeCart(c, changed);
    if (wantsJson(c)) return c.json({ count: countOf(changed), title: product.title[lang] + (size ? ` · ${size}` : '') });
    return c.redirect(pagePath(lang, 'cart'), 303);
  });
}

function wantsJson(c: ShopContext): boolean {
  return (c.req.header('accept') ?? '').startsWith('application/json');
}
