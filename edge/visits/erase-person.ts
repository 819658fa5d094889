import type { Env } from '../platform/env.ts';
import { type PersonRef, personStub, type VisitorView } from '../visitor/client.ts';
import { nameOf, refOf } from '../visitor/person-ref.ts';
import { forgetAtSite } from './forget-at-site.ts';

/**
 * Erases a person, every device that was theirs, and whoever was found to be them. Neither late events nor receipts from before bring them back.
 * Devices that spoke for a customer and never showed that they are who they say stay; what of them is the customer's does not.
 * @param alsoLate more devices of which nothing late is taken
 * @param underWay those whose erasure has begun: names may lead in a circle
 */
export async function erasePerson(
  env: Env,
  siteId: string,
  ref: PersonRef,
  view: Pick<VisitorView, 'facts' | 'devices' | 'merged'>,
  atMs: number,
  alsoLate: readonly string[] = [],
  underWay: ReadonlySet<string> = new Set(),
): Promise<void> {
  const begun = new Set([...underWay, nameOf(ref)]);
  // Others go first: as long as the person is there, an erasure that broke off can be made again.
  for (const name of view.merged.filter((each) => !begun.has(each))) {
    const other = refOf(name);
    const theirs = (await personStub(env, siteId, other).inspect()) as VisitorView | null;
    if (theirs) await erasePerson(env, siteId, other, theirs, atMs, [], begun);
  }
  const spoke = view.facts.flatMap(({ deviceId }) => deviceId ?? []);
  const own = 'deviceId' in ref ? [ref.deviceId] : [];
  const deviceIds = [...new Set([...own, ...view.devices, ...spoke, ...alsoLate])];
  for (const deviceId of 'customerId' in ref ? deviceIds : []) {
    await personStub(env, siteId, { deviceId }).delivered((ref as { customerId: string }).customerId, Number.MAX_SAFE_INTEGER);
  }
  const people = [ref, ...view.devices.map((deviceId) => ({ deviceId }))];
  await forgetAtSite(env, siteId, { customerId: 'customerId' in ref ? ref.customerId : null, people, atMs });
  for (const deviceId of view.devices) await personStub(env, siteId, { deviceId }).erase({ deviceIds: [deviceId], atMs });
  await personStub(env, siteId, ref).erase('deviceId' in ref ? { deviceIds: own, atMs } : { deviceIds, receipts: true, atMs });
}
