import type { Env } from '../platform/env.ts';
import { siteClient } from '../site/client.ts';
import { loadPublishedSite } from '../site/snapshot.ts';
import { trafficClient } from '../traffic/client.ts';
import { personKeys } from '../traffic/person-keys.ts';
import { type PersonRef, personStub, type VisitorView } from '../visitor/client.ts';
import type { Fact } from '../visitor/facts.ts';
import { fingerprint } from '../visitor/fingerprint.ts';
import { refOf } from '../visitor/person-ref.ts';
import { sampleKey } from './sample-person.ts';

/** Session that an event of the past opens which names none. The event's own id may be made of its visitor's. */
export function pastSessionId(eventId: string): string {
  return `past-${fingerprint(eventId)}`;
}

/** Under which names what these facts taught may stand. */
export function sessionIdsOf(facts: readonly Fact[]): string[] {
  return [...new Set(facts.map(({ sessionId, id }) => sessionId ?? pastSessionId(id)))];
}

/**
 * What the site itself keeps of who is about to be erased: the customer, what the sessions of these people taught, and what was decided for them. Comes before their objects go, in
 * which the sessions stand: an erasure that breaks off can be made again.
 * @param isErased which of their facts are; absent = all
 */
export async function forgetAtSite(
  env: Env,
  siteId: string,
  { customerId, people, atMs }: { customerId: string | null; people: readonly PersonRef[]; atMs: number },
  isErased: (fact: Fact) => boolean = () => true,
): Promise<void> {
  const views = await Promise.all(people.map(async (one) => (await personStub(env, siteId, one).inspect()) as VisitorView | null));
  const facts = views.flatMap((view) => view?.facts ?? []).filter(isErased);
  const site = siteClient(env, siteId);
  await site.forgetPerson({ customerId, sessionIds: sessionIdsOf(facts), atMs });
  // What a customer is known by besides an erased device stays theirs; the sample takes it in again at their next visit.
  await site.forgetSampled(people.map(sampleKey), atMs);
  const leads = (await Promise.all(views.map((view) => leadsOf(env, siteId, view)))).flat();
  const published = await loadPublishedSite(env, siteId, Date.now());
  if (published) await trafficClient(env, siteId).forget(personKeys([...people, ...leads], published.head.receiptKey), atMs);
}

/** Whoever they were found to be, and so on: what is decided for those is made of their acts as well. */
async function leadsOf(env: Env, siteId: string, view: VisitorView | null): Promise<PersonRef[]> {
  const leads = new Set<string>();
  for (let next = view?.mergedInto ?? null; next !== null && !leads.has(next); ) {
    leads.add(next);
    next = ((await personStub(env, siteId, refOf(next)).inspect()) as VisitorView | null)?.mergedInto ?? null;
  }
  return [...leads].map(refOf);
}
