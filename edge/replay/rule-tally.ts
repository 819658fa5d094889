import type { Decision, RuleTrace } from '../decisioning/types.ts';
import { type Both, entry, type Flow, flows, mergedBoth, mergedFlow, mergedMaps, noBoth, noFlow } from './counts.ts';
import { meet, mergedPeople, nobody, type People } from './people.ts';
import type { ReplayedVisit } from './replay-visit.ts';
import type { SlotChange } from './slot-changes.ts';

/** What the draft would change for one rule. */
export interface RuleTally {
  reach: Flow;
  people: { before: People; after: People };
  /** visits that are shown it on both sides, in other words or in another place */
  altered: number;
  /** what kept it from showing → visits */
  refused: Map<Refusal, Both>;
  /** rules that had one of its places when nothing else kept it from showing → visits */
  takenBy: Map<string, Both>;
  /** by the stage that the visit has on that side */
  stages: Map<string, Flow>;
  variants: Map<string, Both>;
}

export type Refusal = Exclude<RuleTrace['outcome'], 'shown'>;

/** People told apart exactly, of each rule; beyond, within some 6 % (`People`). */
const PEOPLE_KEPT = 256;

type Side = keyof Both;

const noRule = (): RuleTally => ({
  reach: noFlow(),
  people: { before: nobody(PEOPLE_KEPT), after: nobody(PEOPLE_KEPT) },
  altered: 0,
  refused: new Map(),
  takenBy: new Map(),
  stages: new Map(),
  variants: new Map(),
});

/**
 * Counts a visit in place.
 * @param slotsOf places that each rule may take, by side
 * @param person hash; null where nobody is remembered
 */
export function tallyRules(
  rules: Map<string, RuleTally>,
  { before, after }: ReplayedVisit,
  changes: readonly SlotChange[],
  slotsOf: Readonly<Record<Side, SlotsOf>>,
  person: number | null,
): void {
  tallySide(rules, 'before', before, slotsOf.before, person);
  tallySide(rules, 'after', after, slotsOf.after, person);
  const was = shownBy(before);
  const is = shownBy(after);
  for (const rule of new Set([...was, ...is])) {
    const tally = entry(rules, rule, noRule);
    flows(tally.reach, was.has(rule), is.has(rule));
    const [from, to] = [before.journey.stage, after.journey.stage];
    const gains = is.has(rule) && !was.has(rule);
    const loses = was.has(rule) && !is.has(rule);
    if (was.has(rule)) entry(tally.stages, from, noFlow).before += 1;
    if (is.has(rule)) entry(tally.stages, to, noFlow).after += 1;
    if (gains) entry(tally.stages, to, noFlow).gained += 1;
    if (loses) entry(tally.stages, from, noFlow).lost += 1;
    const isTouched = changes.some((change) => change.before?.rule === rule || change.after?.rule === rule);
    if (was.has(rule) && is.has(rule) && isTouched) tally.altered += 1;
  }
}

/** The places a rule may take, by its id. */
export type SlotsOf = ReadonlyMap<string, readonly string[]>;

function tallySide(rules: Map<string, RuleTally>, side: Side, { blocks, trace }: Decision, slotsOf: SlotsOf, person: number | null): void {
  for (const { rule, variant } of blocks) {
    const tally = entry(rules, rule, noRule);
    entry(tally.variants, variant, noBoth)[side] += 1;
    if (person !== null) meet(tally.people[side], person);
  }
  for (const { rule, outcome, contends } of trace) {
    if (outcome === 'shown') continue;
    const tally = entry(rules, rule, noRule);
    entry(tally.refused, outcome, noBoth)[side] += 1;
    if (!contends) continue;
    const wanted = slotsOf.get(rule) ?? [];
    for (const winner of blocks) if (wanted.includes(winner.slot)) entry(tally.takenBy, winner.rule, noBoth)[side] += 1;
  }
}

export function mergedRule(a: RuleTally, b: RuleTally): RuleTally {
  return {
    reach: mergedFlow(a.reach, b.reach),
    people: { before: mergedPeople(a.people.before, b.people.before), after: mergedPeople(a.people.after, b.people.after) },
    altered: a.altered + b.altered,
    refused: mergedMaps(a.refused, b.refused, mergedBoth),
    takenBy: mergedMaps(a.takenBy, b.takenBy, mergedBoth),
    stages: mergedMaps(a.stages, b.stages, mergedFlow),
    variants: mergedMaps(a.variants, b.variants, mergedBoth),
  };
}

const shownBy = ({ blocks }: Decision): ReadonlySet<string> => new Set(blocks.map(({ rule }) => rule));
