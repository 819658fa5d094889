import { html } from 'hono/html';
import { DAYS, type Day, type OpeningHours } from '../../../shared/schemas/store.ts';
import { STORE_LIST } from '../data/stores.ts';
import type { Lang } from '../data/types.ts';
import { storeNodes } from '../json-ld.ts';
import { pagePath } from '../paths.ts';
import { t } from '../texts.ts';
import { icon } from './icons.ts';
import type { Html, Page, View } from './view.ts';

/** A Monday, from which names of weekdays are counted. */
const SOME_MONDAY_MS = Date.UTC(2024, 0, 1);

export function storesPage({ lang, origin }: View): Page {
  return {
    title: t(lang, 'storesTitle'),
    description: t(lang, 'storesText'),
    alternate: { it: pagePath('it', 'stores'), en: pagePath('en', 'stores') },
    jsonLd: storeNodes(origin, lang),
    events: [],
    body: html`<div class="wrap"><header class="list-head"><div><h1>${t(lang, 'storesTitle')}</h1><p>${t(lang, 'storesText')}</p></div></header>
      <ul class="stores">${STORE_LIST.map((store) => storeCard(store, lang))}</ul></div>`,
  };
}

function storeCard(store: (typeof STORE_LIST)[number], lang: Lang): Html {
  const { streetAddress, postalCode, addressLocality } = store.address;
  const { latitude, longitude } = store.geo;
  return html`<li id="${store.storeCode}"><h2>${icon('pin')}${store.name.replace('Olmaria ', '')}</h2>
    <p>${streetAddress}<br />${postalCode ?? ''} ${addressLocality}</p>
    <dl>${weekOf(store.openingHours).map(({ from, to, hours }) => html`<div><dt>${dayName(from, lang)}${to === from ? '' : `–${dayName(to, lang)}`}</dt><dd>${hours.replace(', ', '\n') || t(lang, 'closed')}</dd></div>`)}</dl>
    <p class="actions"><a href="tel:${(store.telephone ?? '').replace(/\s/g, '')}">${store.telephone}</a><a href="https://www.google.com/maps/dir/?api=1&destination=${latitude},${longitude}" rel="noopener">${t(lang, 'directions')}</a></p></li>`;
}

/** A week's hours with neighbouring days of equal hours drawn together. */
export function weekOf(openingHours: readonly OpeningHours[]): { from: Day; to: Day; hours: string }[] {
  const week: { from: Day; to: Day; hours: string }[] = [];
  for (const day of DAYS) {
    const hours = openingHours
      .filter(({ dayOfWeek }) => dayOfWeek.includes(day))
      .map(({ opens, closes }) => `${opens}–${closes}`)
      .sort()
      .join(', ');
    const last = week[week.length - 1];
    if (last?.hours === hours) last.to = day;
    else week.push({ from: day, to: day, hours });
  }
  return week;
}

function dayName(day: Day, lang: Lang): string {
  return new Intl.DateTimeFormat(lang, { weekday: 'short', timeZone: 'UTC' }).format(SOME_MONDAY_MS + DAYS.indexOf(day) * 86_400_000);
}
