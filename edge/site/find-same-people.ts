import { areOthers, isOnePerson, type Names, type SharedBy, type SharedCards } from './same-person.ts';
import type { SiteStore } from './site-store.ts';
import type { LinkState } from './store/same-people.ts';
import type { AuditNote, SamePair } from './types.ts';

/**
 * Pairs of member records that are one person, at most `limit`; of those that wait and are nobody else's, nothing waits any more. No two pairs of an answer
 * touch the same person, so each is decided by what the ones before have led to.
 */
export function findSamePeople(store: SiteStore, limit: number): SamePair[] {
  const sharedCards = store.setup.readVersion(store.setup.currentVersion())?.setup.loyalty?.sharedCards ?? 'household';
  const pairs: SamePair[] = [];
  const taken = new Set<string>();
  const looked = new Set<string>();
  while (pairs.length < limit) {
    const waiting = store.samePeople.waiting(limit + looked.size).filter((id) => !looked.has(id));
    if (waiting.length === 0) break;
    for (const customerId of waiting) {
      const pair = pairOf(store, customerId, sharedCards);
      if (pair === null) store.samePeople.done(customerId);
      looked.add(customerId);
      if (pair === null || taken.has(pair.keep) || taken.has(pair.take)) continue;
      for (const each of [pair.keep, pair.take]) taken.add(each);
      pairs.push(pair);
      if (pairs.length >= limit) break;
    }
  }
  return pairs;
}

/** The strongest that a record shares decides; where those who share it are not all one person, whose it is cannot be told. */
function pairOf(store: SiteStore, customerId: string, sharedCards: SharedCards): SamePair | null {
  const customer = store.customers.read(customerId);
  if (!customer) return null;
  const own = store.samePeople.groupOf(customerId);
  for (const { by, customerIds } of store.samePeople.others(customer)) {
    const groups = distinctGroups(store, customerIds, own);
    const all = [own, ...groups].map((group) => namesOf(store, group));
    if (!isClear(all, by, sharedCards)) continue;
    const other = groups.find(
      (group, index) => isOnePerson(all[0]!, all[index + 1]!, by, sharedCards) && !store.samePeople.areKeptApart(own, group),
    );
    if (!other) continue;
    const [keep, take] = [own[0]!, other[0]!].sort() as [string, string];
    return { keep, take, by };
  }
  return null;
}

function isClear(all: readonly Names[], by: SharedBy, sharedCards: SharedCards): boolean {
  if (by === 'loyaltyCard' && sharedCards === 'person') return true;
  return all.every((one, index) => all.slice(index + 1).every((other) => !areOthers(one, other)));
}

function distinctGroups(store: SiteStore, customerIds: readonly string[], own: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const id of customerIds) {
    const group = store.samePeople.groupOf(id);
    if (group[0] !== own[0]) groups.set(group[0]!, group);
  }
  return [...groups.values()];
}

function namesOf(store: SiteStore, group: readonly string[]): Names {
  const customers = group.flatMap((id) => store.customers.read(id) ?? []);
  const all = (kind: 'loyaltyCard' | 'emailSha256' | 'phoneSha256') => new Set(customers.flatMap((customer) => customer[kind] ?? []));
  return { cards: all('loyaltyCard'), emails: all('emailSha256'), phones: all('phoneSha256') };
}

/** @returns false, and nothing is noted, where two are to be merged that somebody parted by hand */
export function noteSamePeople(
  store: SiteStore,
  { keep, take }: Pick<SamePair, 'keep' | 'take'>,
  state: LinkState,
  audit: AuditNote | null,
  nowMs: number,
): boolean {
  const { samePeople } = store;
  if (state === 'merged' && audit !== null && (samePeople.isParted(take, keep) || samePeople.isParted(keep, take))) return false;
  if (samePeople.write(take, keep, state) && state === 'merged' && audit !== null) {
    store.audit.add(nowMs, audit.actor, 'visitors.merge', audit.detail);
  }
  return true;
}
