import type { Experiment, Holdout } from '../../shared/schemas/experiment.ts';
import type { BlockTemplate, Rule } from '../../shared/schemas/rule.ts';
import { type AssignmentInput, type AssignmentReason, assign } from './assign.ts';
import { inControlGroup, inHoldout } from './withheld.ts';

/** What of a rule a person is to see. */
export interface RuleVariant {
  /** null: the rule as it is, or nothing of it */
  experiment: string | null;
  variant: string | null;
  /** what to show; null: nothing of the rule */
  what: BlockTemplate | null;
  /** null where no experiment and no control group is about the rule */
  why: AssignmentReason | null;
  /** to be left out of the comparison */
  isMixed: boolean;
}

/** The parts of a set-up that say who sees what. */
export interface ExperimentSetup {
  experiments?: readonly Experiment[] | undefined;
  holdout?: Holdout | undefined;
  /** variants that a guardrail has stopped */
  stopped?: readonly { experiment: string; bucketVersion: number; variant: string }[] | undefined;
}

/**
 * What a rule shows to a person: nothing to who is withheld, else the variant of the first experiment on it that they are in, else the rule as it is. To be
 * asked when all else lets the rule show, so that only those are assigned who would see it.
 */
export function variantOnRule(
  rule: Pick<Rule, 'id' | 'what' | 'controlGroup'>,
  { experiments = [], holdout, stopped = [] }: ExperimentSetup,
  person: Pick<AssignmentInput, 'personId' | 'nowMs' | 'earlier'>,
): RuleVariant {
  const nothing = (why: AssignmentReason): RuleVariant => ({ experiment: null, variant: null, what: null, why, isMixed: false });
  if (inHoldout(person.personId, holdout)) return nothing('holdout');
  if (inControlGroup(person.personId, rule.id, rule.controlGroup ?? 0)) return nothing('control-group');
  let outside: AssignmentReason | null = null;
  for (const experiment of experiments) {
    if (!experiment.enabled || experiment.rule !== rule.id) continue;
    const { variant, why, isMixed } = assign(experiment, person);
    const stops = stopped.filter((each) => each.experiment === experiment.id && each.bucketVersion === experiment.bucketVersion);
    const isStopped = stops.some((each) => each.variant === variant);
    // With one variant gone people no longer split by the weights: whoever is new would tell nothing.
    if (variant !== null && stops.length > 0 && (why !== 'kept' || isStopped)) {
      return { experiment: experiment.id, variant: null, what: experiment.variants[0]?.what ?? rule.what, why: 'stopped', isMixed };
    }
    const shown = experiment.variants.find(({ id }) => id === variant);
    if (shown) return { experiment: experiment.id, variant: shown.id, what: shown.what ?? rule.what, why, isMixed };
    outside ??= why;
  }
  return { experiment: null, variant: null, what: rule.what, why: outside, isMixed: false };
}
