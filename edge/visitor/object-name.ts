import { nameOf, type PersonRef } from './person-ref.ts';

/** The longest and strangest name a shop gives a customer still makes one object name. */
export function objectName(siteId: string, person: PersonRef): string {
  return `${siteId}/${nameOf(person)}`;
}
