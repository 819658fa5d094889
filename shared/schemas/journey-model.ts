import * as v from 'valibot';

/** Units of time a model of purchases may be fitted in. */
export const MODEL_UNITS = ['day', 'week'] as const;
export type ModelUnit = (typeof MODEL_UNITS)[number];

/** How a site's customers buy: parameters of BG/NBD (time in `unit`) and Gamma-Gamma (major units of the site's currency). */
export interface JourneyModel {
  bgNbd: { r: number; alpha: number; a: number; b: number };
  gammaGamma: { p: number; q: number; v: number };
  unit: ModelUnit;
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
