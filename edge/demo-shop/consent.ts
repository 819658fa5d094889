/** Purposes a shopper can allow; what is necessary is not among them. */
export const PURPOSES = ['analytics', 'personalization', 'marketing'] as const;
export type Purpose = (typeof PURPOSES)[number];
export type Consent = Readonly<Record<Purpose, boolean>>;

/** Where the banner keeps the answer. It is the one cookie that remembers a refusal, and so needs no consent itself. */
export const CONSENT_COOKIE = 'olmaria_consent';

/** Half a year, after which the Garante asks sites to ask again. */
export const CONSENT_MAX_AGE_SECONDS = 180 * 86_400;

/** `a1p0m0` */
export function formatConsent(consent: Consent): string {
  return PURPOSES.map((purpose) => `${purpose[0]}${consent[purpose] ? 1 : 0}`).join('');
}

/** The answer of a cookie, or null where there is none or it is not one of ours. */
export function parseConsent(cookie: string | undefined): Consent | null {
  const match = /^a([01])p([01])m([01])$/.exec(cookie ?? '');
  return match ? { analytics: match[1] === '1', personalization: match[2] === '1', marketing: match[3] === '1' } : null;
}

/** The answer in the words of Google Consent Mode v2. */
export function consentMode(consent: Consent): Record<string, 'granted' | 'denied'> {
  const state = (isAllowed: boolean): 'granted' | 'denied' => (isAllowed ? 'granted' : 'denied');
  return {
    analytics_storage: state(consent.analytics),
    functionality_storage: state(consent.personalization),
    personalization_storage: state(consent.personalization),
    ad_storage: state(consent.marketing),
    ad_user_data: state(consent.marketing),
    ad_personalization: state(consent.marketing),
  };
}

/** What holds until someone answers: nothing is allowed. */
export const NOTHING_ALLOWED: Consent = { analytics: false, personalization: false, marketing: false };
