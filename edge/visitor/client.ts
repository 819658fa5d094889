import type { Consent } from '../../shared/schemas/consent.ts';
import type { Env } from '../platform/env.ts';
import type { Fact } from './facts.ts';
import { type DevicePast, isOwnId, type RecordResult, type VisitorObject, type VisitorView } from './visitor-object.ts';

export type { RecordResult, VisitorView } from './visitor-object.ts';

/** Whose object: a device (anonymous), or a customer known by a verified identity. The two can never be the same object. */
export type PersonRef = { deviceId: string } | { customerId: string };

/** A customer may be named in any way a shop likes, so the longest and strangest name still makes one object name. */
function objectName(siteId: string, person: PersonRef): string {
  return 'deviceId' in person ? `${siteId}/device/${person.deviceId}` : `${siteId}/customer/${encodeURIComponent(person.customerId)}`;
}

export function personStub(env: Pick<Env, 'VISITORS'>, siteId: string, person: PersonRef): DurableObjectStub<VisitorObject> {
  return env.VISITORS.getByName(objectName(siteId, person));
}

export interface RecordVisit {
  siteId: string;
  currency: string;
  deviceId: string;
  /** the request showed the key of the device's id */
  hasKey: boolean;
  /** verified; null = anonymous */
  customerId: string | null;
  facts: Fact[];
  /** the merchant's receipts of the customer, all of them; not looked at where nobody is signed in */
  receipts: Fact[];
  sessionId: string;
  consent?: Consent;
}

/** A batch recorded, and whether the request has shown that it comes from the device whose id it names. */
export interface RecordedVisit extends Omit<RecordResult, 'deviceKnown' | 'firstSessionId' | 'apartFrom' | 'owes'> {
  isOwnId: boolean;
}

/**
 * Records a batch with the person it belongs to and gives the profile. One call. Where a device speaks for a customer with a past that is not
 * the customer's yet (met for the first time, or used signed out since), it costs four more, once: the device lets go of that past, the customer
 * is given it, and the device hears so. A crash between leaves it waiting, seen by nobody, and the next visit of the device brings it over.
 *
 * The past goes along only where the request shows that it comes from the device (`isOwnId`): else a customer could take anybody's by naming
 * their visitor id. Where it does not, what is told now is the customer's, and the device's past stays the device's.
 *
 * What is told without an identity is the device's own, and stays so after a sign-out, until somebody signs in on it: then it is theirs.
 */
export async function recordVisit(env: Pick<Env, 'VISITORS'>, visit: RecordVisit): Promise<RecordedVisit> {
  const { siteId, customerId, receipts, hasKey, ...input } = visit;
  const { currency, deviceId, sessionId } = input;
  const proof = { deviceId, sessionId, hasKey };
  const device = personStub(env, siteId, { deviceId });
  if (customerId === null) {
    const result: RecordResult = await device.record(input);
    for (const waiting of result.owes) await deliver(env, visit, waiting);
    if (result.apartFrom !== null) {
      await personStub(env, siteId, { customerId: result.apartFrom }).partFrom(deviceId);
      await device.toldApart();
    }
    return { ...result, isOwnId: isOwnId(proof, result.firstSessionId) };
  }
  const customer = personStub(env, siteId, { customerId });
  const result: RecordResult = await customer.record({ ...input, receipts });
  if (result.deviceKnown) return { ...result, isOwnId: isOwnId(proof, result.firstSessionId) };
  const { isOwnId: isOwn, parted } = await device.letGo(customerId, proof, currency);
  if (!isOwn) return { ...result, isOwnId: false };
  // Whoever had the device before looks again when it comes back to them.
  if (parted !== null) await personStub(env, siteId, { customerId: parted }).partFrom(deviceId);
  const { adopted, isLate } = await deliver(env, visit, customerId);
  return { ...adopted, isLate: result.isLate || isLate, acceptedIds: result.acceptedIds, isOwnId: true };
}

/** Brings a customer what a device has let go of for them. Twice is the same as once. */
async function deliver(
  env: Pick<Env, 'VISITORS'>,
  { siteId, deviceId, currency }: Pick<RecordVisit, 'siteId' | 'deviceId' | 'currency'>,
  customerId: string,
): Promise<{ adopted: RecordResult; isLate: boolean }> {
  const device = personStub(env, siteId, { deviceId });
  const past: DevicePast = await device.owed(customerId, deviceId);
  const adopted: RecordResult = await personStub(env, siteId, { customerId }).adopt(deviceId, past, currency);
  await device.delivered(customerId, past.upTo);
  return { adopted, isLate: past.facts.length > 0 };
}

/** What is kept of a person, following a device to its customer. null when nothing is. */
export async function inspectPerson(
  env: Pick<Env, 'VISITORS'>,
  siteId: string,
  person: PersonRef,
): Promise<{ person: PersonRef; view: VisitorView } | null> {
  const view = (await personStub(env, siteId, person).inspect()) as VisitorView | null;
  if (!view) return null;
  if (view.linkedTo === null) return { person, view };
  const customer = { customerId: view.linkedTo };
  const known = (await personStub(env, siteId, customer).inspect()) as VisitorView | null;
  return known ? { person: customer, view: known } : { person, view };
}
