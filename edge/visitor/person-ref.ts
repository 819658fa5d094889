/** Whose object: a device (anonymous), or a customer known by a verified identity. The two can never be the same object. */
export type PersonRef = { deviceId: string } | { customerId: string };

/** The name of a person within a site: `device/ID` or `customer/ID`. A customer may be named in any way a shop likes, so it is encoded. */
export function nameOf(person: PersonRef): string {
  return 'deviceId' in person ? `device/${person.deviceId}` : `customer/${encodeURIComponent(person.customerId)}`;
}

/** Whose name it is, as `nameOf` made it. */
export function refOf(name: string): PersonRef {
  const id = name.slice(name.indexOf('/') + 1);
  return name.startsWith('device/') ? { deviceId: id } : { customerId: decodeURIComponent(id) };
}
