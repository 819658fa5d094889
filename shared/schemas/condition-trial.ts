import * as v from 'valibot';

/** A condition tried by hand. What is in it is looked at where it is tried, which says where something is wrong. */
export const ConditionTrialSchema = v.object({
  /** GrowthBook's syntax */
  condition: v.unknown(),
  attributes: v.unknown(),
  /** GrowthBook's saved groups by id: a list of values, or `{type: 'list' | 'condition', …}` */
  savedGroups: v.optional(v.unknown()),
});
