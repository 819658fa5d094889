import type { Consent, ConsentState } from '../../shared/schemas/consent.ts';
import type { ConsentMode } from '../config.ts';
import { asFields } from '../fields.ts';

/** What each voice said; a purpose a voice did not speak of is absent. */
export interface ConsentVoices {
  mode: ConsentMode;
  /** the browser asks not to be tracked (GPC or DNT) */
  refused: boolean;
  /** the page's consent tool */
  tool: Partial<Consent>;
  /** `tappa('consent', …)` */
  command: Partial<Consent>;
}

/** Consent as it stands; whoever holds it sees it change. */
export interface ConsentNow {
  states: Consent;
  /** Unix time in ms until which a pending consent is worth waiting for */
  waitUntilMs: number;
}

/**
 * Consent per purpose. Strongest first: the explicit command, the browser's own refusal, what the tag settles, the page's consent tool.
 * Where nobody spoke it is pending, and pending allows nothing.
 */
export function decideConsent({ mode, refused, tool, command }: ConsentVoices): Consent {
  // What a tag settles ends in "d": `granted` and `denied`.
  const decide = (purpose: keyof Consent): ConsentState =>
    command[purpose] ?? (refused ? 'denied' : /d$/.test(mode) ? (mode as ConsentState) : (mode === 'auto' && tool[purpose]) || 'pending');
  return { analytics: decide('analytics'), personalization: decide('personalization') };
}

/** Whether any purpose is in this state. One granted purpose is what it takes to keep an id and to send anything that belongs to a person. */
export function isAny(consent: Consent, state: ConsentState): boolean {
  return Object.values(consent).includes(state);
}

/** Words and booleans of `tappa('consent', …)` as states: `{analytics: true}`, `{analytics: 'granted'}`. */
export function readConsentCommand(said: unknown): Partial<Consent> {
  const states: Partial<Consent> = {};
  for (const purpose of ['analytics', 'personalization'] as const) {
    const value = asFields(said)[purpose];
    const state = value === true ? 'granted' : value === false ? 'denied' : value;
    if (/^(granted|denied|pending)$/.test(state as string)) states[purpose] = state as ConsentState;
  }
  return states;
}
