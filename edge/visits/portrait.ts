import type { SiteHead } from '../../shared/published-site.ts';
import type { Customer } from '../../shared/schemas/customer.ts';
import { journeyBasisOf } from '../journey/basis.ts';
import { journeyState } from '../journey/journey-state.ts';
import { lifetimeOf } from '../journey/models/lifetime.ts';
import { stageHistory } from '../journey/stage-history.ts';
import { localeChain, pickText } from '../journey/text-choice.ts';
import type { PersonRef, VisitorView } from '../visitor/client.ts';
import { compareFacts, type Fact } from '../visitor/facts.ts';
import { emptyProfile } from '../visitor/profile.ts';
import { profileOf, profilesOf, reduce } from '../visitor/reduce.ts';
import { retentionOf } from '../visitor/retention.ts';

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
    // Totals are of what is kept: anything the person did before is not in them.
    retentionDays: retentionOf(head.id, head.settings).days,
    stage: journey.stage,
    journey,
    lifetime: lifetimeOf(profile, basis, atMs),
    history: history.map(({ stage, sinceMs }) => ({ stage, since: new Date(sinceMs).toISOString() })),
    profile,
    loyalty: customer,
  };
}

/** The stages a person went through, oldest first, each in the site's words and with the reasons it was found for then. */
export function stagesWithReasons(
  { view, customer, head }: Person,
  atMs: number,
  locale: string = head.settings.locale,
): Record<string, unknown>[] {
  const options = { currency: head.settings.currency };
  const basis = journeyBasisOf(head);
  const facts = view.facts.filter((fact) => fact.atMs <= atMs).sort(compareFacts);
  let profile = emptyProfile();
  let done = 0;
  return stageHistory(profilesOf(facts, options), basis, customer, atMs).map((change) => {
    const end = facts.findLastIndex((fact) => fact.atMs <= change.sinceMs) + 1;
    profile = reduce(profile, facts.slice(done, end), options);
    done = end;
    const { since, because } = journeyState(profile, customer, change, basis, [locale, head.settings.locale], change.sinceMs);
    const name = pickText(basis.stages.find(({ id }) => id === change.stage)?.name ?? {}, localeChain(locale, head.settings.locale));
    return { stage: change.stage, name, since, because: because.map(({ text }) => text) };
  });
}

/** A fact in the names events have outside. */
export function eventOf({ atMs, ...fact }: Fact): Record<string, unknown> {
  return { ...fact, at: new Date(atMs).toISOString() };
}
