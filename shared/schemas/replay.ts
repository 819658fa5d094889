import * as v from 'valibot';

/** Traffic is kept for two weeks at the most. */
const DAYS_MAX = 14;
const DAYS_DEFAULT = 7;
/** So many are gone through within a minute. */
const VISITS_MAX = 100_000;

const wholeUpTo = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));

/** Which visits a draft is replayed on: the newest of so many days. */
export const ReplayRequestSchema = v.object({
  days: v.optional(wholeUpTo(DAYS_MAX), DAYS_DEFAULT),
  maxVisits: v.optional(wholeUpTo(VISITS_MAX), VISITS_MAX),
});

const reason = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(500));

/** What is asked of publishing: `force` goes past the site's blast radius, by who says why. */
export const PublishSchema = v.pipe(
  v.object({ force: v.optional(v.boolean(), false), reason: v.optional(reason) }),
  v.forward(
    v.check(({ force, reason: given }) => !force || given !== undefined, 'is needed to force: it stands in the audit log'),
    ['reason'],
  ),
);
export type PublishRequest = v.InferOutput<typeof PublishSchema>;
