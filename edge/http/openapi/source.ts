import * as v from 'valibot';
import { SLUG_PATTERN } from '../../../shared/ids.ts';
import { ConditionTrialSchema } from '../../../shared/schemas/condition-trial.ts';
import { GivenSchema } from '../../../shared/schemas/fixture.ts';
import { FitRequestSchema } from '../../../shared/schemas/journey-model.ts';
import { MergeSchema } from '../../../shared/schemas/merge.ts';
import { PreviewLinkSchema } from '../../../shared/schemas/preview.ts';
import { PublishSchema, ReplayRequestSchema } from '../../../shared/schemas/replay.ts';
import { RuleSchema } from '../../../shared/schemas/rule.ts';
import { SegmentEstimateSchema } from '../../../shared/schemas/segment-estimate.ts';
import { SiteSettingsSchema, SiteSetupSchema } from '../../../shared/schemas/site-setup.ts';
import { VisitRequestSchema } from '../../../shared/schemas/visit.ts';

export { LANGUAGE_TEXTS, SETUP_FIELD_ALIASES, SETUP_FIELD_TEXTS } from '../setup-schema-texts.ts';
export { API_ROUTES } from './routes.ts';
export { SHAPES } from './shapes.ts';

const identitySecret = v.optional(v.pipe(v.string(), v.minLength(32), v.maxLength(512)));

/** Bodies that a schema checks, by the name they have in the document. */
export const SCHEMAS: Readonly<Record<string, v.GenericSchema>> = {
  VisitRequest: VisitRequestSchema,
  SiteSetup: SiteSetupSchema,
  Merge: MergeSchema,
  FitRequest: FitRequestSchema,
  ConditionTrial: ConditionTrialSchema,
  Rule: RuleSchema,
  RulePreview: v.object({ rule: v.optional(RuleSchema), given: GivenSchema }),
  Publish: PublishSchema,
  ReplayRequest: ReplayRequestSchema,
  NewPreviewLink: PreviewLinkSchema,
  SegmentEstimate: SegmentEstimateSchema,
  SitePatch: v.object({ ...v.partial(SiteSettingsSchema).entries, identitySecret }),
  NewSite: v.object({ id: v.pipe(v.string(), v.regex(SLUG_PATTERN)), ...SiteSettingsSchema.entries, identitySecret }),
};
