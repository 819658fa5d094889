import type { SampledPerson } from '../platform/events-message.ts';
import type { PersonRef } from '../visitor/client.ts';
import { fingerprint } from '../visitor/fingerprint.ts';
import type { Profile } from '../visitor/profile.ts';

/** A queue's message ends at 128 kB, and rollups must not be lost for the sample: a profile larger than any shopper's stays behind. */
const PROFILE_MAX_CHARS = 48_000;

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
  const told = trimmed({ ...profile, customerId });
  if (JSON.stringify(told).length > PROFILE_MAX_CHARS) return null;
  return { key, ...(customerId === null ? {} : { formerKey: deviceKey }), seenAtMs, level, profile: told };
}

function trimmed(profile: Profile): Profile {
  const { cart } = profile;
  const inCart = new Set(cart.lines.map(({ itemId }) => itemId));
  // Whether a receipt settled the cart is all that its products are asked for: of those in the cart, or of any one that is not.
  const purchases = profile.purchases.map((purchase) => {
    if (purchase.atMs < (cart.updatedAtMs ?? Number.POSITIVE_INFINITY)) return { ...purchase, itemIds: [] };
    const common = purchase.itemIds.filter((itemId) => inCart.has(itemId));
    return { ...purchase, itemIds: common.length > 0 ? common : purchase.itemIds.slice(0, 1) };
  });
  const lines = cart.lines.map((line) => ({ ...line, title: null }));
  return {
    ...profile,
    sessionIds: [],
    searches: profile.searches.slice(0, 1).map(({ atMs }) => ({ term: '', atMs })),
    consents: [],
    exposures: {},
    floated: null,
    feedback: profile.feedback.map((each) => ({ ...each, answer: null })),
    purchases,
    refunds: [],
    cart: { ...cart, lines, seenByDevice: {} },
  };
}
