import { sha256Hex } from '../imports/sha256.ts';
import type { PersonRef } from '../visitor/person-ref.ts';

/** Half of the hash: 128 bits tell people apart, and stand in every record. */
const KEY_CHARS = 32;

/**
 * What stands for a person in what is kept of traffic: a keyed hash, as notes of erasures have it. It finds their decisions when they are to be erased,
 * and names nobody to who has not the site's key.
 * @param siteKey the site's `receiptKey`
 */
export function personKey(person: PersonRef, siteKey: string): string {
  const named = 'deviceId' in person ? `d${person.deviceId}` : `c${person.customerId}`;
  return sha256Hex(`${siteKey}${named}`).slice(0, KEY_CHARS);
}

/** Of everybody a visit is of: the device, the customer it speaks for, and who they were found to be. Each once. */
export function personKeys(people: readonly PersonRef[], siteKey: string): string[] {
  return [...new Set(people.map((person) => personKey(person, siteKey)))];
}
