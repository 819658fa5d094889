/** Whose object: a device (anonymous), or a customer known by a verified identity. The two can never be the same object. */
export type PersonRef = { deviceId: string } | { customerId: string };

/** A customer may be named in any way a shop likes, so the longest and strangest name still makes one object name. */
export function objectName(siteId: string, person: PersonRef): string {
  return 'deviceId' in person ? `${siteId}/device/${person.deviceId}` : `${siteId}/customer/${encodeURIComponent(person.customerId)}`;
}
