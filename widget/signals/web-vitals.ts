import { type Gauge, navigationTiming } from './gauge.ts';

// Definitions of web.dev's metrics, as the `web-vitals` library applies them.
/** CLS: shifts belong together while less than a second lies between two of them, and less than five since the first. */
export const SHIFTS_APART_MS = 1_000;
export const SHIFTS_TOGETHER_MS = 5_000;
/** INP: the worst interaction, leaving one out for every fifty (the 98th percentile); ten are kept for that. */
export const INTERACTIONS_PER_OUTLIER = 50;
export const INTERACTIONS_KEPT = 10;

/** @returns adds a layout shift, which is not before those added, and gives the page's CLS: the sum of its worst window of shifts */
export function createCls(): (value: number, atMs: number) => number {
  let worst = 0;
  let sum = 0;
  let firstAtMs = 0;
  let lastAtMs = 0;
  return (value, atMs) => {
    if (atMs - lastAtMs >= SHIFTS_APART_MS || atMs - firstAtMs >= SHIFTS_TOGETHER_MS) {
      sum = 0;
      firstAtMs = atMs;
    }
    lastAtMs = atMs;
    sum += value;
    worst = Math.max(worst, sum);
    return worst;
  };
}

/** The page's INP from the events of its interactions; those of one (press, release, click) share its id. */
export function createInp() {
  /** [id, ms], the longest first */
  const worst: [id: number, durationMs: number][] = [];
  return {
    add(id: number, durationMs: number): void {
      const known = worst.find(([other]) => other === id);
      if (known) known[1] = Math.max(known[1], durationMs);
      else worst.push([id, durationMs]);
      worst.sort((a, b) => b[1] - a[1]).splice(INTERACTIONS_KEPT);
    },
    /** @param count interactions of the page, long or not. @returns ms; undefined where nobody interacted */
    ms: (count: number): number | undefined => worst[Math.min(worst.length - 1, Math.floor(count / INTERACTIONS_PER_OUTLIER))]?.[1],
  };
}

type LayoutShift = PerformanceEntry & { value: number; hadRecentInput: boolean };
type InteractionEvent = PerformanceEntry & { interactionId?: number };

/** How the document was to the person: `TTFB`, `FCP`, `LCP`, `INP` in ms, `CLS` as a share of the view. */
export function createVitals(): Gauge {
  const { activationStart = 0, responseStart } = navigationTiming();
  const addShift = createCls();
  const inp = createInp();
  const values: Gauge['values'] = {
    get INP() {
      return inp.ms((performance as { interactionCount?: number }).interactionCount ?? 0);
    },
  };
  // What loads unseen may take its time: only a page in sight from its beginning has paints to tell of.
  const wasSeen =
    document.visibilityState === 'visible' &&
    !performance.getEntriesByType('visibility-state').some(({ name, startTime }) => name === 'hidden' && startTime >= activationStart);
  // A page made in advance begins when the person gets to it.
  const setPaint = (metric: string, atMs: number): void => {
    if (wasSeen) values[metric] = Math.max(atMs - activationStart, 0);
  };
  const hearInteraction = ({ interactionId, duration }: InteractionEvent): void => {
    if (interactionId) inp.add(interactionId, duration);
  };
  if (responseStart) setPaint('TTFB', responseStart);
  if ('LayoutShift' in window) values.CLS = 0;
  return {
    values,
    hear: {
      paint({ name, startTime }: PerformanceEntry) {
        if (name === 'first-contentful-paint') setPaint('FCP', startTime);
      },
      'largest-contentful-paint': ({ startTime }: PerformanceEntry) => setPaint('LCP', startTime),
      'layout-shift'({ value, startTime, hadRecentInput }: LayoutShift) {
        if (!hadRecentInput) values.CLS = addShift(value, startTime);
      },
      event: hearInteraction,
      'first-input': hearInteraction,
    },
  };
}
