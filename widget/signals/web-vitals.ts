import { type Gauge, isMeasured, navigationTiming } from './gauge.ts';

/** @returns adds a layout shift, which is not before those added, and gives the page's CLS: the sum of its worst window of shifts */
export function createCls(): (value: number, atMs: number) => number {
  // Shifts belong together while less than a second lies between two of them, and less than five since the first.
  const APART_MS = 1_000;
  const TOGETHER_MS = 5_000;
  let worst = 0;
  let sum = 0;
  let firstAtMs = -Infinity;
  let lastAtMs = firstAtMs;
  return (value, atMs) => {
    if (atMs - lastAtMs >= APART_MS || atMs - firstAtMs >= TOGETHER_MS) {
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
  // The worst interaction, leaving one out for every fifty: the 98th percentile.
  const PER_OUTLIER = 50;
  const longestMs: Record<number, number> = {};
  return {
    add(id: number, durationMs: number): void {
      longestMs[id] = Math.max(longestMs[id] ?? 0, durationMs);
    },
    /** @param count interactions of the page, long or not. @returns ms; undefined where nobody interacted */
    ms(count: number): number | undefined {
      const worst = Object.values(longestMs).sort((a, b) => b - a);
      return worst[Math.min(worst.length - 1, Math.floor(count / PER_OUTLIER))];
    },
  };
}

type LayoutShift = PerformanceEntry & { value: number; hadRecentInput: boolean };
type InteractionEvent = PerformanceEntry & { interactionId?: number };

/**
 * How the document was to the person, by web.dev's definitions as the `web-vitals` library applies them: `LCP` and `INP` in ms, `CLS` as a share
 * of the view.
 */
export function createVitals(): Gauge {
  const { activationStart = 0 } = navigationTiming();
  const addShift = createCls();
  const inp = createInp();
  let LCP: number | undefined;
  let CLS = isMeasured('layout-shift') ? 0 : undefined;
  const hearInteraction = ({ interactionId, duration }: InteractionEvent): void => {
    if (interactionId) inp.add(interactionId, duration);
  };
  // What loads unseen may take its time: only a page in sight from its beginning has a paint to tell of.
  const wasHidden =
    document.hidden ||
    performance.getEntriesByType('visibility-state').some(({ name, startTime }) => name === 'hidden' && startTime >= activationStart);
  return {
    values: () => ({ LCP, CLS, INP: inp.ms((performance as { interactionCount?: number }).interactionCount ?? 0) }),
    hear: {
      'largest-contentful-paint'({ startTime }: PerformanceEntry) {
        // A page made in advance begins when the person gets to it.
        if (!wasHidden) LCP = Math.max(startTime - activationStart, 0);
      },
      'layout-shift'({ value, startTime, hadRecentInput }: LayoutShift) {
        if (!hadRecentInput) CLS = addShift(value, startTime);
      },
      event: hearInteraction,
      'first-input': hearInteraction,
    },
  };
}
