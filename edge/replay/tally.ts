import { fingerprint } from '../visitor/fingerprint.ts';
import { type Both, entry, type Flow, flows, mergedBoth, mergedFlow, mergedMaps, noBoth, noFlow } from './counts.ts';
import { type ChangeKind, type Example, exampleOf, fewest, kindsOf } from './examples.ts';
import { meet, mergedPeople, nobody, type People, personHash } from './people.ts';
import type { ReplayedVisit } from './replay-visit.ts';
import { mergedRule, type RuleTally, type SlotsOf, tallyRules } from './rule-tally.ts';
import { type SlotChange, slotChanges } from './slot-changes.ts';

/** Visits and the people who made them; who is not remembered is a visit and nobody. */
export interface Share {
  visits: number;
  people: People;
}

/** What the draft would change in some visits. Two tallies merge into the one of all their visits, in whatever order. */
export interface Tally {
  all: Share;
  /** visits that what is published could not decide, and those that only the draft could not: counted nowhere else */
  undecided: Both;
  /** other blocks, be it by a word */
  changed: Share;
  /** another stage */
  restaged: Share;
  rules: Map<string, RuleTally>;
  slots: Map<string, Flow>;
  stages: Map<string, StageTally>;
  /** `before>after` → visits; stages that stay are not here */
  moves: Map<string, number>;
  examples: Map<ChangeKind, Example[]>;
}

export interface StageTally {
  reach: Flow;
  /** visits that are of this stage now and would be shown something else */
  changed: number;
}

/** People told apart exactly; beyond, within some 3 % (`People`). */
const PEOPLE_KEPT = 1_024;

const noShare = (): Share => ({ visits: 0, people: nobody(PEOPLE_KEPT) });
const noStage = (): StageTally => ({ reach: noFlow(), changed: 0 });

export const emptyTally = (): Tally => ({
  all: noShare(),
  undecided: noBoth(),
  changed: noShare(),
  restaged: noShare(),
  rules: new Map(),
  slots: new Map(),
  stages: new Map(),
  moves: new Map(),
  examples: new Map(),
});

/**
 * Counts a visit in place.
 * @param slotsOf places that each rule may take, in what is published and in the draft
 * @param salt of the replay: the same for all of its slices
 */
export function addVisit(tally: Tally, visit: ReplayedVisit, slotsOf: { before: SlotsOf; after: SlotsOf }, salt: string): void {
  const { before, after, input } = visit;
  const person = input.personId === null ? null : personHash(input.personId, salt);
  const changes = slotChanges(visit);
  const [from, to] = [before.journey.stage, after.journey.stage];
  count(tally.all, person);
  if (changes.length > 0) count(tally.changed, person);
  if (from !== to) {
    count(tally.restaged, person);
    entry(tally.stages, from, noStage).reach.lost += 1;
    entry(tally.stages, to, noStage).reach.gained += 1;
    tally.moves.set(`${from}>${to}`, (tally.moves.get(`${from}>${to}`) ?? 0) + 1);
  }
  entry(tally.stages, from, noStage).reach.before += 1;
  entry(tally.stages, to, noStage).reach.after += 1;
  if (changes.length > 0) entry(tally.stages, from, noStage).changed += 1;
  const was = new Set(before.blocks.map(({ slot }) => slot));
  const is = new Set(after.blocks.map(({ slot }) => slot));
  for (const slot of new Set([...was, ...is])) flows(entry(tally.slots, slot, noFlow), was.has(slot), is.has(slot));
  tallyRules(tally.rules, visit, changes, slotsOf, person);
  noteExample(tally, visit, changes);
}

export function mergedTallies(one: Tally, other: Tally): Tally {
  return {
    all: mergedShare(one.all, other.all),
    undecided: mergedBoth(one.undecided, other.undecided),
    changed: mergedShare(one.changed, other.changed),
    restaged: mergedShare(one.restaged, other.restaged),
    rules: mergedMaps(one.rules, other.rules, mergedRule),
    slots: mergedMaps(one.slots, other.slots, mergedFlow),
    stages: mergedMaps(one.stages, other.stages, (a, b) => ({ reach: mergedFlow(a.reach, b.reach), changed: a.changed + b.changed })),
    moves: mergedMaps(one.moves, other.moves, (a, b) => a + b),
    examples: mergedMaps(one.examples, other.examples, (a, b) => fewest([...a, ...b])),
  };
}

function count(share: Share, person: number | null): void {
  share.visits += 1;
  if (person !== null) meet(share.people, person);
}

function mergedShare(a: Share, b: Share): Share {
  return { visits: a.visits + b.visits, people: mergedPeople(a.people, b.people) };
}

function noteExample({ examples }: Tally, visit: ReplayedVisit, changes: SlotChange[]): void {
  const { before, after, input, receipt } = visit;
  const kinds = kindsOf(changes, before.journey.stage !== after.journey.stage);
  if (kinds.length === 0) return;
  const rank = fingerprint(receipt ?? `${input.nowMs} ${input.visit.page.url}`);
  const example = exampleOf(visit, changes, rank);
  for (const kind of kinds) examples.set(kind, fewest([...(examples.get(kind) ?? []), example]));
}
