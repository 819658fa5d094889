import type { VisitEvent } from '../../shared/schemas/event.ts';

/** What is measured: Core Web Vitals (milliseconds; CLS has no unit), and what the widget itself costs a page (bytes, milliseconds, CLS). */
const METRIC = /^(LCP|INP|CLS|FCP|TTFB|tappa_(bytes|long_task_ms|cls))$/;

/** Steps of each power of ten at which values are counted: fine enough for a p75 to the nearest third, coarse enough for few keys a day. */
const STEPS = [1, 1.5, 2, 3, 5, 7, 10];

/** Nothing measured is outside of this; what is says a broken clock, or somebody's joke. */
const LEAST = 0.001;
const MOST = 10_000_000;

/** The step below one that `vitalKey` counts under: what is counted there is more than this. */
export function stepBelow(step: number): number {
  if (step <= LEAST) return 0;
  const power = 10 ** Math.floor(Math.log10(step) - 1e-9);
  const index = STEPS.findIndex((one) => step <= one * power * (1 + 1e-9));
  return Number((STEPS[index - 1]! * power).toPrecision(2));
}

/**
 * A measurement as the key it is counted under: the metric, and the smallest step that is not less than the value, as in `LCP<=2000`. Counts per step
 * are a histogram, from which any percentile can be read; who was measured stays behind.
 *
 * @returns undefined where it is no measurement we know
 */
export function vitalKey({ metric, value }: Pick<VisitEvent, 'metric' | 'value'>): string | undefined {
  if (metric === undefined || !METRIC.test(metric) || value === undefined || !(value >= 0 && value <= MOST)) return undefined;
  if (value <= LEAST) return `${metric}<=${LEAST}`;
  // A hair less, so that the logarithm of an exact power of ten stays below it.
  const power = 10 ** Math.floor(Math.log10(value) - 1e-9);
  const step = STEPS.find((one) => value <= one * power * (1 + 1e-9)) ?? 10;
  return `${metric}<=${Number((step * power).toPrecision(2))}`;
}
