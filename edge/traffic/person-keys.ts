import { fingerprint } from '../visitor/fingerprint.ts';
import type { PersonRef } from '../visitor/person-ref.ts';

/**
 * What stands for a person in what is kept of traffic, as in the sample of people: 53 bits, of the site's key too. It finds their decisions when they are
 * to be erased. A cryptographic hash would cost a visit as much as the record itself, and hide nothing: the record names who its chance is seeded by.
 * @param siteKey the site's `receiptKey`
 */
export function personKey(person: PersonRef, siteKey: string): string {
  const named = 'deviceId' in person ? `device ${person.deviceId}` : `customer ${person.customerId}`;
  return fingerprint(`${siteKey} ${named}`).toString(36);
}

/** Of everybody a visit is of: the device, the customer it speaks for, and who they were found to be. Each once. */
export function personKeys(people: readonly PersonRef[], siteKey: string): string[] {
  return [...new Set(people.map((person) => personKey(person, siteKey)))];
}
