import type { Consent } from '../../shared/schemas/consent.ts';
import { type DeviceProof, firstSessionOf, isOwnId } from './device-proof.ts';
import { type Fact, factOfConsent } from './facts.ts';
import { consentOf, type Profile } from './profile.ts';
import type { RecordInput } from './visitor-records.ts';
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

/** Whether what a device does may be kept, as far as the person's other devices go. */
export function mayBeKept({ consents }: Pick<Profile, 'consents'>, deviceId: string | undefined): boolean {
  return deviceId === undefined || ofOthers(consents, deviceId)?.analytics !== 'denied';
}

const ofOthers = (consents: Profile['consents'], deviceId: string): Consent | null =>
  consentOf({ consents: consents.filter((each) => each.deviceId !== deviceId) });

/**
 * A change of consent is noted with what the device did then: somebody who did nothing leaves nothing. Whoever merely names a device says nothing
 * for the person it was found to be.
 */
export function changeOfConsent(state: VisitorState, input: RecordInput, fresh: readonly Fact[]): Fact | null {
  const { consent, deviceId, sessionId = '', isShown = false } = input;
  if (consent === undefined || deviceId === undefined || fresh.length === 0) return null;
  if (state.mergedInto !== null && !isOwnId({ deviceId, sessionId, hasKey: isShown }, firstSessionOf(state, deviceId))) return null;
  return changed(state.profile, deviceId, consent, Math.max(...fresh.map((fact) => fact.atMs)));
}

/** A change that was told alone. null where it is none, where it is not shown that the device says so, and of a device that never agreed to anything. */
export function toldChange(state: VisitorState, { deviceId, consent, atMs, proof }: ToldConsent): Fact | null {
  const isShown = proof === null || isOwnId(proof, firstSessionOf(state, deviceId));
  return state.last !== null && isShown ? changed(state.profile, deviceId, consent, atMs) : null;
}

/** What is said later counts, whatever the clocks say. */
function changed({ consents }: Profile, deviceId: string, consent: Consent, atMs: number): Fact | null {
  const last = consents.find((each) => each.deviceId === deviceId);
  if (last && last.analytics === consent.analytics && last.personalization === consent.personalization) return null;
  return factOfConsent(deviceId, consent, Math.max(atMs, (last?.sinceMs ?? Number.NEGATIVE_INFINITY) + 1));
}
