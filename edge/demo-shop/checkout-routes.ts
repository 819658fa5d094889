import type { Hono } from 'hono';
import { uuidV7 } from '../../shared/ids.ts';
import type { Env } from '../platform/env.ts';
import { STORE_LIST } from './data/stores.ts';
import type { Lang } from './data/types.ts';
import { readForm } from './form.ts';
import { type Checkout, placeOrder, readCheckout, takeOrder, writeCheckout } from './orders.ts';
import { addressPage, type FieldErrors, paymentPage, shippingPage } from './pages/checkout.ts';
import { confirmationPage } from './pages/confirmation.ts';
import { pagePath } from './paths.ts';
import { respond, viewOf } from './respond.ts';
import { readCart, writeCart } from './session.ts';
import { isShippingMethod } from './shipping.ts';
import type { TextKey } from './texts.ts';

/** The bank of the demonstration declines this one. */
const DECLINED_ENDING = '0002';

/** Address → shipping → payment → confirmation. A step asked for too early leads to the one that is missing. */
export function checkoutRoutes(shop: Hono<{ Bindings: Env }>, lang: Lang): void {
  const to = (page: Parameters<typeof pagePath>[1]): string => pagePath(lang, page);

  shop.get(to('address'), async (c) => {
    const view = await viewOf(c, lang);
    if (!view.cart.length) return c.redirect(to('cart'), 303);
    return respond(c, view, addressPage(view, (await readCheckout(c)) ?? {}));
  });
  shop.post(to('address'), async (c) => {
    const view = await viewOf(c, lang);
    if (!view.cart.length) return c.redirect(to('cart'), 303);
    const form = await readForm(c);
    const values: Checkout = {
      name: form('name'),
      email: form('email'),
      street: form('street'),
      postalCode: form('postalCode'),
      city: form('city'),
    };
    const errors = addressErrors(values);
    if (Object.keys(errors).length) return respond(c, view, addressPage(view, values, errors));
    await writeCheckout(c, values);
    return c.redirect(to('shipping'), 303);
  });

  shop.get(to('shipping'), async (c) => {
    const [view, checkout] = [await viewOf(c, lang), await readCheckout(c)];
    if (!view.cart.length || !checkout) return c.redirect(to(view.cart.length ? 'address' : 'cart'), 303);
    return respond(c, view, shippingPage(view, checkout));
  });
  shop.post(to('shipping'), async (c) => {
    const [view, checkout] = [await viewOf(c, lang), await readCheckout(c)];
    if (!view.cart.length || !checkout) return c.redirect(to(view.cart.length ? 'address' : 'cart'), 303);
    const form = await readForm(c);
    const method = form('method');
    const storeCode = form('storeCode');
    if (!isShippingMethod(method)) return respond(c, view, shippingPage(view, checkout, { method: 'badShipping' }));
    if (method !== 'collect') {
      await writeCheckout(c, { ...withoutStore(checkout), method });
    } else if (STORE_LIST.some((store) => store.storeCode === storeCode)) {
      await writeCheckout(c, { ...checkout, method, storeCode });
    } else {
      return respond(c, view, shippingPage(view, { ...checkout, method }, { storeCode: 'badStore' }));
    }
    return c.redirect(to('payment'), 303);
  });

  shop.get(to('payment'), async (c) => {
    const [view, checkout] = [await viewOf(c, lang), await readCheckout(c)];
    if (!view.cart.length || !checkout?.method) return c.redirect(to(checkout ? 'shipping' : 'address'), 303);
    return respond(c, view, paymentPage(view, checkout.method));
  });
  shop.post(to('payment'), async (c) => {
    const [view, checkout] = [await viewOf(c, lang), await readCheckout(c)];
    if (!view.cart.length || !checkout?.method) return c.redirect(to(checkout ? 'shipping' : 'address'), 303);
    const form = await readForm(c);
    const errors = cardErrors(form);
    if (Object.keys(errors).length) return respond(c, view, paymentPage(view, checkout.method, errors));
    if (form('number').replace(/\D/g, '').endsWith(DECLINED_ENDING)) return respond(c, view, paymentPage(view, checkout.method, {}, true));
    await placeOrder(c, newOrderId(), readCart(c), checkout.method);
    writeCart(c, []);
    return c.redirect(to('confirmation'), 303);
  });

  shop.get(to('confirmation'), async (c) => {
    const view = await viewOf(c, lang);
    return respond(c, view, confirmationPage(view, await takeOrder(c)));
  });
}

function withoutStore({ storeCode: _, ...checkout }: Checkout): Checkout {
  return checkout;
}

function addressErrors(values: Checkout): FieldErrors {
  const errors: Record<string, TextKey> = {};
  for (const name of ['name', 'email', 'street', 'postalCode', 'city'] as const) if (!values[name]) errors[name] = 'required';
  if (values.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.email)) errors.email = 'badEmail';
  if (values.postalCode && !/^\d{5}$/.test(values.postalCode)) errors.postalCode = 'badPostalCode';
  return errors;
}

function cardErrors(form: (name: string) => string): FieldErrors {
  const errors: Record<string, TextKey> = {};
  if (!/^\d{16}$/.test(form('number').replace(/[\s-]/g, ''))) errors.number = 'badCard';
  if (!/^(0[1-9]|1[0-2])\/\d{2}$/.test(form('expiry'))) errors.expiry = 'badExpiry';
  if (!/^\d{3,4}$/.test(form('code'))) errors.code = 'badCode';
  return errors;
}

/** An order number people can read out: time-ordered, and never the same twice. */
function newOrderId(): string {
  const id = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10))).replaceAll('-', '');
  return `OL-${id.slice(4, 12)}${id.slice(-6)}`.toUpperCase();
}
