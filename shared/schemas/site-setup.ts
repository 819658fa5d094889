import * as v from 'valibot';
import { ExperimentSchema, HoldoutSchema } from './experiment.ts';
import { FixtureDataSchema, FixturesSchema } from './fixture.ts';
import { MerchandisingRuleSchema } from './merchandising.ts';
import { ConditionSchema, LinkSchema, RuleSchema, TextsSchema } from './rule.ts';
import { CurrencySchema, LocaleSchema, TimeZoneSchema } from './settings-values.ts';
import { PAGE_TYPES } from './visit.ts';

/** A stage: the first whose condition holds, from the top, is the visitor's stage; the last one should always hold. */
export const StageDefinitionSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/)),
  name: TextsSchema,
  /** over the traits of `edge/journey/traits.ts` */
  when: ConditionSchema,
});

/** Segments of a site: each is asked of every person of the sample when sizes are shown. */
export const SEGMENTS_MAX = 100;

/**
 * People gathered under a name, as GrowthBook's saved groups of the type `condition` are. Rules, stages and other segments name it:
 * `{"$savedGroup": {"id": "lamp-lovers"}}`.
 */
export const SegmentSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'may hold 1–63 small letters, digits and "-"')),
  name: TextsSchema,
  /** over the traits of `edge/journey/traits.ts` and `stage` */
  condition: ConditionSchema,
});

/** Points: so many for each currency unit spent, and the tiers they lead to. */
export const LoyaltyProgramSchema = v.object({
  name: TextsSchema,
  pointsPerUnit: v.pipe(v.number(), v.minValue(0), v.maxValue(10_000)),
  tiers: v.pipe(
    v.array(v.object({ id: v.pipe(v.string(), v.maxLength(60)), name: TextsSchema, fromPoints: v.pipe(v.number(), v.minValue(0)) })),
    v.maxLength(20),
  ),
  joinUrl: v.optional(LinkSchema),
  /** whom a card stands for; a household, if left out: two members with one card and different e-mail addresses are then two people */
  sharedCards: v.optional(v.picklist(['household', 'person'])),
});

/** Most slots a set-up may place by selector: each is looked for on every page it may stand on. */
const PLACED_SLOTS_MAX = 50;

/** Where on a page a slot stands that the page itself does not name: beside or inside the first element a CSS selector finds. */
export const PlacedSlotSchema = v.object({
  selector: v.pipe(
    v.string(),
    v.maxLength(200),
    v.check((selector) => selector.trim() !== '', 'must not be empty'),
    v.regex(/^[^{}<]*$/, 'must be a CSS selector, without "{", "}" or "<"'),
  ),
  position: v.picklist(['before', 'after', 'prepend', 'append']),
  /** page types it stands on; without, all */
  pages: v.optional(v.array(v.picklist(PAGE_TYPES))),
});

const times = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Limits that what floats has in common; a rule may ignore them by its own word. */
export const CoolDownSchema = v.object({
  minGapMs: v.optional(v.pipe(v.number(), v.minValue(0))),
  perSession: v.optional(times),
  perDay: v.optional(times),
});
export type CoolDown = v.InferOutput<typeof CoolDownSchema>;

/**
 * What the block of a rule may cost a page, at the 75th percentile of the pages that showed it: `longTaskMs` of frames that took longer than 50 ms, `cls` of
 * layout shift. Beyond it the block is left out for a week.
 */
export const BudgetSchema = v.object({
  longTaskMs: v.optional(v.pipe(v.number(), v.minValue(0))),
  cls: v.optional(v.pipe(v.number(), v.minValue(0))),
});
export type Budget = v.InferOutput<typeof BudgetSchema>;

/** The one-file set-up of a site: what a marketer edits, drafts and publishes. */
export const SiteSetupSchema = v.object({
  $schema: v.optional(v.string()),
  journey: v.object({ stages: v.pipe(v.array(StageDefinitionSchema), v.minLength(1), v.maxLength(20)) }),
  rules: v.pipe(v.array(RuleSchema), v.maxLength(1_000)),
  segments: v.optional(v.pipe(v.array(SegmentSchema), v.maxLength(SEGMENTS_MAX, `must not be more than ${SEGMENTS_MAX}`))),
  /** slots that a marketer places, by name; pages need not name them */
  slots: v.optional(
    v.pipe(
      v.record(v.pipe(v.string(), v.minLength(1), v.maxLength(128)), PlacedSlotSchema),
      v.check((slots) => Object.keys(slots).length <= PLACED_SLOTS_MAX, `must not be more than ${PLACED_SLOTS_MAX}`),
    ),
  ),
  /** how often anything may float above the page, all rules together */
  coolDown: v.optional(CoolDownSchema),
  /** what a block may cost a page; without, 100 ms and 0.05 */
  budget: v.optional(BudgetSchema),
  /** comparisons that run on rules */
  experiments: v.optional(v.pipe(v.array(ExperimentSchema), v.maxLength(200))),
  /** people who see no block at all */
  holdout: v.optional(HoldoutSchema),
  /** what the merchant wants of products in recommendations, over what the strategies found */
  merchandising: v.optional(v.pipe(v.array(MerchandisingRuleSchema), v.maxLength(200))),
  loyalty: v.optional(v.nullable(LoyaltyProgramSchema), null),
  /** stock older than this is not spoken of */
  stockMaxAgeMs: v.optional(v.pipe(v.number(), v.minValue(60_000)), 26 * 3_600_000),
  /** situations with the decisions expected of them, and the small shop they happen in */
  fixtures: v.optional(FixturesSchema),
  fixtureData: v.optional(FixtureDataSchema),
});

/** A tenant. Origins are `scheme://host[:port]`; `*` is not accepted. */
export const SiteSettingsSchema = v.object({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(120)),
  origins: v.pipe(
    v.array(v.pipe(v.string(), v.regex(/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/i, 'must look like https://shop.example'))),
    v.minLength(1),
    v.maxLength(100),
  ),
  currency: CurrencySchema,
  locale: LocaleSchema,
  timeZone: TimeZoneSchema,
  /** share of the visits, or of the people, that a draft may change and still be published without being forced; without it, a fifth */
  blastRadius: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  /** how long what people did is kept; without it, two years. Receipts, members and points are the merchant's own */
  retentionDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3_650))),
});

export type StageDefinition = v.InferOutput<typeof StageDefinitionSchema>;
export type Segment = v.InferOutput<typeof SegmentSchema>;
export type PlacedSlot = v.InferOutput<typeof PlacedSlotSchema>;
export type LoyaltyProgram = v.InferOutput<typeof LoyaltyProgramSchema>;
export type SiteSetup = v.InferOutput<typeof SiteSetupSchema>;
export type SiteSettings = v.InferOutput<typeof SiteSettingsSchema>;
