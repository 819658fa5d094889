import type { PartHost } from '../parts/seam.ts';

/** Something measured over the life of a document. */
export interface Gauge {
  /** by type of entry, as `PerformanceObserver` names it; each hears the entries of its type in their order, from the document's beginning */
  hear: Record<string, (entry: never) => void>;
  /** values so far, by metric, or by metric and rule (`tappa_cls home-picks`); undefined = not measured */
  values(): Record<string, number | undefined>;
}

/** Whether the browser measures what entries of this type tell. */
export const isMeasured = (type: string): boolean => PerformanceObserver.supportedEntryTypes.includes(type);

/** How the document was loaded; empty where the browser does not say. */
export function navigationTiming(): Partial<PerformanceNavigationTiming> & { activationStart?: number; responseStatus?: number } {
  return (performance.getEntriesByType('navigation')[0] ?? {}) as PerformanceNavigationTiming;
}

/**
 * Tells what a gauge read, once, when the document first goes out of sight. One that comes back, from another tab or from the back/forward
 * cache, is not measured again: the latter was there at once, and would only make the others look better.
 */
export function measure(host: PartHost, gauge: Gauge): void {
  // Interactions shorter than this are among the worst of no slow page; of a fast page the first is always told.
  const INTERACTION_MIN_MS = 40;
  // A layout shift is a share of the view, of which a ten-thousandth is less than anybody sees; times come in tenths of a ms anyway.
  const DIGITS = 4;
  const { life } = host;
  const { hear } = gauge;
  let { values } = gauge;
  const take = (entries: PerformanceEntryList): void =>
    life.safely(() => {
      for (const entry of entries) hear[entry.entryType]!(entry as never);
    });
  const observer = new PerformanceObserver((list) => take(list.getEntries()));
  for (const type in hear) {
    // Of what a browser does not know it would complain in the console.
    if (isMeasured(type)) {
      observer.observe({ type, buffered: true, durationThreshold: INTERACTION_MIN_MS } as PerformanceObserverInit);
    }
  }
  const stop = (): void => observer.disconnect();
  life.onEnd(stop);
  host.onLeave(() => {
    take(observer.takeRecords());
    stop();
    for (const [name, value] of Object.entries(values())) {
      const [metric, rule] = name.split(' ');
      if (value! >= 0) host.note({ type: 'web_vitals', metric, rule, value: +value!.toFixed(DIGITS) });
    }
    values = () => ({});
  });
}
