import { BLAST_RADIUS_DEFAULT, type BlastRadius, blastRadiusOf, type Excess, excessesOf } from './blast-radius.ts';
import type { Both, Flow } from './counts.ts';
import type { ChangeKind, Example } from './examples.ts';
import { countOf, isEstimate } from './people.ts';
import type { Refusal, RuleTally } from './rule-tally.ts';
import type { Share, Tally } from './tally.ts';

/** What a replay shows, for whoever decides whether to publish. Visits unless it says people; shares from 0 to 1. */
export interface ReplayReport {
  visits: number;
  people: number;
  /** visits that what is published could not decide, and those that only the draft could not */
  undecided: Both;
  /** other blocks, be it by a word */
  changed: Counted;
  /** another stage */
  restaged: Counted;
  blastRadius: BlastRadius & { limit: number; exceeded: Excess[] };
  stages: (Flow & { stage: string; changed: number })[];
  moves: { from: string; to: string; visits: number }[];
  slots: (Flow & { slot: string })[];
  /** those that change most first */
  rules: RuleReport[];
  conflicts: {
    /** what a limit on how often, or a pause, kept from showing */
    caps: (Both & { rule: string; outcome: Refusal })[];
    /** what only the order of the rules kept from showing */
    priority: (Both & { rule: string; takenBy: string })[];
  };
  examples: Record<ChangeKind, ReturnType<typeof exampleRow>[]>;
  /** what these figures cannot say, in words */
  limits: string[];
}

interface Counted {
  visits: number;
  people: number;
}

export interface RuleReport extends Flow {
  rule: string;
  people: Both;
  altered: number;
  stages: (Flow & { stage: string })[];
  variants: (Both & { variant: string })[];
  refused: (Both & { outcome: Refusal })[];
}

const CAPS: ReadonlySet<Refusal> = new Set(['capped', 'cool-down', 'dismissed']);

const KINDS: readonly ChangeKind[] = ['gained', 'lost', 'replaced', 'reworded', 'restaged'];

/** @param limit the site's blast radius; null = it does not say */
export function reportOf(tally: Tally, limit: number | null): ReplayReport {
  const allowed = limit ?? BLAST_RADIUS_DEFAULT;
  const rules = [...tally.rules].sort(([a, one], [b, other]) => movedBy(other) - movedBy(one) || (a < b ? -1 : 1));
  return {
    visits: tally.all.visits,
    people: countOf(tally.all.people),
    undecided: tally.undecided,
    changed: counted(tally.changed),
    restaged: counted(tally.restaged),
    blastRadius: { ...blastRadiusOf(tally), limit: allowed, exceeded: excessesOf(tally, allowed) },
    stages: rows(tally.stages, (stage, { reach, changed }) => ({ stage, ...reach, changed })),
    moves: rows(tally.moves, (move, visits) => ({ from: move.split('>')[0]!, to: move.split('>')[1]!, visits })),
    slots: rows(tally.slots, (slot, flow) => ({ slot, ...flow })),
    rules: rules.map(([rule, each]) => ruleReport(rule, each)),
    conflicts: {
      caps: rules.flatMap(([rule, { refused }]) =>
        rows(refused, (outcome, both) => ({ rule, outcome, ...both })).filter(({ outcome }) => CAPS.has(outcome)),
      ),
      priority: rules.flatMap(([rule, { takenBy }]) => rows(takenBy, (winner, both) => ({ rule, takenBy: winner, ...both }))),
    },
    examples: Object.fromEntries(KINDS.map((kind) => [kind, (tally.examples.get(kind) ?? []).map(exampleRow)])) as ReplayReport['examples'],
    limits: limitsOf(tally),
  };
}

function ruleReport(rule: string, { reach, people, altered, stages, variants, refused }: RuleTally): RuleReport {
  return {
    rule,
    ...reach,
    people: { before: countOf(people.before), after: countOf(people.after) },
    altered,
    stages: rows(stages, (stage, flow) => ({ stage, ...flow })),
    variants: rows(variants, (variant, both) => ({ variant, ...both })),
    refused: rows(refused, (outcome, both) => ({ outcome, ...both })),
  };
}

/** What was simplified, so that nobody takes a replay for more than it is. */
function limitsOf({ all, undecided }: Tally): string[] {
  return [
    'Limits on how often count what people really saw: had the draft shown more or less on earlier visits, it would meet them sooner or later than here.',
    'Both set-ups are decided on the catalog, shops and recommendations as they are published now, and on the stock of the moment of the visit.',
    'Visits of people who do not agree to be remembered are not stored, and not replayed.',
    ...(isEstimate(all.people) ? ['People are estimated: within some 3 % in all, within some 6 % for each rule.'] : []),
    ...(undecided.before > 0 ? [`${undecided.before} visits cannot be decided any more, and are counted nowhere else.`] : []),
    ...(undecided.after > 0 ? [`${undecided.after} visits could not be decided under the draft, and are counted nowhere else.`] : []),
  ];
}

function exampleRow({ receipt, atMs, page, stage, slots }: Example) {
  return { receipt, at: new Date(atMs).toISOString(), page, stage, slots };
}

const counted = ({ visits, people }: Share): Counted => ({ visits, people: countOf(people) });

const movedBy = ({ reach, altered }: RuleTally): number => reach.gained + reach.lost + altered;

/** In order of their names, so that two reports can be compared. */
function rows<K extends string, T, R>(map: ReadonlyMap<K, T>, row: (key: K, value: T) => R): R[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => row(key, value));
}
