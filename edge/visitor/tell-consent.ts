import type { Env } from '../platform/env.ts';
import { personStub, type VisitorView } from './client.ts';
import type { ToldConsent } from './device-consent.ts';
import type { DeviceProof } from './device-proof.ts';
import { tellAgain } from './merge.ts';
import { nameOf, type PersonRef, refOf } from './person-ref.ts';
import type { HeardConsent } from './visitor-records.ts';

type Visitors = Pick<Env, 'VISITORS'>;

/**
 * Tells the person of a device what it consents to from now on, without anything it did. What it says as nobody in particular is said of the customer
 * too whose it was: the stricter holds for all their devices. Kept is the change, dated, as what proves it; of a device that never agreed, or where
 * it is not shown that the device itself says so, nothing is.
 * @returns whether anybody heard something new
 */
export async function tellConsent(
  env: Visitors,
  { siteId, currency }: { siteId: string; currency: string },
  told: ToldConsent & { proof: DeviceProof },
): Promise<boolean> {
  const device: PersonRef = { deviceId: told.deviceId };
  const heard = (await personStub(env, siteId, device).hearConsent(told, currency)) as HeardConsent;
  if (!heard.isShown) return false;
  if (heard.isNew && heard.mergedInto !== null) await tellAgain(env, siteId, currency, device);
  if (heard.linkedTo === null) return heard.isNew;
  const customer: PersonRef = { customerId: heard.linkedTo };
  const there = (await personStub(env, siteId, customer).hearConsent({ ...told, proof: null }, currency)) as HeardConsent;
  if (there.isNew && there.mergedInto !== null) await tellAgain(env, siteId, currency, customer);
  return heard.isNew || there.isNew;
}

/** Everyone whom a device's person is known as: the device, whose it is, who they were found to be, and who was found to be them. */
export async function namesOf(env: Visitors, siteId: string, deviceId: string): Promise<PersonRef[]> {
  const names = new Map<string, PersonRef>();
  const next: PersonRef[] = [{ deviceId }];
  for (let ref = next.pop(); ref; ref = next.pop()) {
    if (names.has(nameOf(ref))) continue;
    names.set(nameOf(ref), ref);
    const view = (await personStub(env, siteId, ref).inspect()) as VisitorView | null;
    if (view === null) continue;
    if (view.mergedInto !== null) next.push(refOf(view.mergedInto));
    next.push(...view.merged.map(refOf));
    // Another device of the person may be somebody else's by now.
    if (view.linkedTo !== null && 'deviceId' in ref && ref.deviceId === deviceId) next.push({ customerId: view.linkedTo });
  }
  return [...names.values()];
}
