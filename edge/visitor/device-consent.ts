import { isRandomId } from '../../shared/ids.ts';
import type { Consent } from '../../shared/schemas/consent.ts';
import { type DeviceProof, firstSessionOf, isOwnId } from './device-proof.ts';
import { type Fact, factOfConsent } from './facts.ts';
import { consentOf, type Profile } from './profile.ts';
import type { HeardConsent, RecordInput } from './visitor-records.ts';
import type { VisitorState } from './visitor-store.ts';

/** What a device consents to from a moment on, told without anything it did. */
export interface ToldConsent {
  deviceId: string;
  consent: Consent;
  atMs: number;
  /** what speaks for it that the device itself says so; null = shown before, to the device's own object */
  proof: DeviceProof | null;
}

/** What was denied on one device of a person holds on all of them until that device says otherwise. */
export function mayBeKnown({ consents }: Pick<Profile, 'consents'>, deviceId: string): boolean {
  const others = ofOthers(consents, deviceId);
  return others?.personalization !== 'denied' && others?.analytics !== 'denied';
}

/**
 * Whether what a device does may be kept: not where another device of the person denies it; nor, where it would count for somebody the device was found to be,
 * from who merely names a device that was given a key.
 */
export function mayBeKept(state: VisitorState, { deviceId, sessionId = '', isShown }: RecordInput): boolean {
  if (deviceId === undefined) return true;
  if (ofOthers(state.profile.consents, deviceId)?.analytics === 'denied') return false;
  const firstSessionId = firstSessionOf(state, deviceId);
  if (isShown !== false || state.mergedInto === null || !isRandomId(deviceId) || !firstSessionId) return true;
  return isOwnId({ deviceId, sessionId, hasKey: false }, firstSessionId);
}

const ofOthers = (consents: Profile['consents'], deviceId: string): Consent | null =>
  consentOf({ consents: consents.filter((each) => each.deviceId !== deviceId) });

/**
 * A change of consent is noted with what the device did then: somebody who did nothing leaves nothing. Whoever merely names a device says nothing
 * for the person it was found to be.
 */
export function changeOfConsent(state: VisitorState, input: RecordInput, fresh: readonly Fact[]): Fact | null {
  const { consent, deviceId, sessionId = '', isShown = false } = input;
  if (consent === undefined || deviceId === undefined) return null;
  if (state.mergedInto !== null && !isOwnId({ deviceId, sessionId, hasKey: isShown }, firstSessionOf(state, deviceId))) return null;
  return changed(state.profile, deviceId, consent, Math.max(...fresh.map((fact) => fact.atMs)));
}

/** Whether it is shown that the device itself says so. */
function isSaid(state: VisitorState, { deviceId, proof }: Pick<ToldConsent, 'deviceId' | 'proof'>): boolean {
  return proof === null || isOwnId(proof, firstSessionOf(state, deviceId));
}

export function heardOf(state: VisitorState, told: ToldConsent, change: Fact | null): HeardConsent {
  const { linkedTo, mergedInto } = state;
  return { isShown: isSaid(state, told), isNew: change !== null, linkedTo, mergedInto };
}

/** A change that was told alone. null where it is none, where it is not shown that the device says so, and of a device that never agreed to anything. */
export function toldChange(state: VisitorState, { deviceId, consent, atMs, proof }: ToldConsent): Fact | null {
  return state.last !== null && isSaid(state, { deviceId, proof }) ? changed(state.profile, deviceId, consent, atMs) : null;
}

/** What is said later counts, whatever the clocks say. */
function changed({ consents }: Profile, deviceId: string, consent: Consent, atMs: number): Fact | null {
  const last = consents.find((each) => each.deviceId === deviceId);
  if (last && last.analytics === consent.analytics && last.personalization === consent.personalization) return null;
  return factOfConsent(deviceId, consent, Math.max(atMs, (last?.sinceMs ?? Number.NEGATIVE_INFINITY) + 1));
}
