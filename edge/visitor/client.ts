import type { Env } from '../platform/env.ts';
import type { Fact } from './facts.ts';
import type { RecordResult, VisitorObject, VisitorView } from './visitor-object.ts';

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
  /** verified; null = anonymous */
  customerId: string | null;
  facts: Fact[];
  /** facts that a customer's receipts make; recorded with the visit's own */
  receipts: Fact[];
}

/**
 * Records a batch with the person it belongs to and gives the profile. One call; a device met for the first time as a customer's
 * costs three more, once: its past is read, taken over, and only then let go, so that a crash between loses nothing.
 */
export async function recordVisit(env: Pick<Env, 'VISITORS'>, visit: RecordVisit): Promise<RecordResult> {
  const { siteId, currency, deviceId, customerId } = visit;
  if (customerId === null) return await personStub(env, siteId, { deviceId }).record({ facts: visit.facts, currency });
  const customer = personStub(env, siteId, { customerId });
  const result = await customer.record({ facts: [...visit.receipts, ...visit.facts], currency, deviceId });
  if (result.deviceKnown) return result;
  const device = personStub(env, siteId, { deviceId });
  const past = await device.facts();
  const adopted = await customer.adopt(deviceId, past, currency);
  await device.handedOver(
    customerId,
    past.map((fact) => fact.id),
    currency,
  );
  return { ...adopted, acceptedIds: result.acceptedIds };
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
