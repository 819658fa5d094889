import type { Experiment, Holdout } from '../../shared/schemas/experiment.ts';
import { chooseVariation, getBucketRanges, hash, inNamespace } from './hashing.ts';
import { inControlGroup, inHoldout } from './withheld.ts';

/** What an assignment rests on. The codes are stable: receipts and reports use them. */
export type AssignmentReason =
  /** by whoever previews: never in a visit */
  | 'forced'
  /** by the hash, now */
  | 'assigned'
  /** as noted before */
  | 'kept'
  /** a guardrail has stopped the variant, or one beside it: sees the control */
  | 'stopped'
  /** sees no block at all */
  | 'holdout'
  /** sees nothing of this rule */
  | 'control-group'
  /** assigned under buckets that count no more */
  | 'older-buckets'
  /** belongs to another experiment of the namespace */
  | 'other-namespace'
  /** beyond the share that takes part */
  | 'outside-coverage';

/** A variant noted for a person when they saw it first. After a merge, those of all their devices. */
export interface EarlierAssignment {
  experiment: string;
  variant: string;
  bucketVersion: number;
  atMs: number;
}

export interface AssignmentInput {
  /** stable over devices: the verified customer, else the visitor */
  personId: string;
  nowMs: number;
  /** in any order; those of other experiments are passed over */
  earlier: readonly EarlierAssignment[];
  /** of the site */
  holdout?: Holdout | null;
  /** share of the people who see nothing of the experiment's rule */
  controlShare?: number;
}

export interface Assignment {
  /** id of the variant; null: none */
  variant: string | null;
  why: AssignmentReason;
  /** what the person is to see: the variant, the rule as it is without the experiment, or nothing of it */
  shows: 'variant' | 'rule' | 'nothing';
  /** they have seen more than one variant (devices met, or buckets changed): to be left out of the comparison */
  isMixed: boolean;
}

/**
 * Which variant of an experiment a person sees now. Whether they come to it at all (the rule's condition, page and caps) is the caller's question.
 * The order of the questions is GrowthBook's: older buckets first, then what was noted, and only for who is new namespace and coverage. Before them comes
 * who is withheld, because that is a promise about all that a person sees.
 */
export function assign(experiment: Experiment, { personId, nowMs, earlier, holdout, controlShare = 0 }: AssignmentInput): Assignment {
  const noted = earlier.filter((each) => each.experiment === experiment.id);
  const isMixed = new Set(noted.map(({ variant }) => variant)).size > 1;
  const none = (why: AssignmentReason, shows: 'rule' | 'nothing'): Assignment => ({ variant: null, why, shows, isMixed });
  const given = (variant: string, why: AssignmentReason): Assignment => ({ variant, why, shows: 'variant', isMixed });

  if (inHoldout(personId, holdout)) return none('holdout', 'nothing');
  if (inControlGroup(personId, experiment.rule, controlShare)) return none('control-group', 'nothing');
  if (noted.some(({ bucketVersion }) => bucketVersion < experiment.minBucketVersion)) return none('older-buckets', 'rule');
  const kept = firstNoted(experiment, noted);
  if (kept !== undefined) return given(kept, 'kept');

  const { namespace } = experiment;
  if (namespace && !inNamespace(personId, [namespace.id, namespace.start, namespace.end])) return none('other-namespace', 'rule');
  const weights = experiment.variants.map(({ weight }) => weight);
  const ranges = getBucketRanges(weights.length, coverageAt(experiment, nowMs), weights);
  const index = chooseVariation(hash(experiment.seed ?? experiment.id, personId, experiment.hashVersion), ranges);
  const variant = experiment.variants[index];
  return variant ? given(variant.id, 'assigned') : none('outside-coverage', 'rule');
}

/** The share that takes part at a moment: of the last step begun; of steps of one moment, the last in the list. */
export function coverageAt({ coverage, ramp }: Pick<Experiment, 'coverage' | 'ramp'>, nowMs: number): number {
  let current = { fromMs: Number.NEGATIVE_INFINITY, coverage };
  for (const step of ramp) {
    const fromMs = Date.parse(step.from);
    if (fromMs <= nowMs && fromMs >= current.fromMs) current = { fromMs, coverage: step.coverage };
  }
  return current.coverage;
}

/**
 * What was noted under the buckets in force: the earliest, which is what the person has known for longest; of one moment, the first variant in the
 * experiment's order, so that the order of the notes means nothing. Variants that exist no more are no assignment.
 */
function firstNoted({ variants, bucketVersion }: Experiment, noted: readonly EarlierAssignment[]): string | undefined {
  const rank = (variant: string): number => variants.findIndex(({ id }) => id === variant);
  return noted
    .filter((each) => each.bucketVersion === bucketVersion && rank(each.variant) >= 0)
    .sort((a, b) => a.atMs - b.atMs || rank(a.variant) - rank(b.variant))[0]?.variant;
}
