import { html } from 'hono/html';
import { pagePath } from '../paths.ts';
import { t } from '../texts.ts';
import type { Page, View } from './view.ts';

const HOME = { it: pagePath('it', 'home'), en: pagePath('en', 'home') };

export function notFoundPage({ lang }: View): Page {
  return {
    title: t(lang, 'notFound'),
    description: t(lang, 'notFoundText'),
    alternate: HOME,
    jsonLd: [],
    events: [],
    status: 404,
    body: html`<div class="wrap problem"><h1>${t(lang, 'notFound')}</h1><p>${t(lang, 'notFoundText')}</p><p><a class="button dark" href="${pagePath(lang, 'home')}">${t(lang, 'backHome')}</a></p></div>`,
  };
}

/** @param detail what a developer needs to know, where it is safe to say */
export function failurePage({ lang }: View, status: 500 | 503, detail = ''): Page {
  return {
    title: t(lang, 'failed'),
    description: t(lang, 'failedText'),
    alternate: HOME,
    jsonLd: [],
    events: [],
    status,
    body: html`<div class="wrap problem"><h1>${t(lang, 'failed')}</h1><p>${t(lang, 'failedText')}</p>${detail ? html`<p class="small">${detail}</p>` : ''}<p><a class="button dark" href="${pagePath(lang, 'home')}">${t(lang, 'backHome')}</a></p></div>`,
  };
}
