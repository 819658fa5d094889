import { conditionHolds } from '../../journey/condition.ts';
import { resolvedSetup } from '../../journey/segments.ts';
import type { Merchandising } from '../../recommendations/merchandising.ts';
import type { ContentContext } from './context.ts';
import { timeAskedUntilMs } from './validity.ts';

/** The merchant's rules that count for a person now, and until when that is decided where one of them asks for the time. */
export function merchandisingOf({ input, attributes }: ContentContext): { merchandising: Merchandising[]; decidedUntilMs: number } {
  const { site, nowMs, hoursAtMs } = input;
  const { timeZone } = site.head.settings;
  const rules = (resolvedSetup(site.head.setup).merchandising ?? []).filter(({ enabled }) => enabled);
  const ends = rules.flatMap(({ who }) => timeAskedUntilMs(who, timeZone, nowMs, hoursAtMs) ?? []);
  return {
    merchandising: rules.filter(({ who }) => conditionHolds(who, attributes)),
    decidedUntilMs: Math.min(...ends),
  };
}
