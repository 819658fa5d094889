import * as v from 'valibot';
import { MomentSchema } from './moment.ts';

/** A link lives an hour where nobody says otherwise, a day at the most: it shows a draft to whoever has it. */
export const PREVIEW_DEFAULT_SECONDS = 3_600;
export const PREVIEW_MAX_SECONDS = 86_400;

const name = v.pipe(v.string(), v.maxLength(128));

/** Circumstances that a preview sets in the place of the real ones. What the set-up does not know (any more) is passed over. */
export const ForcedSchema = v.object({
  stage: v.optional(name),
  /** the moment of the visit, with all that happens in it */
  at: v.optional(MomentSchema),
  /** code of the shop the shopper has chosen */
  store: v.optional(name),
  /** by experiment, the variant to show */
  variants: v.optional(
    v.pipe(
      v.record(name, name),
      v.check((variants) => Object.keys(variants).length <= 50, 'must not be more than 50'),
    ),
  ),
  locale: v.optional(v.pipe(v.string(), v.maxLength(35))),
});
export type Forced = v.InferOutput<typeof ForcedSchema>;

/** The body of `POST /v1/admin/sites/{site}/preview-links`. */
export const PreviewLinkSchema = v.object({
  ...ForcedSchema.entries,
  /** page of the shop */
  url: v.pipe(v.string(), v.maxLength(1_500)),
  /** what is not published yet, instead of what shoppers see */
  draft: v.optional(v.boolean(), true),
  expiresInSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(60), v.maxValue(PREVIEW_MAX_SECONDS)), PREVIEW_DEFAULT_SECONDS),
});

/** What makes a question to `…/journey` a preview: it is answered, and nothing of it is kept or counted. */
export const PreviewRequestSchema = v.object({
  token: v.pipe(v.string(), v.maxLength(8_192)),
  /** in the place of what the link itself says */
  force: v.optional(ForcedSchema),
});

interface Named {
  id: string;
  name: string;
}

/** What became of one rule, in words for who looks after the site. */
export interface PreviewedRule {
  rule: string;
  name: string;
  /** as in a decision's trace */
  outcome: string;
  text: string;
  slot?: string;
  variant?: string;
}

/** What an answer says of itself in a preview. */
export interface Preview {
  isDraft: boolean;
  /** of all published parts */
  revision: string;
  /** when the link ends, ISO 8601 */
  expiresAt: string;
  /** the moment that was decided for, ISO 8601 */
  at: string;
  /** as it was decided: what the page says, unless it was forced */
  locale: string;
  stage: Named;
  /** what was set in the place of the real circumstances */
  forced: Forced;
  /** in the order they were tried */
  trace: PreviewedRule[];
  /** slots the page asked for, and the rule that has each */
  slots: { slot: string; rule: string | null }[];
  stages: Named[];
  stores: Named[];
  experiments: { id: string; rule: string; variants: string[] }[];
}
