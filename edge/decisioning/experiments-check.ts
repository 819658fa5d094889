import type { Experiment } from '../../shared/schemas/experiment.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import type { ConditionProblem } from '../journey/condition.ts';
import type { SetupFindings } from './setup-check.ts';

/** Of the sum of weights: GrowthBook's arithmetic, which ours is, puts equal weights in the place of others. */
const WEIGHTS_SUM_TOLERANCE = 0.01;

/**
 * What a schema cannot see in the experiments of a set-up: weights that would not be used, rules that are not there, people who would be in two experiments on
 * one rule, experiments that nobody takes part in.
 */
export function checkExperiments(setup: SiteSetup): SetupFindings {
  const errors: ConditionProblem[] = [];
  const warnings: ConditionProblem[] = [];
  const experiments = setup.experiments ?? [];
  const rules = new Map(setup.rules.map((rule) => [rule.id, rule]));
  experiments.forEach((experiment, index) => {
    const at = `/experiments/${index}`;
    errors.push(
      ...weightFaults(experiment, at),
      ...orderFaults(experiment, at),
      ...guardrailFaults(experiment, at),
      ...banditFaults(experiment, at),
    );
    warnings.push(...idleExperiment(experiment, at));
    const rule = rules.get(experiment.rule);
    if (!rule) errors.push({ pointer: `${at}/rule`, message: `there is no rule "${experiment.rule}"` });
    else if (!rule.enabled && experiment.enabled)
      warnings.push({ pointer: `${at}/rule`, message: `the rule "${rule.id}" is not enabled, so nobody takes part` });
    if (experiment.enabled) errors.push(...sharedPeople(experiments, index));
    warnings.push(...sharedSeed(experiments, index));
  });
  if (setup.holdout?.share === 1)
    warnings.push({ pointer: '/holdout/share', message: 'everybody is held out: no block is shown to anybody' });
  setup.rules.forEach(({ controlGroup }, index) => {
    if (controlGroup === 1)
      warnings.push({ pointer: `/rules/${index}/controlGroup`, message: 'everybody is in the control group: nobody sees this rule' });
  });
  return { errors, warnings };
}

function weightFaults({ variants }: Experiment, at: string): ConditionProblem[] {
  const sum = variants.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 1) <= WEIGHTS_SUM_TOLERANCE) return [];
  return [{ pointer: `${at}/variants`, message: `the weights sum to ${Number(sum.toFixed(4))}, and must sum to 1` }];
}

function orderFaults({ namespace, bucketVersion, minBucketVersion }: Experiment, at: string): ConditionProblem[] {
  const faults: ConditionProblem[] = [];
  if (namespace && namespace.start >= namespace.end) faults.push({ pointer: `${at}/namespace/end`, message: 'must be more than start' });
  if (minBucketVersion > bucketVersion)
    faults.push({
      pointer: `${at}/minBucketVersion`,
      message: `must not be more than bucketVersion (${bucketVersion}): whoever is assigned now would be shut out on their next visit`,
    });
  return faults;
}

function banditFaults({ bandit, goal, variants }: Experiment, at: string): ConditionProblem[] {
  if (!bandit) return [];
  if (goal === 'average-order')
    return [{ pointer: `${at}/goal`, message: 'cannot steer a bandit: it is of those who buy alone. Take revenue-per-visitor' }];
  if (bandit.shareMin * variants.length <= 1) return [];
  return [{ pointer: `${at}/bandit/shareMin`, message: `is more than an equal share of ${variants.length} variants` }];
}

function guardrailFaults({ guardrails }: Experiment, at: string): ConditionProblem[] {
  return guardrails.flatMap(({ metric }, index) =>
    guardrails.findIndex((each) => each.metric === metric) < index
      ? [{ pointer: `${at}/guardrails/${index}/metric`, message: `"${metric}" is guarded twice` }]
      : [],
  );
}

/** Things that work, and lead to nothing. */
function idleExperiment({ variants, coverage, ramp }: Experiment, at: string): ConditionProblem[] {
  const found: ConditionProblem[] = [];
  if (coverage === 0 && ramp.every((step) => step.coverage === 0))
    found.push({ pointer: `${at}/coverage`, message: 'nobody takes part: the coverage is 0, and no step of the ramp raises it' });
  variants.forEach(({ id, weight }, index) => {
    if (weight === 0) found.push({ pointer: `${at}/variants/${index}/weight`, message: `"${id}" is given to nobody new` });
  });
  if (variants.every(({ what }) => what === undefined))
    found.push({ pointer: `${at}/variants`, message: 'no variant has something of its own to show ("what"): all of them look alike' });
  return found;
}

/** Another experiment before it on the same rule, unless a namespace keeps their people apart. */
function sharedPeople(experiments: readonly Experiment[], index: number): ConditionProblem[] {
  const experiment = experiments[index]!;
  const other = experiments.slice(0, index).find((each) => each.enabled && each.rule === experiment.rule && !areApart(each, experiment));
  if (!other) return [];
  const message = `"${other.id}" is an experiment on this rule too, and a person can only be in one: give both a stretch of the same namespace, and let the stretches not meet`;
  return [{ pointer: `/experiments/${index}/rule`, message }];
}

function areApart({ namespace: a }: Experiment, { namespace: b }: Experiment): boolean {
  return a !== undefined && b !== undefined && a.id === b.id && (a.end <= b.start || b.end <= a.start);
}

/** The same seed lets the same people fall on the same side in both, and the effect of one looks like that of the other. */
function sharedSeed(experiments: readonly Experiment[], index: number): ConditionProblem[] {
  const seedOf = ({ seed, id }: Experiment): string => seed ?? id;
  const experiment = experiments[index]!;
  const other = experiments.slice(0, index).find((each) => each.id !== experiment.id && seedOf(each) === seedOf(experiment));
  if (!other) return [];
  return [
    { pointer: `/experiments/${index}/seed`, message: `is the seed of "${other.id}" too: the same people fall on the same side in both` },
  ];
}
