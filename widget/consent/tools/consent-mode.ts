import type { Consent } from '../../../shared/schemas/consent.ts';
import { asFields } from '../../fields.ts';

/** Longest the first question waits for a consent tool that asked for time: a page that never answers must not stay without content. */
const WAIT_MAX_MS = 1_000;

/**
 * Takes in Google Consent Mode v2: `gtag('consent', 'default' | 'update', {…})`.
 *
 * A *default* of `denied` is not a refusal: it is what a page says before its tool has loaded, on every page of a person who agreed long ago.
 * It reads as pending, so nothing is kept and nothing is erased. Defaults can come several times, one per region, without our knowing which
 * applies; among defaults the cautious one wins. An *update* is the person's choice, and a refusal there is one.
 *
 * @param before what the tool had said so far
 * @returns what it says now, and how long the page asks to wait for its tool (`wait_for_update`), 0 = not at all
 */
export function readConsentMode(kind: string, params: unknown, before: Partial<Consent>): { states: Partial<Consent>; waitMs: number } {
  const said = asFields(params);
  const isDefault = kind === 'default';
  const states = { ...before };
  const hear = (purpose: keyof Consent, value: unknown): void => {
    if (value !== 'granted' && value !== 'denied') return;
    states[purpose] = isDefault && (value === 'denied' || before[purpose] === 'pending') ? 'pending' : value;
  };
  hear('analytics', said.analytics_storage);
  hear('personalization', said.personalization_storage ?? said.ad_personalization);
  return { states, waitMs: isDefault ? Math.min(Number(said.wait_for_update) || 0, WAIT_MAX_MS) : 0 };
}
