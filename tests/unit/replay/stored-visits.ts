import * as v from 'valibot';
import type { DecisionInput } from '../../../edge/decisioning/types.ts';
import { replayVisits, type StoredVisit } from '../../../edge/replay/replay-visits.ts';
import type { Tally } from '../../../edge/replay/tally.ts';
import { type Rule, RuleSchema } from '../../../shared/schemas/rule.ts';
import type { SiteSetup } from '../../../shared/schemas/site-setup.ts';
import { situation } from '../decisioning/a-shop.ts';

export const rule = (id: string, more: Record<string, unknown> = {}): Rule =>
  v.parse(RuleSchema, {
    id,
    name: { it: id },
    slots: ['a'],
    what: { kind: 'message', title: { it: `Titolo ${id}`, en: `Title ${id}` }, text: { it: 'Testo', en: 'Text' } },
    reason: { it: 'Perché sì', en: 'Because' },
    ...more,
  });

let count = 0;

/** A visit as it was stored, of the shop in Milan. */
export function visit(told: Parameters<typeof situation>[0] & { receipt?: string } = {}): StoredVisit {
  count += 1;
  const { receipt = `r${count}`, ...situated } = told;
  const input = situation({ slots: ['a', 'b'], ...situated });
  return { receipt, inputOf: (site): DecisionInput => ({ ...input, site }) };
}

export interface SetUp {
  rules: Rule[];
  more?: Partial<SiteSetup>;
}

/** What the draft would change, of visits to the shop. */
export function replayed(visits: readonly StoredVisit[], published: SetUp, draft: SetUp): { tally: Tally; failures: unknown[] } {
  const failures: unknown[] = [];
  const siteOf = ({ rules, more }: SetUp) => situation({ rules, setup: { ...more, rules } }).site;
  const tally = replayVisits(visits, siteOf(published), siteOf(draft).head.setup, {
    salt: 'salt',
    onFailure: (error) => failures.push(error),
  });
  return { tally, failures };
}
