import { SLUG_PATTERN } from '../shared/ids.ts';
import type { Consent } from '../shared/schemas/consent.ts';
import { readConsentCommand } from './consent/state.ts';
import { asFields } from './fields.ts';
import { asPageType } from './sources/page-type.ts';
import type { Visit } from './visit.ts';

/** What commands act upon. */
export interface CommandTargets {
  visit: Pick<Visit, 'identify' | 'describe' | 'chooseStore'>;
  /** an act in GA4's names, or `cart`. @returns whether it is one we know */
  tell(source: 'command', name: string, params: unknown): boolean;
  /** a name that is no event of ours may still be what a block waits for */
  notify(name: string): void;
  consent(states: Partial<Consent>): void;
  on(name: string, handler: (news: unknown) => void): () => void;
  destroy(): void;
  report(problem: unknown): void;
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** Runs one `tappa(name, …)`. A command that makes no sense does nothing, and says so with `data-debug`. */
export function runCommand({ visit, ...targets }: CommandTargets, name: unknown, first: unknown, second: unknown): unknown {
  const said = asFields(first);
  const text = asText(first);
  if (name === 'event' && text) {
    if (!targets.tell('command', text, second)) targets.notify(text);
  } else if (name === 'consent') targets.consent(readConsentCommand(first));
  else if (name === 'identify') visit.identify(asText(said.token));
  else if (name === 'page') {
    // What the page is, until the next one: `{type, locale, product, search_term}`.
    const { product } = said;
    if (product) targets.tell('command', 'view_item', { ...said, items: [typeof product === 'object' ? product : { item_id: product }] });
    if (said.search_term) targets.tell('command', 'search', said);
    visit.describe(asPageType(said.type), asText(said.locale));
  } else if (name === 'store' && text && SLUG_PATTERN.test(text)) visit.chooseStore(text);
  else if (name === 'on' && text && typeof second === 'function') return targets.on(text, second as (news: unknown) => void);
  else if (name === 'destroy') targets.destroy();
  else targets.report([name, first]);
}
