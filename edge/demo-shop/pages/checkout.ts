import { html } from 'hono/html';
import { subtotalMinor } from '../cart.ts';
import { STORE_LIST } from '../data/stores.ts';
import type { Lang } from '../data/types.ts';
import { cartEvent, type LayerEvent } from '../data-layer.ts';
import type { Checkout } from '../orders.ts';
import { type PageKey, pagePath } from '../paths.ts';
import { SHIPPING, SHIPPING_METHODS, type ShippingMethod } from '../shipping.ts';
import { type TextKey, t } from '../texts.ts';
import { orderSummary } from './cart.ts';
import { euro } from './parts.ts';
import type { Html, Page, View } from './view.ts';

/** What is wrong with a field of a form, by its name. */
export type FieldErrors = Readonly<Record<string, TextKey>>;

const STEPS = ['address', 'shipping', 'payment'] as const satisfies readonly PageKey[];
type Step = (typeof STEPS)[number];
const STEP_NAMES: Readonly<Record<Step, TextKey>> = { address: 'stepAddress', shipping: 'stepShipping', payment: 'stepPayment' };

interface StepParts {
  step: Step;
  events: readonly LayerEvent[];
  form: Html;
  shippingMinor: number | null;
  errors: FieldErrors;
}

function stepPage(view: View, { step, events, form, shippingMinor, errors }: StepParts): Page {
  const { lang, cart } = view;
  const current = STEPS.indexOf(step);
  const isWrong = Object.keys(errors).length > 0;
  return {
    title: t(lang, STEP_NAMES[step]),
    description: t(lang, 'checkoutTitle'),
    alternate: { it: pagePath('it', step), en: pagePath('en', step) },
    jsonLd: [],
    // a page that comes back with errors is the same step: it was told already
    events: isWrong ? [] : events,
    status: isWrong ? 422 : 200,
    bare: true,
    body: html`<div class="wrap checkout"><h1>${t(lang, 'checkoutTitle')}</h1>
      <ol class="steps">${STEPS.map((one, index) => html`<li ${index === current ? 'aria-current="step"' : ''} class="${index < current ? 'done' : ''}">${index < current ? html`<a href="${pagePath(lang, one)}">${t(lang, STEP_NAMES[one])}</a>` : html`<span>${t(lang, STEP_NAMES[one])}</span>`}</li>`)}</ol>
      <div class="cart-columns"><div>${form}</div>${orderSummary(cart, lang, shippingMinor)}</div></div>`,
  };
}

interface FieldOptions {
  name: string;
  label: TextKey;
  value: string;
  autocomplete: string;
  type?: 'text' | 'email';
  inputmode?: 'numeric' | 'text';
  maxlength?: number;
}

function field(
  lang: Lang,
  errors: FieldErrors,
  { name, label, value, autocomplete, type = 'text', inputmode = 'text', maxlength = 120 }: FieldOptions,
): Html {
  const error = errors[name];
  return html`<p class="field"><label for="${name}">${t(lang, label)}</label>
    <input id="${name}" name="${name}" type="${type}" inputmode="${type === 'email' ? 'email' : inputmode}" value="${value}" autocomplete="${autocomplete}" maxlength="${maxlength}" required ${error ? html`aria-invalid="true" aria-describedby="${name}-error"` : ''} />
    ${error ? html`<span class="error" id="${name}-error">${t(lang, error)}</span>` : ''}</p>`;
}

export function addressPage(view: View, values: Partial<Checkout>, errors: FieldErrors = {}): Page {
  const { lang, cart, member } = view;
  const name = values.name ?? (member ? `${member.firstName} ${member.lastName}` : '');
  const form = html`<form class="form" method="post" novalidate>
    ${field(lang, errors, { name: 'name', label: 'name', value: name, autocomplete: 'name' })}
    ${field(lang, errors, { name: 'email', label: 'email', value: values.email ?? member?.email ?? '', autocomplete: 'email', type: 'email' })}
    ${field(lang, errors, { name: 'street', label: 'street', value: values.street ?? '', autocomplete: 'street-address' })}
    <div class="pair">${field(lang, errors, { name: 'postalCode', label: 'postalCode', value: values.postalCode ?? '', autocomplete: 'postal-code', inputmode: 'numeric', maxlength: 5 })}
    ${field(lang, errors, { name: 'city', label: 'city', value: values.city ?? member?.city ?? '', autocomplete: 'address-level2' })}</div>
    <button class="button dark wide">${t(lang, 'toShipping')}</button></form>`;
  return stepPage(view, { step: 'address', events: [cartEvent('begin_checkout', cart, lang)], form, shippingMinor: null, errors });
}

export function shippingPage(view: View, checkout: Checkout, errors: FieldErrors = {}): Page {
  const { lang, cart } = view;
  const chosen = checkout.method ?? 'standard';
  const error = errors.method ?? errors.storeCode;
  const form = html`<form class="form" method="post" data-shipping data-subtotal="${subtotalMinor(cart)}" data-locale="${lang === 'it' ? 'it-IT' : 'en-IE'}" data-free="${t(lang, 'free')}" data-items="${JSON.stringify(shippingEvent(view, chosen).ecommerce?.items)}">
    <fieldset class="choices"><legend>${t(lang, 'shippingQuestion')}</legend>
      ${error ? html`<p class="error" role="alert">${t(lang, error)}</p>` : ''}
      ${SHIPPING_METHODS.map((method) => choice(lang, method, chosen))}
    </fieldset>
    <p class="field" data-store-choice><label for="storeCode">${t(lang, 'chooseStore')}</label><select id="storeCode" name="storeCode">
      ${STORE_LIST.map(({ storeCode, name, address }) => html`<option value="${storeCode}" ${storeCode === (checkout.storeCode ?? view.member?.homeStore) ? 'selected' : ''}>${name}, ${address.streetAddress}</option>`)}</select></p>
    <button class="button dark wide">${t(lang, 'toPayment')}</button></form>`;
  return stepPage(view, {
    step: 'shipping',
    events: [shippingEvent(view, chosen)],
    form,
    shippingMinor: SHIPPING[chosen].costMinor,
    errors,
  });
}

function choice(lang: Lang, method: ShippingMethod, chosen: ShippingMethod): Html {
  const { costMinor, name, text } = SHIPPING[method];
  return html`<label class="choice"><input type="radio" name="method" value="${method}" data-cost="${costMinor}" data-tier="${t(lang, name)}" ${method === chosen ? 'checked' : ''} />
    <span><b>${t(lang, name)}</b><small>${t(lang, text)}</small></span><strong>${costMinor ? euro(costMinor, lang) : t(lang, 'free')}</strong></label>`;
}

function shippingEvent({ cart, lang }: View, method: ShippingMethod): LayerEvent {
  const { costMinor, name } = SHIPPING[method];
  return cartEvent('add_shipping_info', cart, lang, { shipping: costMinor / 100, shipping_tier: t(lang, name) });
}

/** @param isDeclined true after the bank refused the card */
export function paymentPage(view: View, method: ShippingMethod, errors: FieldErrors = {}, isDeclined = false): Page {
  const { lang, cart } = view;
  const total = subtotalMinor(cart) + SHIPPING[method].costMinor;
  const told = cartEvent('add_payment_info', cart, lang, { payment_type: 'card' });
  const form = html`<form class="form" method="post" novalidate data-payment="${JSON.stringify(told)}">
    ${isDeclined ? html`<p class="error box" role="alert">${t(lang, 'declined')}</p>` : ''}
    <p class="note">${t(lang, 'cardNote')}</p>
    ${field(lang, errors, { name: 'number', label: 'cardNumber', value: '4242 4242 4242 4242', autocomplete: 'off', inputmode: 'numeric', maxlength: 23 })}
    <div class="pair">${field(lang, errors, { name: 'expiry', label: 'cardExpiry', value: '08/29', autocomplete: 'off', maxlength: 5 })}${field(lang, errors, { name: 'code', label: 'cardCode', value: '123', autocomplete: 'off', inputmode: 'numeric', maxlength: 4 })}</div>
    <button class="button dark wide">${t(lang, 'pay')} ${euro(total, lang)}</button></form>`;
  const page = stepPage(view, { step: 'payment', events: [], form, shippingMinor: SHIPPING[method].costMinor, errors });
  return isDeclined ? { ...page, status: 402 } : page;
}
