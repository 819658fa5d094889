import type { PartHost } from '../parts/seam.ts';

/** Interactions shorter than this are among the worst of no slow page; of a fast page the first is always told. */
export const INTERACTION_MIN_MS = 40;
/** A layout shift is a share of the view, of which a ten-thousandth is less than anybody sees; times are given to a tenth of a ms anyway. */
export const DIGITS = 4;

/** Something measured over the life of a document. */
export interface Gauge {
  /** by type of entry, as `PerformanceObserver` names it; each hears the entries of its type in their order, from the document's beginning */
  hear: Record<string, (entry: never) => void>;
  /** values so far, by metric; undefined = not measured */
  values: Record<string, number | undefined>;
}

/** How the document was loaded; empty where the browser does not say. */
export function navigationTiming(): Partial<PerformanceNavigationTiming> & { activationStart?: number; responseStatus?: number } {
  return (performance.getEntriesByType('navigation')[0] ?? {}) as PerformanceNavigationTiming;
}

/**
 * Tells what the gauges read, once, when the document first goes out of sight. One that comes back, from another tab or from the back/forward
 * cache, is not measured again: the latter was there at once, and would only make the others look better.
 */
export function measure(host: PartHost, gauges: Gauge[]): void {
  const { life } = host;
  const take = (entries: PerformanceEntryList): void =>
    life.safely(() => {
      for (const entry of entries) for (const { hear } of gauges) hear[entry.entryType]?.(entry as never);
    });
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  // Only what the browser knows: of the rest it would complain in the console.
  for (const type of PerformanceObserver.supportedEntryTypes) {
    if (gauges.some(({ hear }) => hear[type])) {
      observer.observe({ type, buffered: true, durationThreshold: INTERACTION_MIN_MS } as PerformanceObserverInit);
    }
  }
  const stop = (): void => observer.disconnect();
  life.onEnd(stop);
  host.onLeave(() => {
    take(observer.takeRecords());
    stop();
    for (const { values } of gauges.splice(0)) {
      for (const [metric, value] of Object.entries(values)) {
        if (value !== undefined) host.note({ type: 'web_vitals', metric, value: +value.toFixed(DIGITS) });
      }
    }
  });
}
