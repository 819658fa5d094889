import { LIVE_EVENT_MAX_AGE_MS } from '../../shared/protocol.ts';
import type { Customer } from '../../shared/schemas/customer.ts';
import type { Purchase } from '../../shared/schemas/purchase.ts';
import type { LoyaltyTransaction } from '../imports/parse-loyalty-transaction.ts';
import { sha256Hex } from '../imports/sha256.ts';
import type { SiteStore } from './site-store.ts';
import type { PersonErasure } from './types.ts';

/** What names a customer, from the strongest to the weakest: the order in which receipts find whose they are. */
const IDENTIFIERS = ['customerId', 'loyaltyCard', 'emailSha256', 'phoneSha256'] as const;
type Identifiers = Partial<Pick<Customer, (typeof IDENTIFIERS)[number]>>;
type Identifier = [kind: (typeof IDENTIFIERS)[number], value: string];

/** Late messages of the queue bring nothing back as long as any may come. */
export const SESSION_NOTE_MS = LIVE_EVENT_MAX_AGE_MS;

/**
 * Takes a person out of everything the site keeps: member, points, what their sessions taught; receipts and orders stay as turnover that names nobody.
 * What identified them is noted by a keyed hash, so that a file that tells of the time before does not bring them back. An identifier that another
 * member has too (a family's card) is theirs and is not noted. Run inside a transaction; twice is the same as once.
 */
export function erasePerson(store: SiteStore, { customerId, sessionIds, atMs }: PersonErasure): void {
  const hashOf = hasher(store);
  if (customerId !== null) {
    const customer = store.customers.read(customerId);
    const purchases = store.purchases.ofCustomer(customerId, customer);
    const named = [{ customerId }, ...(customer ? [customer] : []), ...purchases].flatMap(identifiersOf);
    const own = named.filter(([kind, value]) => kind === 'customerId' || !store.customers.isOfAnother(kind, value, customerId));
    store.erasures.add([...new Set(own.map(hashOf))], atMs, null);
    store.purchases.forgetWho(purchases.map(({ orderId }) => orderId));
    store.buyers.forgetWebBuyer(customerId);
    store.loyalty.remove(customerId);
    store.customers.remove(customerId);
    store.samePeople.forget(customerId);
    store.audit.forgetMergesOf(customerId);
  }
  if (sessionIds.length === 0) return;
  store.erasures.add(
    sessionIds.map((id) => hashOf(['session', id])),
    atMs,
    atMs + SESSION_NOTE_MS,
  );
  if (store.learning.removeSessions(sessionIds)) store.parts.touch('recommendations');
}

/** What of an import is about people who were erased, from before they were. */
export class ErasedPeople {
  readonly #store: SiteStore;
  readonly #hashOf: (identifier: readonly [string, string]) => string;
  readonly #isAny: boolean;
  /** rows left out so far */
  leftOut = 0;

  constructor(store: SiteStore) {
    this.#store = store;
    this.#hashOf = hasher(store);
    this.#isAny = !store.erasures.isEmpty();
  }

  /** A receipt of before belongs to nobody any more, unless something stronger in it names a member. What comes after starts a person anew. */
  withoutPurchases(purchases: readonly Purchase[]): Purchase[] {
    return this.#without(purchases, (purchase, erasedAtMs) => purchase.atMs > erasedAtMs);
  }

  /** A member of before is one again who joined since, or bought since. The date of a member list says nothing: it names everybody, each night. */
  withoutCustomers(customers: readonly Customer[]): Customer[] {
    return this.#without(
      customers,
      (customer, erasedAtMs) => (customer.joinedAtMs ?? 0) > erasedAtMs || this.#store.purchases.hasAfter(customer, erasedAtMs),
    );
  }

  /** Whether an entry of the points ledger is to be left out. */
  isLeftOut(entry: LoyaltyTransaction): boolean {
    return this.#without([entry], ({ atMs }, erasedAtMs) => atMs > erasedAtMs).length === 0;
  }

  #without<T extends Identifiers>(rows: readonly T[], isNew: (row: T, erasedAtMs: number) => boolean): T[] {
    if (!this.#isAny) return [...rows];
    const named = rows.map((row) => identifiersOf(row).map((identifier) => ({ identifier, hash: this.#hashOf(identifier) })));
    const erased = this.#store.erasures.read(named.flatMap((all) => all.map(({ hash }) => hash)));
    const kept = rows.filter((row, index) => {
      if (!named[index]!.some(({ hash }) => erased.has(hash))) return true;
      for (const { identifier, hash } of named[index]!) {
        const erasedAtMs = erased.get(hash);
        if (erasedAtMs !== undefined && !isNew(row, erasedAtMs)) return false;
        if (erasedAtMs === undefined && this.#store.customers.isOfAnother(...identifier, null)) return true;
      }
      return true;
    });
    this.leftOut += rows.length - kept.length;
    return kept;
  }
}

/** Moments of erasure by session, of those that have one. */
export function erasedSessions(store: SiteStore, sessionIds: readonly string[]): Map<string, number> {
  if (store.erasures.isEmpty()) return new Map();
  const hashOf = hasher(store);
  const byHash = new Map(sessionIds.map((id) => [hashOf(['session', id]), id]));
  return new Map([...store.erasures.read([...byHash.keys()])].map(([hash, atMs]) => [byHash.get(hash)!, atMs]));
}

function identifiersOf(row: Identifiers): Identifier[] {
  return IDENTIFIERS.flatMap((kind) => (row[kind] === undefined ? [] : [[kind, row[kind]] as Identifier]));
}

/**
 * Without the site's key nobody can try out addresses. The key stands in front and once: what is made here proves nothing to anybody, so that it could be
 * made longer does no harm, and two blocks of the hash are half of what an import of a hundred thousand receipts waits for.
 */
function hasher(store: SiteStore): (identifier: readonly [kind: string, value: string]) => string {
  const key = store.settings.read()!.receiptKey;
  // First letters differ.
  return ([kind, value]) => sha256Hex(`${key}${kind[0]}${value}`);
}
