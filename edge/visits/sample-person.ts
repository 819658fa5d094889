import type { SampledPerson } from '../platform/events-message.ts';
import type { PersonRef } from '../visitor/client.ts';
import { fingerprint } from '../visitor/fingerprint.ts';
import type { Profile } from '../visitor/profile.ts';

/** What stands for a person in the sample. */
export const sampleKey = (person: PersonRef): number =>
  fingerprint('deviceId' in person ? `device ${person.deviceId}` : `customer ${person.customerId}`);

/** Whether one person in 2^level is this one: always the same ones, and of each level half of those of the level below. */
export const isSampled = (key: number, level: number): boolean => key % 2 ** level === 0;

/**
 * The person for the sample that segments are sized by; null where they are not of it. What no condition asks about stays behind: searches, words
 * of answers, what each device said.
 *
 * @param level of the site's sample, as published
 */
export function sampledPerson(
  profile: Profile,
  deviceId: string,
  customerId: string | null,
  level: number,
  seenAtMs: number,
): SampledPerson | null {
  const deviceKey = sampleKey({ deviceId });
  const key = customerId === null ? deviceKey : sampleKey({ customerId });
  // Who is a customer now may have been of the sample as a device, which then has to go.
  if (!isSampled(key, level) && !(customerId !== null && isSampled(deviceKey, level))) return null;
  return { key, ...(customerId === null ? {} : { formerKey: deviceKey }), seenAtMs, level, profile: trimmed({ ...profile, customerId }) };
}

function trimmed(profile: Profile): Profile {
  const lines = profile.cart.lines.map((line) => ({ ...line, title: null }));
  return {
    ...profile,
    sessionIds: [],
    searches: profile.searches.slice(0, 1).map(({ atMs }) => ({ term: '', atMs })),
    consents: [],
    exposures: {},
    feedback: profile.feedback.map((each) => ({ ...each, answer: null })),
    cart: { ...profile.cart, lines, seenByDevice: {} },
  };
}
