import * as v from 'valibot';

/** Units of time a model of purchases may be fitted in. */
export const MODEL_UNITS = ['day', 'week'] as const;
export type ModelUnit = (typeof MODEL_UNITS)[number];

/** How a site's customers buy: parameters of BG/NBD (time in `unit`) and Gamma-Gamma (major units of the site's currency). */
export interface JourneyModel {
  bgNbd: { r: number; alpha: number; a: number; b: number };
  gammaGamma: { p: number; q: number; v: number };
  unit: ModelUnit;
  /** absent or null where too few have bought to be sorted */
  rfm?: RfmCuts | null;
  valueTiers?: ValueTierCuts | null;
}

/** Upper ends of the lower four fifths of a shop's buyers, each list rising; `monetary` in major units. */
export interface RfmCuts {
  recencyDays: number[];
  frequency: number[];
  monetary: number[];
}

/** What the next year of a customer must be worth for a tier, major units: `high` the best fifth of a shop's buyers, `medium` the rest of the better half. */
export interface ValueTierCuts {
  high: number;
  medium: number;
}

const isDay = (text: string): boolean => {
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
};

/** What a fit may be told. */
export const FitRequestSchema = v.strictObject({
  observedUntil: v.optional(
    v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a day such as "2026-09-30"'), v.check(isDay, 'is no day of the calendar')),
  ),
  unit: v.optional(v.picklist(MODEL_UNITS), 'week'),
});
