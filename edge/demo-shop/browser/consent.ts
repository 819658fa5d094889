import {
  CONSENT_COOKIE,
  CONSENT_MAX_AGE_SECONDS,
  type Consent,
  consentMode,
  formatConsent,
  NOTHING_ALLOWED,
  PURPOSES,
} from '../consent.ts';

const EVERYTHING_ALLOWED: Consent = { analytics: true, personalization: true, marketing: true };

/** The cookie banner and the preferences behind it. Nothing is set before someone answers. */
export function startConsent(): void {
  const banner = document.querySelector<HTMLElement>('[data-consent-banner]');
  const dialog = document.querySelector<HTMLDialogElement>('[data-consent-preferences]');
  if (!banner || !dialog) return;
  const isAnswered = !('unanswered' in banner.dataset);
  banner.hidden = isAnswered;

  const answer = (consent: Consent): void => {
    save(consent);
    banner.hidden = true;
    for (const purpose of PURPOSES) {
      const box = dialog.querySelector<HTMLInputElement>(`[name=${purpose}]`);
      if (box) box.checked = consent[purpose];
    }
    if (dialog.open) dialog.close();
  };
  const acts: Record<string, () => void> = {
    accept: () => answer(EVERYTHING_ALLOWED),
    refuse: () => answer(NOTHING_ALLOWED),
    choose: () => dialog.showModal(),
    open: () => dialog.showModal(),
    save: () => answer(chosenIn(dialog)),
  };
  document.addEventListener('click', (event) => {
    const act = (event.target as Element).closest<HTMLElement>('[data-consent]')?.dataset.consent;
    if (act) acts[act]?.();
    // a click beside the sheet closes it and changes nothing
    else if (event.target === dialog) dialog.close();
  });
}

function chosenIn(dialog: HTMLDialogElement): Consent {
  const has = (purpose: string): boolean => dialog.querySelector<HTMLInputElement>(`[name=${purpose}]`)?.checked ?? false;
  return { analytics: has('analytics'), personalization: has('personalization'), marketing: has('marketing') };
}

function save(consent: Consent): void {
  document.cookie = `${CONSENT_COOKIE}=${formatConsent(consent)}; path=/shop; max-age=${CONSENT_MAX_AGE_SECONDS}; samesite=lax`;
  window.gtag('consent', 'update', consentMode(consent));
}
