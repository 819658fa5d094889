import { html } from 'hono/html';
import { cartEvent } from '../data-layer.ts';
import type { Order } from '../orders.ts';
import { pagePath } from '../paths.ts';
import { t } from '../texts.ts';
import { orderSummary } from './cart.ts';
import { slot } from './parts.ts';
import type { Page, View } from './view.ts';

/** The order, once paid. The purchase is told on the first look only. */
export function confirmationPage({ lang }: View, order: Order | null): Page {
  const alternate = { it: pagePath('it', 'confirmation'), en: pagePath('en', 'confirmation') };
  const base = { title: t(lang, 'stepPayment'), description: t(lang, 'checkoutTitle'), alternate, jsonLd: [] };
  if (!order) {
    return {
      ...base,
      events: [],
      status: 404,
      body: html`<div class="wrap"><h1>${t(lang, 'orderUnknown')}</h1><p><a class="button dark" href="${pagePath(lang, 'home')}">${t(lang, 'backHome')}</a></p></div>`,
    };
  }
  // `value` is of the goods alone, as Google has it: shipping and tax stand beside it
  const more = { transaction_id: order.orderId, shipping: order.shippingMinor / 100, tax: 0 };
  return {
    ...base,
    title: t(lang, 'thanks'),
    events: order.seen ? [] : [cartEvent('purchase', order.lines, lang, more)],
    body: html`<div class="wrap checkout"><div class="cart-columns">
      <div class="thanks"><h1>${t(lang, 'thanks')}</h1><p>${t(lang, 'thanksText')} <b>${order.orderId}</b></p>
        <p><a class="button" href="${pagePath(lang, 'home')}">${t(lang, 'keepLooking')}</a></p>${slot('feedback', 'kept-feedback')}</div>
      ${orderSummary(order.lines, lang, order.shippingMinor)}</div></div>`,
  };
}
