import type { SiteHead } from '../../shared/published-site.ts';
import type { Env } from '../platform/env.ts';
import { customerRecord, forgetCustomers } from '../site/customer-record.ts';
import { inspectPerson, type PersonRef, personStub, type VisitorView } from '../visitor/client.ts';
import { compareFacts, type Fact, factOfPurchase } from '../visitor/facts.ts';
import { tellAgain, unmergePeople } from '../visitor/merge.ts';
import { refOf } from '../visitor/person-ref.ts';
import { erasePerson } from './erase-person.ts';
import { exportOf } from './export-person.ts';
import { forgetAtSite } from './forget-at-site.ts';
import type { Person } from './portrait.ts';

/** Who asks for their own data: a device by its key, and the customer where an identity token says so too. */
export interface Asker {
  deviceId: string;
  customerId: string | null;
}

/**
 * All that is kept of who asks, in two parts: what only the device is known by, and, with an identity token, the customer over all devices
 * and receipts. A device alone does not get what its customer did: somebody else may be using it after sign-out.
 * @returns null where nothing is kept
 */
export async function exportOwnData(
  env: Env,
  head: SiteHead,
  { deviceId, customerId }: Asker,
  locale: string | undefined,
  nowMs: number,
): Promise<Record<string, unknown> | null> {
  const device = await viewOf(env, head.id, { deviceId });
  const known = customerId === null ? null : await customerRecord(env, head.id, customerId, nowMs);
  const view = customerId === null ? null : ((await inspectPerson(env, head.id, { customerId }))?.view ?? null);
  const hasCustomer = view !== null || known?.customer != null || (known?.purchases.length ?? 0) > 0;
  if (device === null && !hasCustomer) return null;
  const part = (person: Person): Promise<Record<string, unknown>> => exportOf(env, person, nowMs, locale);
  return {
    site: head.id,
    exportedAt: new Date(nowMs).toISOString(),
    visitor: device && (await part({ ref: { deviceId }, view: device, customer: null, head })),
    customer:
      customerId !== null && hasCustomer
        ? await part({
            ref: { customerId },
            view: withReceipts(view, (known?.purchases ?? []).map(factOfPurchase)),
            customer: known?.customer ?? null,
            head,
          })
        : null,
    // an earlier part went to a customer's account: signing in gives it
    moreWhenSignedIn: customerId === null && device !== null && device.linkedTo !== null,
  };
}

/**
 * Erases what came from the device, also what has become a customer's; and with an identity token the customer, on all devices.
 * Events, receipts and member lists that arrive late bring nothing of it back. Receipts stay as turnover that names nobody.
 */
export async function eraseOwnData(env: Env, head: SiteHead, { deviceId, customerId }: Asker, nowMs: number): Promise<void> {
  const device = await viewOf(env, head.id, { deviceId });
  const linked = device?.linkedTo ?? null;
  const { currency } = head.settings;
  // The device goes last: as long as it is there, a request that broke off can be made again.
  const known = customerId === null ? [] : ((await viewOf(env, head.id, { customerId }))?.devices ?? []);
  const others = known.filter((each) => each !== deviceId);
  const devices = [deviceId, ...others];
  const isErased = (fact: Fact): boolean => fact.deviceId !== null && devices.includes(fact.deviceId);
  const people = [
    ...devices.map((each) => ({ deviceId: each })),
    ...[customerId, linked].flatMap((each) => (each === null ? [] : [{ customerId: each }])),
  ];
  await forgetAtSite(env, head.id, { customerId, people, atMs: nowMs }, isErased);
  if (linked !== null && linked !== customerId) {
    await personStub(env, head.id, { customerId: linked }).forgetDevice(deviceId, currency, nowMs);
    await tellAgain(env, head.id, currency, { customerId: linked });
  }
  const found = customerId === null ? null : await inspectPerson(env, head.id, { customerId });
  if (found) {
    const devices = found.view.devices.filter((each) => each !== deviceId);
    await erasePerson(env, head.id, found.person, { ...found.view, devices }, nowMs, [deviceId]);
  }
  if (customerId !== null && !found) {
    await personStub(env, head.id, { customerId }).erase({ deviceIds: [deviceId, ...others], receipts: true, atMs: nowMs });
  }
  if (device?.mergedInto != null) {
    const take = { deviceId };
    await unmergePeople(env, { siteId: head.id, currency, keep: refOf(device.mergedInto), take });
  }
  await personStub(env, head.id, { deviceId }).erase({ deviceIds: [deviceId], atMs: nowMs });
  forgetCustomers();
}

async function viewOf(env: Env, siteId: string, person: PersonRef): Promise<VisitorView | null> {
  return (await personStub(env, siteId, person).inspect()) as VisitorView | null;
}

/** Receipts reach a customer's object at a visit; those that came since are read here as well. */
function withReceipts(view: VisitorView | null, receipts: Person['view']['facts']): Person['view'] {
  const facts = view?.facts ?? [];
  const ids = new Set(facts.map(({ id }) => id));
  return { devices: view?.devices ?? [], facts: [...facts, ...receipts.filter(({ id }) => !ids.has(id))].sort(compareFacts) };
}
