import { minorDigits, toMajor } from '../../shared/money.ts';
import type { Env } from '../platform/env.ts';
import { siteClient } from '../site/client.ts';
import { decisionsKeptMs } from '../site/decisions-kept.ts';
import { trafficClient } from '../traffic/client.ts';
import { personKeys } from '../traffic/person-keys.ts';
import type { Fact } from '../visitor/facts.ts';
import { refOf } from '../visitor/person-ref.ts';
import { profileOf } from '../visitor/reduce.ts';
import { eventOf, type Person, portrait, stagesWithReasons } from './portrait.ts';

const DAY_MS = 86_400_000;

/**
 * All that is kept of a person, in an order in which it can be read: what is known first, then everything it is known from. Moments are ISO 8601, money
 * is an amount with its currency. Beside it stands the profile as decisions use it.
 */
export async function exportOf(env: Env, person: Person, nowMs: number, locale: string | undefined): Promise<Record<string, unknown>> {
  const { view, head } = person;
  const { purchases } = profileOf(view.facts, { currency: head.settings.currency });
  const { profile, ...about } = portrait(person, nowMs, locale);
  const events = view.facts.filter(({ type }) => type !== 'consent').map(eventOf);
  return {
    ...about,
    consents: consentChanges(view.facts).map(eventOf),
    stages: stagesWithReasons(person, nowMs, locale),
    purchases: purchases.map(({ atMs, totalMinor, refundedMinor, currency, ...purchase }) => ({
      ...purchase,
      at: dateText(atMs),
      total: amountText(totalMinor, currency),
      refunded: amountText(refundedMinor, currency),
    })),
    loyalty: await loyaltyOf(env, person),
    answers: events.filter(({ type }) => type === 'feedback'),
    decisions: await decisionsOf(env, person),
    profile,
    events,
  };
}

/** A device's consent is noted anew where it signs in: it changed nothing, so it is no change. */
function consentChanges(facts: readonly Fact[]): Fact[] {
  const last = new Map<string | null, string>();
  return facts.filter(({ type, deviceId, consent }) => {
    const said = `${consent?.analytics} ${consent?.personalization}`;
    if (type !== 'consent' || last.get(deviceId) === said) return false;
    last.set(deviceId, said);
    return true;
  });
}

/** What the merchant said of the member, and the entries of the points ledger, newest first. */
async function loyaltyOf(env: Env, { ref, customer, head }: Person): Promise<Record<string, unknown> | null> {
  if (!('customerId' in ref)) return null;
  const balance = await siteClient(env, head.id).loyaltyBalance(ref.customerId);
  if (!balance.ok) return customer && { ...customer };
  const { joinedAtMs, asOfMs, transactions, ...account } = balance.value;
  const { joinedAtMs: _, asOfMs: __, ...said } = customer ?? {};
  return {
    ...said,
    ...account,
    joinedAt: joinedAtMs === null ? null : dateText(joinedAtMs),
    asOf: dateText(asOfMs),
    transactions: transactions.map(({ atMs, ...entry }) => ({ ...entry, at: dateText(atMs) })),
  };
}

/** How many decisions for this person are kept, each with what was known when it was made, and for how long. */
async function decisionsOf(env: Env, { ref, view, head }: Person): Promise<Record<string, unknown>> {
  const people = [ref, ...view.devices.map((deviceId) => ({ deviceId })), ...(view.merged ?? []).map(refOf)];
  const kept = await trafficClient(env, head.id).countOf(personKeys(people, head.receiptKey));
  return { kept, keptDays: decisionsKeptMs(head.settings) / DAY_MS };
}

function dateText(ms: number): string {
  return new Date(ms).toISOString();
}

function amountText(minor: number, currency: string): string {
  return `${toMajor(minor, currency).toFixed(minorDigits(currency))} ${currency}`;
}
