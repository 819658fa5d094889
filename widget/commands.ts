import { SLUG_PATTERN } from '../shared/ids.ts';
import type { Consent } from '../shared/schemas/consent.ts';
import { readConsentCommand } from './consent/state.ts';
import { asFields } from './fields.ts';
import type { Visit } from './visit.ts';

/** What commands act upon. */
export interface CommandTargets {
  visit: Pick<Visit, 'identify' | 'describe' | 'chooseStore'>;
  /** an act in GA4's names, or `cart`; or a name that blocks wait for */
  tell(source: 'command', name: string, params: unknown): void;
  consent(states: Partial<Consent>): void;
  on(name: string, handler: (news: unknown) => void): () => void;
  destroy(): void;
  report(problem: unknown): void;
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);

/** Runs one `tappa(name, …)`. A command that makes no sense does nothing, and says so with `data-debug`. */
export function runCommand({ visit, ...targets }: CommandTargets, name: unknown, first: unknown, second: unknown): unknown {
  const text = asText(first);
  if (name === 'event' && text) targets.tell('command', text, second);
  else if (name === 'consent') targets.consent(readConsentCommand(first));
  else if (name === 'identify') visit.identify(asText(asFields(first).token));
  else if (name === 'page') visit.describe(first);
  else if (name === 'store' && text && SLUG_PATTERN.test(text)) visit.chooseStore(text);
  else if (name === 'on' && text && typeof second === 'function') return targets.on(text, second as (news: unknown) => void);
  else if (name === 'destroy') targets.destroy();
  else targets.report([name, first]);
}
