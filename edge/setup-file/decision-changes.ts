import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import { type DecisionSummary, runFixtures } from './run-fixtures.ts';

/** A fixture of which another set-up decides otherwise. */
export interface DecisionChange {
  name: string;
  /** a line each: `home-picks: home-picks → nothing` */
  lines: string[];
}

export interface DecisionChanges {
  changes: DecisionChange[];
  /** fixtures that could be run on both */
  compared: number;
}

/** Runs the fixtures of `after`, in their shop, on both set-ups, and says where those decide differently. */
export function decisionChanges(before: SiteSetup, after: SiteSetup): DecisionChanges {
  const { fixtures = [], fixtureData } = after;
  const shared = fixtureData === undefined ? {} : { fixtureData };
  const { fixtures: _fixtures, fixtureData: _data, ...rest } = before;
  const old = runFixtures({ ...rest, fixtures, ...shared }).results;
  const now = runFixtures(after).results;
  let compared = 0;
  const changes = now.flatMap(({ name, decision }, index): DecisionChange[] => {
    const was = old[index]?.decision ?? null;
    if (decision === null || was === null) return [];
    compared += 1;
    const lines = linesOf(was, decision);
    return lines.length > 0 ? [{ name, lines }] : [];
  });
  return { changes, compared };
}

function linesOf(before: DecisionSummary, after: DecisionSummary): string[] {
  const stage = before.stage === after.stage ? [] : [`stage: ${before.stage} → ${after.stage}`];
  const slots = [...new Set([...Object.keys(before.slots), ...Object.keys(after.slots)])];
  return [
    ...stage,
    ...slots.flatMap((slot) => {
      const [was, is] = [inSlot(before, slot), inSlot(after, slot)];
      return was === is ? [] : [`${slot}: ${was} → ${is}`];
    }),
  ];
}

function inSlot({ slots }: DecisionSummary, slot: string): string {
  return (Object.hasOwn(slots, slot) ? slots[slot] : undefined) ?? 'nothing';
}
