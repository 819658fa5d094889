import { type Fact, factOfConsent } from './facts.ts';
import { consentOf, type Profile } from './profile.ts';
import type { RecordInput } from './visitor-records.ts';

/** What was denied on one device of a person holds on all of them until that device says otherwise. */
export function mayBeKnown({ consents }: Pick<Profile, 'consents'>, deviceId: string): boolean {
  return consentOf({ consents: consents.filter((each) => each.deviceId !== deviceId) })?.personalization !== 'denied';
}

/** A change of consent is noted with what the device did then: somebody who did nothing leaves nothing. */
export function changeOfConsent({ consents }: Profile, { consent, deviceId }: RecordInput, fresh: readonly Fact[]): Fact | null {
  if (consent === undefined || deviceId === undefined) return null;
  const last = consents.find((each) => each.deviceId === deviceId);
  if (last && last.analytics === consent.analytics && last.personalization === consent.personalization) return null;
  return factOfConsent(deviceId, consent, Math.max(...fresh.map((fact) => fact.atMs)));
}
