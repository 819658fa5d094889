import type { Consent } from '../../shared/schemas/consent.ts';
import type { Env } from '../platform/env.ts';
import type { Fact } from './facts.ts';
import { objectName, type PersonRef } from './object-name.ts';
import type { Retention } from './retention.ts';
import type { DevicePast, RecordResult, VisitorObject, VisitorView } from './visitor-object.ts';

export type { PersonRef } from './object-name.ts';
export type { RecordResult, Standing, VisitorView } from './visitor-object.ts';

export function personStub(env: Pick<Env, 'VISITORS'>, siteId: string, person: PersonRef): DurableObjectStub<VisitorObject> {
  return env.VISITORS.getByName(objectName(siteId, person));
}

export interface RecordVisit {
  siteId: string;
  currency: string;
  deviceId: string;
  /** verified; null = anonymous */
  customerId: string | null;
  facts: Fact[];
  /** the merchant's receipts of the customer, all of them; not looked at where nobody is signed in */
  receipts: Fact[];
  sessionId?: string;
  consent?: Consent;
  /** how long the site keeps what people did; absent: without end */
  retention?: Retention;
}

/**
 * Records a batch with the person it belongs to and gives the profile. One call. Where a device speaks for a customer with a past that is not
 * the customer's yet (met for the first time, or used signed out since), it costs three more, once: that past is read, taken over, and only
 * then let go, so that a crash between loses nothing.
 *
 * What is told without an identity is the device's own, and stays so after a sign-out, until somebody signs in on it: then it is theirs.
 */
export async function recordVisit(env: Pick<Env, 'VISITORS'>, visit: RecordVisit): Promise<RecordResult> {
  const { siteId, customerId, receipts, ...input } = visit;
  const { currency, deviceId } = input;
  const device = personStub(env, siteId, { deviceId });
  if (customerId === null) {
    const result: RecordResult = await device.record(input);
    if (result.apartFrom !== null) {
      await personStub(env, siteId, { customerId: result.apartFrom }).partFrom(deviceId);
      await device.toldApart();
    }
    return result;
  }
  const customer = personStub(env, siteId, { customerId });
  const result: RecordResult = await customer.record({ ...input, receipts });
  if (result.deviceKnown) return result;
  const past: DevicePast = await device.past(deviceId);
  // Whoever had the device before looks again when it comes back to them.
  if (past.linkedTo !== null && past.linkedTo !== customerId) {
    await personStub(env, siteId, { customerId: past.linkedTo }).partFrom(deviceId);
  }
  const firstSessionId = past.firstSessionId ?? visit.sessionId ?? '';
  const adopted: RecordResult = await customer.adopt(deviceId, { facts: past.facts, firstSessionId }, currency);
  const ids = past.facts.map((fact) => fact.id);
  await device.handedOver(customerId, ids, { [deviceId]: firstSessionId }, currency);
  return { ...adopted, isLate: result.isLate || past.facts.length > 0, acceptedIds: result.acceptedIds };
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
