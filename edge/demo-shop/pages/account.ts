import { html } from 'hono/html';
import { KNOWN_MEMBERS, type Member, TIER_FROM } from '../data/members.ts';
import { STORE_LIST } from '../data/stores.ts';
import type { Lang } from '../data/types.ts';
import { pagePath } from '../paths.ts';
import { t } from '../texts.ts';
import { sprig } from './icons.ts';
import { slot } from './parts.ts';
import type { Html, Page, View } from './view.ts';

/** @param options.isFresh true right after signing in: the one time `login` is told */
export function accountPage({ lang, member }: View, options: { isFresh?: boolean; isUnknown?: boolean } = {}): Page {
  return {
    title: t(lang, member ? 'accountTitle' : 'signInTitle'),
    description: t(lang, 'tagline'),
    alternate: { it: pagePath('it', 'account'), en: pagePath('en', 'account') },
    jsonLd: [],
    events: member && options.isFresh ? [{ event: 'login', method: 'shop' }] : [],
    status: options.isUnknown ? 422 : 200,
    body: html`<div class="wrap account">${member ? signedIn(member, lang) : signedOut(lang, options.isUnknown ?? false)}</div>`,
  };
}

function signedIn(member: Member, lang: Lang): Html {
  const store = STORE_LIST.find(({ storeCode }) => storeCode === member.homeStore);
  const next = member.tier === 'base' ? TIER_FROM.silver : member.tier === 'silver' ? TIER_FROM.gold : null;
  return html`<h1>${t(lang, 'hello')}, ${member.firstName}</h1>
    <div class="account-columns">
      <section class="club ${member.tier}" aria-label="Club Olmaria">
        <p class="club-name">${sprig()} Club Olmaria <b>${t(lang, `tier_${member.tier}`)}</b></p>
        <p class="club-points"><strong>${member.points.toLocaleString(lang === 'it' ? 'it-IT' : 'en-IE')}</strong> ${t(lang, 'points')}</p>
        ${next ? html`<progress max="${next}" value="${member.points}" aria-label="${member.points} / ${next}"></progress>` : ''}
        <p class="small">${member.pending ? `+${member.pending} ${t(lang, 'pendingPoints')} · ` : ''}${t(lang, 'card')} ${member.loyaltyCard}</p>
      </section>
      <section><h2>${t(lang, 'yourStore')}</h2>${store ? html`<p>${store.name}<br />${store.address.streetAddress}, ${store.address.postalCode ?? ''} ${store.address.addressLocality}</p>` : ''}
        <p><a class="text-button" href="${pagePath(lang, 'stores')}#${member.homeStore}">${t(lang, 'storesTitle')}</a></p>
        <form method="post" action="${pagePath(lang, 'signOut')}"><button class="button">${t(lang, 'signOut')}</button></form></section>
    </div>
    ${slot('loyalty-prompt')}`;
}

function signedOut(lang: Lang, isUnknown: boolean): Html {
  return html`<h1>${t(lang, 'signInTitle')}</h1><p class="lead">${t(lang, 'signInText')}</p>
    <form method="post" action="${pagePath(lang, 'signIn')}"><ul class="people">${KNOWN_MEMBERS.map(
      (one) =>
        html`<li><button name="customer" value="${one.customerId}"><span class="initials ${one.tier}">${one.firstName[0]}${one.lastName[0]}</span><span><b>${one.firstName} ${one.lastName}</b><small>${t(lang, `tier_${one.tier}`)} · ${one.points} ${t(lang, 'points')} · ${one.city}</small></span></button></li>`,
    )}</ul></form>
    <form class="form other" method="post" action="${pagePath(lang, 'signIn')}"><p class="field"><label for="customer">${t(lang, 'signInOther')}</label>
      <input id="customer" name="customer" required maxlength="120" autocomplete="username" placeholder="m-1007" ${isUnknown ? html`aria-invalid="true" aria-describedby="customer-error"` : ''} />
      ${isUnknown ? html`<span class="error" id="customer-error" role="alert">${t(lang, 'signInUnknown')}</span>` : ''}</p><button class="button">${t(lang, 'signIn')}</button></form>
    ${slot('loyalty-prompt')}`;
}
