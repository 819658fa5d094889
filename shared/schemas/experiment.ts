import * as v from 'valibot';
import { BlockTemplateSchema, TextsSchema } from './rule.ts';

/** What an experiment is judged by; each is counted by person. */
export const EXPERIMENT_METRICS = ['conversion', 'revenue-per-visitor', 'average-order'] as const;
export type ExperimentMetric = (typeof EXPERIMENT_METRICS)[number];

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'may hold lower-case letters, digits and "-"'));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const version = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000));
const seed = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
const isoDate = v.pipe(
  v.string(),
  v.maxLength(40),
  v.check((value) => /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value)), 'is not an ISO 8601 date and time'),
);

/** The first variant is the control. Without `what` it shows the rule as it is. */
export const VariantSchema = v.object({ id, name: v.optional(TextsSchema), weight: share, what: v.optional(BlockTemplateSchema) });

/** Two or more ways for a rule to show, compared on people. Names as GrowthBook's, from whose set-ups they may be copied. */
export const ExperimentSchema = v.object({
  id,
  name: TextsSchema,
  enabled: v.optional(v.boolean(), true),
  /** id of the rule it is about: who is in it, when and where, are the rule's */
  rule: v.pipe(v.string(), v.maxLength(63)),
  variants: v.pipe(v.array(VariantSchema), v.minLength(2), v.maxLength(10)),
  /** another seed shuffles everybody anew; the id, where there is none */
  seed: v.optional(seed),
  hashVersion: v.optional(v.picklist([1, 2]), 2),
  /** share of the people who take part */
  coverage: v.optional(share, 1),
  /** coverage from a moment on, in any order; before the first of them `coverage` counts */
  ramp: v.optional(v.pipe(v.array(v.object({ from: isoDate, coverage: share })), v.maxLength(20)), []),
  /** experiments with stretches of one namespace that do not meet have no person in common */
  namespace: v.optional(v.object({ id: v.pipe(v.string(), v.minLength(1), v.maxLength(128)), start: share, end: share })),
  /** raised when people are to be assigned anew */
  bucketVersion: v.optional(version, 0),
  /** whoever was assigned under an older version takes part no more: they have seen what would colour the result */
  minBucketVersion: v.optional(version, 0),
  /** weights follow what the goal shows (Thompson sampling): for choosing what sells, not for knowing by how much */
  bandit: v.optional(
    v.object({
      /** weights change no more often */
      everyHours: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(24 * 28)), 24),
      /** no variant gets a smaller share of the new people */
      shareMin: v.optional(v.pipe(v.number(), v.minValue(0.01), v.maxValue(0.5)), 0.05),
    }),
  ),
  goal: v.optional(v.picklist(EXPERIMENT_METRICS), 'conversion'),
  /** what must not be harmed; a variant that loses more than `allowedLoss` (a share of the control's value) with certainty is stopped */
  guardrails: v.optional(
    v.pipe(
      v.array(v.object({ metric: v.picklist(EXPERIMENT_METRICS), allowedLoss: v.optional(share, 0) })),
      v.maxLength(EXPERIMENT_METRICS.length),
    ),
    [],
  ),
});

/** People who see no block of the site at all, so that there is something to compare all of it with. */
export const HoldoutSchema = v.object({ share, seed: v.optional(seed, 'holdout') });

export type Variant = v.InferOutput<typeof VariantSchema>;
export type Experiment = v.InferOutput<typeof ExperimentSchema>;
export type Holdout = v.InferOutput<typeof HoldoutSchema>;
