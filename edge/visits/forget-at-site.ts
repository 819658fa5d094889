import type { Env } from '../platform/env.ts';
import { siteClient } from '../site/client.ts';
import { type PersonRef, personStub, type VisitorView } from '../visitor/client.ts';
import type { Fact } from '../visitor/facts.ts';
import { fingerprint } from '../visitor/fingerprint.ts';
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
 * What the site itself keeps of who is about to be erased: the customer, and what the sessions of these people taught. Comes before their objects go, in
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
}
