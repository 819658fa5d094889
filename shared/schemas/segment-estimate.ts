import * as v from 'valibot';
import { ConditionSchema } from './rule.ts';
import { SEGMENTS_MAX, SegmentSchema } from './site-setup.ts';

/** A condition whose size is asked for. */
export const SegmentEstimateSchema = v.strictObject({
  condition: ConditionSchema,
  /** those it may name; without, those of the draft */
  segments: v.optional(v.pipe(v.array(SegmentSchema), v.maxLength(SEGMENTS_MAX, `must not be more than ${SEGMENTS_MAX}`))),
  /** people last seen so many days ago or less are asked */
  seenWithinDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365)), 30),
});
