import type { SiteHead } from '../../shared/published-site.ts';
import type { Customer } from '../../shared/schemas/customer.ts';
import { journeyBasisOf } from '../journey/basis.ts';
import { journeyState } from '../journey/journey-state.ts';
import { lifetimeOf } from '../journey/models/lifetime.ts';
import { stageHistory } from '../journey/stage-history.ts';
import type { PersonRef, VisitorView } from '../visitor/client.ts';
import type { Fact } from '../visitor/facts.ts';
import { profileOf, profilesOf } from '../visitor/reduce.ts';

/** A person as found, with the site they were found on. */
export interface Person {
  ref: PersonRef;
  view: Pick<VisitorView, 'facts' | 'devices'> & Partial<Pick<VisitorView, 'merged'>>;
  customer: Customer | null;
  head: SiteHead;
}

/** The person as of a moment, past or to come: made again from the facts up to it. */
export function portrait(
  { ref, view, customer, head }: Person,
  atMs: number,
  locale: string = head.settings.locale,
): Record<string, unknown> {
  const options = { currency: head.settings.currency };
  const basis = journeyBasisOf(head);
  const facts = view.facts.filter((fact) => fact.atMs <= atMs);
  const customerId = 'customerId' in ref ? ref.customerId : null;
  const profile = { ...profileOf(facts, options), customerId };
  const history = stageHistory(profilesOf(facts, options), basis, customer, atMs);
  const journey = journeyState(profile, customer, history.at(-1) ?? null, basis, [locale, head.settings.locale], atMs);
  return {
    id: 'deviceId' in ref ? ref.deviceId : null,
    customerId,
    devices: view.devices,
    at: new Date(atMs).toISOString(),
    stage: journey.stage,
    journey,
    lifetime: lifetimeOf(profile, basis, atMs),
    history: history.map(({ stage, sinceMs }) => ({ stage, since: new Date(sinceMs).toISOString() })),
    profile,
    loyalty: customer,
  };
}

/** A fact in the names events have outside. */
export function eventOf({ atMs, ...fact }: Fact): Record<string, unknown> {
  return { ...fact, at: new Date(atMs).toISOString() };
}
