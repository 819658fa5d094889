import * as v from 'valibot';
import { DAYS } from './store.ts';
import { PAGE_TYPES } from './visit.ts';

export const TRIGGER_KINDS = ['load', 'exit-intent', 'idle', 'scroll', 'active-time', 'event'] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];

export const RECOMMENDATION_STRATEGIES = [
  'session',
  'similar',
  'bought-together',
  'recently-viewed',
  'trending',
  'after-purchase',
] as const;
export type RecommendationStrategy = (typeof RECOMMENDATION_STRATEGIES)[number];

/** One text in several languages, keyed by BCP 47 language; `{name}` stands for a value. `it` and `en` are expected of every site. */
export const TextsSchema = v.record(v.pipe(v.string(), v.maxLength(35)), v.pipe(v.string(), v.maxLength(2_000)));
export type Texts = v.InferOutput<typeof TextsSchema>;

/** A GrowthBook condition: `{"cart.lines": {"$gte": 2}}`. Checked for shape and depth where it is saved. */
export const ConditionSchema = v.record(v.string(), v.unknown());
export type Condition = v.InferOutput<typeof ConditionSchema>;

export const TriggerSchema = v.object({
  on: v.picklist(TRIGGER_KINDS),
  afterMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600_000))),
  percent: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
  event: v.optional(v.pipe(v.string(), v.maxLength(60))),
});

/**
 * An address a marketer may link to: a path of the shop, or http(s), tel, mailto. Written plainly: browsers leave out white space and controls and take
 * "\\" for "/" before they read an address, so that "/\\host" leaves the shop.
 */
export const LinkSchema = v.pipe(
  v.string(),
  v.maxLength(2_000),
  v.regex(/^(https?:\/\/(?=[^/?#])|\/(?!\/)|tel:|mailto:)/i, 'must be http(s), tel, mailto or a path'),
  v.regex(/^[^\s\p{Cc}\p{Cf}\\]*$/u, 'must not hold white space, control characters or "\\"'),
);
const action = v.object({ label: TextsSchema, url: LinkSchema });

const optionalTexts = v.optional(TextsSchema);
/** Neutral words for texts that name a datum (`{points}`, `{stock}`): said where there is none, and when it may be said no more. */
const otherwise = <F extends string>(...fields: F[]) =>
  v.optional(v.object(Object.fromEntries(fields.map((field) => [field, optionalTexts])) as Record<F, typeof optionalTexts>));

/** What a rule shows; one member a kind. Texts that need a datum (stock, points, hours) are worded by the edge from that datum, or name it. */
export const BlockTemplateSchema = v.variant('kind', [
  v.object({
    kind: v.literal('recommendations'),
    title: TextsSchema,
    otherwise: otherwise('title'),
    strategies: v.pipe(v.array(v.picklist(RECOMMENDATION_STRATEGIES)), v.minLength(1)),
    count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24)), 8),
  }),
  v.object({
    kind: v.literal('store-notice'),
    /** what the shop adds, such as free pick-up; shown as given */
    benefits: v.optional(v.pipe(v.array(TextsSchema), v.maxLength(4)), []),
    /** shops further than this are no help */
    withinMeters: v.optional(v.pipe(v.number(), v.minValue(100)), 50_000),
    action: v.optional(action),
  }),
  v.object({
    kind: v.literal('loyalty-prompt'),
    memberTitle: TextsSchema,
    joinTitle: TextsSchema,
    joinText: TextsSchema,
    otherwise: otherwise('memberTitle', 'joinTitle', 'joinText'),
    action: v.optional(action),
  }),
  v.object({
    kind: v.literal('feedback'),
    title: TextsSchema,
    question: TextsSchema,
    questionId: v.pipe(v.string(), v.maxLength(64)),
    input: v.variant('type', [
      v.object({
        type: v.literal('scale'),
        min: v.pipe(v.number(), v.integer()),
        max: v.pipe(v.number(), v.integer()),
        minLabel: TextsSchema,
        maxLabel: TextsSchema,
      }),
      v.object({
        type: v.literal('choice'),
        options: v.pipe(
          v.array(v.object({ value: v.pipe(v.string(), v.maxLength(64)), label: TextsSchema })),
          v.minLength(2),
          v.maxLength(12),
        ),
      }),
    ]),
    commentLabel: v.optional(TextsSchema, {}),
    thanks: TextsSchema,
  }),
  v.object({
    kind: v.literal('message'),
    title: TextsSchema,
    text: TextsSchema,
    otherwise: otherwise('title', 'text'),
    action: v.optional(action),
  }),
]);
export type BlockTemplate = v.InferOutput<typeof BlockTemplateSchema>;

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Impressions of one rule that a profile remembers one by one: a limit within an interval cannot be higher. */
export const RECENT_IMPRESSIONS_MAX = 20;
const YEAR_MS = 366 * 86_400_000;

const localMoment = v.pipe(
  v.string(),
  v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/, 'must look like 2026-12-24T18:00'),
  v.check((text) => new Date(`${text}Z`).toJSON()?.startsWith(text) ?? true, 'is no day of the calendar'),
);
const clock = v.pipe(v.string(), v.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must look like 09:30'));

/** When in the calendar a rule may show, on the clocks of the site's time zone. */
export const ScheduleSchema = v.object({
  /** first minute */
  from: v.optional(localMoment),
  /** first minute no more */
  until: v.optional(localMoment),
  /** hours of the week, as schema.org's opening hours: `closes` before `opens` runs past midnight; without, all of the week */
  weekly: v.optional(
    v.pipe(
      v.array(v.object({ dayOfWeek: v.pipe(v.array(v.picklist(DAYS)), v.minLength(1), v.maxLength(7)), opens: clock, closes: clock })),
      v.minLength(1),
      v.maxLength(50),
    ),
  ),
});
export type Schedule = v.InferOutput<typeof ScheduleSchema>;

/** When, who, what, how often. A site's rules are an ordered list: earlier wins. */
export const RuleSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'may hold lower-case letters, digits and "-"')),
  name: TextsSchema,
  enabled: v.optional(v.boolean(), true),
  /** page types it may stand on; empty = all */
  pages: v.optional(v.array(v.picklist(PAGE_TYPES)), []),
  when: v.optional(TriggerSchema, { on: 'load' }),
  schedule: v.optional(ScheduleSchema),
  who: v.optional(ConditionSchema, {}),
  /** slots it may take, most wanted first; `overlay` floats */
  slots: v.pipe(v.array(v.pipe(v.string(), v.maxLength(128))), v.minLength(1)),
  /** how it floats when it gets the overlay */
  overlay: v.optional(v.picklist(['bar', 'corner', 'modal']), 'corner'),
  what: BlockTemplateSchema,
  often: v.optional(
    v.object({
      perSession: v.optional(count),
      perDay: v.optional(count),
      total: v.optional(count),
      minGapMs: v.optional(v.pipe(v.number(), v.minValue(0))),
      /** in any interval of that length, wherever it begins */
      within: v.optional(
        v.pipe(
          v.array(
            v.object({
              count: v.pipe(count, v.maxValue(RECENT_IMPRESSIONS_MAX)),
              periodMs: v.pipe(v.number(), v.minValue(1_000), v.maxValue(YEAR_MS)),
            }),
          ),
          v.maxLength(4),
        ),
      ),
      /** stays away for good once they have bought after seeing it */
      untilPurchased: v.optional(v.boolean()),
      /** may float although something else has floated a short time ago (`coolDown` of the set-up) */
      ignoresCoolDown: v.optional(v.boolean()),
      /** stays away for good once clicked / for so long once dismissed */
      untilClicked: v.optional(v.boolean()),
      dismissedForMs: v.optional(v.pipe(v.number(), v.minValue(0))),
    }),
    {},
  ),
  /** share of the people who never see it, so that there is something to compare it with */
  controlGroup: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  /** why, in words, for "why am I seeing this?" */
  reason: TextsSchema,
});
export type Rule = v.InferOutput<typeof RuleSchema>;
