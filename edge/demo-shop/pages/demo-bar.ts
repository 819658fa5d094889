import { html } from 'hono/html';
import { PLACES } from '../data/stores.ts';
import { t } from '../texts.ts';
import type { Html, View } from './view.ts';

/** The bar above the shop that is not part of it: where and when the visit is taken to happen. Its script sets two cookies only when used. */
export function demoBar({ lang, demo }: View): Html {
  const places = PLACES.map(({ name, latitude, longitude }) => ({ name, value: `${latitude},${longitude}` }));
  const times = [
    { value: 'tuesday-11', label: t(lang, 'demoTuesday') },
    { value: 'wednesday-14', label: t(lang, 'demoLunch') },
    { value: 'sunday-15', label: t(lang, 'demoSunday') },
  ];
  return html`<aside class="demo-bar" aria-label="Demo">
    <strong>Demo</strong>
    <label>${t(lang, 'demoPlace')}
      <select data-demo="place">
        <option value="">${t(lang, 'demoNowhere')}</option>
        ${places.map(({ name, value }) => html`<option value="${value}" ${value === demo.place ? 'selected' : ''}>${name}</option>`)}
      </select>
    </label>
    <label>${t(lang, 'demoTime')}
      <select data-demo="time" data-at="${demo.at}">
        <option value="">${t(lang, 'demoNow')}</option>
        ${times.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}
      </select>
    </label>
    <a href="/console/">${t(lang, 'demoConsole')}</a>
  </aside>`;
}
