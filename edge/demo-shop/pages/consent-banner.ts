import { html } from 'hono/html';
import { type Consent, NOTHING_ALLOWED, type Purpose } from '../consent.ts';
import type { Lang } from '../data/types.ts';
import { type TextKey, t } from '../texts.ts';
import { icon } from './icons.ts';
import type { Html, View } from './view.ts';

const ROWS: readonly { purpose: Purpose; name: TextKey; text: TextKey }[] = [
  { purpose: 'analytics', name: 'consentAnalytics', text: 'consentAnalyticsText' },
  { purpose: 'personalization', name: 'consentPersonalization', text: 'consentPersonalizationText' },
  { purpose: 'marketing', name: 'consentMarketing', text: 'consentMarketingText' },
];

/** The question and, behind "choose" and the link in the footer, the preferences. Both are shown by the shop's script. */
export function consentBanner({ lang, consent }: View): Html {
  return html`<section class="consent" data-consent-banner ${consent ? '' : 'data-unanswered'} hidden role="region" aria-labelledby="consent-title">
      <div>
        <h2 id="consent-title" tabindex="-1">${t(lang, 'consentTitle')}</h2>
        <p>${t(lang, 'consentText')}</p>
      </div>
      <div class="consent-actions">
        <button type="button" class="button" data-consent="refuse">${t(lang, 'consentRefuse')}</button>
        <button type="button" class="button" data-consent="accept">${t(lang, 'consentAccept')}</button>
        <button type="button" class="text-button" data-consent="choose">${t(lang, 'consentChoose')}</button>
      </div>
    </section>
    ${preferences(lang, consent ?? NOTHING_ALLOWED)}`;
}

function preferences(lang: Lang, consent: Consent): Html {
  return html`<dialog class="preferences" data-consent-preferences aria-labelledby="preferences-title">
    <form method="dialog">
      <header>
        <h2 id="preferences-title">${t(lang, 'consentPreferences')}</h2>
        <button class="icon-button" value="close" aria-label="${t(lang, 'close')}" formnovalidate>${icon('close')}</button>
      </header>
      <label class="purpose"><input type="checkbox" checked disabled /><span><b>${t(lang, 'consentNecessary')}</b>${t(lang, 'consentNecessaryText')}</span></label>
      ${ROWS.map(
        ({ purpose, name, text }) =>
          html`<label class="purpose"><input type="checkbox" name="${purpose}" ${consent[purpose] ? 'checked' : ''} /><span><b>${t(lang, name)}</b>${t(lang, text)}</span></label>`,
      )}
      <footer>
        <button type="button" class="button" data-consent="refuse">${t(lang, 'consentRefuse')}</button>
        <button type="button" class="button" data-consent="accept">${t(lang, 'consentAccept')}</button>
        <button type="button" class="button dark" data-consent="save">${t(lang, 'consentSave')}</button>
      </footer>
    </form>
  </dialog>`;
}
