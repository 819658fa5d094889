import type { Consent } from '../../shared/schemas/consent.ts';
import type { Env } from '../platform/env.ts';
import { isOwnId } from './device-proof.ts';
import type { Fact } from './facts.ts';
import { objectName } from './object-name.ts';
import { nameOf, type PersonRef, refOf } from './person-ref.ts';
import type { Retention } from './retention.ts';
import type { StageAsk } from './stage-notes.ts';
import type { VisitorObject } from './visitor-object.ts';
import type { DevicePast, RecordResult, VisitorView } from './visitor-records.ts';

export type { PersonRef } from './person-ref.ts';
export type { Gift, RecordResult, Standing, VisitorView } from './visitor-records.ts';

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
  /** how long the site keeps what people did; absent: without end */
  retention?: Retention;
  /** the stage all this leads to is asked for, and noted */
  ask?: StageAsk;
}

/** A batch recorded, and whether the request has shown that it comes from the device whose id it names. */
export interface RecordedVisit extends Omit<RecordResult, 'deviceKnown' | 'firstSessionId' | 'apartFrom' | 'owes' | 'mergedInto'> {
  /** whose profile it is: the person spoken for, or who that was found to be */
  person: PersonRef;
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
    const result: RecordResult = await device.record({ ...input, isShown: hasKey });
    for (const waiting of result.owes) await deliver(env, visit, waiting);
    if (result.apartFrom !== null) {
      await personStub(env, siteId, { customerId: result.apartFrom }).partFrom(deviceId);
      await device.toldApart();
    }
    // Whoever merely names the id of a device gets nothing of the person it was found to be.
    const told = await tellMerged(env, visit, { deviceId }, result);
    const isOwn = isOwnId(proof, result.firstSessionId);
    return isOwn ? { ...told, isOwnId: true } : { ...result, person: { deviceId }, isOwnId: false };
  }
  const customer = personStub(env, siteId, { customerId });
  const result: RecordResult = await customer.record({ ...input, receipts, isShown: true });
  if (result.deviceKnown) {
    return { ...(await tellMerged(env, visit, { customerId }, result)), isOwnId: isOwnId(proof, result.firstSessionId) };
  }
  const { isOwnId: isOwn, parted } = await device.letGo(customerId, proof, currency);
  if (!isOwn) return { ...(await tellMerged(env, visit, { customerId }, result)), isOwnId: false };
  // Whoever had the device before looks again when it comes back to them.
  if (parted !== null) await personStub(env, siteId, { customerId: parted }).partFrom(deviceId);
  const adopted = await deliver(env, visit, customerId);
  const whole = { ...adopted, stageBefore: result.stageBefore, acceptedIds: result.acceptedIds };
  return { ...(await tellMerged(env, visit, { customerId }, whole)), isOwnId: true };
}

/** Brings a customer what a device has let go of for them. Twice is the same as once. */
async function deliver(
  env: Pick<Env, 'VISITORS'>,
  { siteId, deviceId, currency, ask }: Pick<RecordVisit, 'siteId' | 'deviceId' | 'currency' | 'ask'>,
  customerId: string,
): Promise<RecordResult> {
  const device = personStub(env, siteId, { deviceId });
  const past: DevicePast = await device.owed(customerId, deviceId);
  const adopted: RecordResult = await personStub(env, siteId, { customerId }).adopt(deviceId, past, currency, ask);
  await device.delivered(customerId, past.upTo);
  return adopted;
}

/** Tells whoever a person was found to be, and whoever that one was found to be, of all that is known of them. Costs nothing where there is nobody. */
export async function tellMerged(
  env: Pick<Env, 'VISITORS'>,
  { siteId, currency, ask }: Pick<RecordVisit, 'siteId' | 'currency' | 'ask'>,
  from: PersonRef,
  result: RecordResult,
): Promise<RecordResult & { person: PersonRef }> {
  let [person, told] = [from, result];
  const passed = new Set([nameOf(from)]);
  while (told.mergedInto !== null && !passed.has(told.mergedInto)) {
    const view = (await personStub(env, siteId, person).inspect()) as VisitorView | null;
    const next = refOf(told.mergedInto);
    const whole = (await personStub(env, siteId, next).stateMerged(
      nameOf(person),
      view?.facts ?? [],
      currency,
      ask,
    )) as RecordResult | null;
    if (whole === null) break;
    passed.add(told.mergedInto);
    person = next;
    told = { ...whole, acceptedIds: result.acceptedIds };
  }
  return { ...told, person };
}

/** What is kept of a person, following a device to its customer, and anyone to who they were found to be. null when nothing is. */
export async function inspectPerson(
  env: Pick<Env, 'VISITORS'>,
  siteId: string,
  asked: PersonRef,
): Promise<{ person: PersonRef; view: VisitorView } | null> {
  let found: { person: PersonRef; view: VisitorView } | null = null;
  const passed = new Set<string>();
  for (let next: PersonRef | null = asked; next !== null && !passed.has(nameOf(next)); ) {
    passed.add(nameOf(next));
    const view = (await personStub(env, siteId, next).inspect()) as VisitorView | null;
    // Where the person it leads to is gone, it stands for itself again.
    if (view === null) return found;
    found = { person: next, view };
    next = view.mergedInto !== null ? refOf(view.mergedInto) : view.linkedTo !== null ? { customerId: view.linkedTo } : null;
  }
  return found;
}
