/** IAB/MRC: half of it in view for one second. */
const VIEWED_PART = 0.5;
const VIEWED_MS = 1_000;
/** Blocks remembered as viewed: one document may be open for a day. */
const VIEWED_KEPT = 100;
/** Steps at which the browser reports: fine enough for blocks taller than the screen, of which half can never be in view. */
const THRESHOLDS = [...Array(21).keys()].map((index) => index / 20);

/** Whether enough is in view: half of the element, or so much of it that it fills half of the screen. */
export function isViewed(seen: { ratio: number; heightPx: number }, screenHeightPx: number): boolean {
  return seen.ratio >= VIEWED_PART || seen.heightPx >= screenHeightPx * VIEWED_PART;
}

export interface Impressions {
  watch(id: string, element: HTMLElement): void;
  unwatch(id: string): void;
  stop(): void;
}

/** Tells once per id, ever, when a block has been in view long enough. A page in a background tab is not being viewed. */
export function createImpressions(onViewed: (id: string, element: HTMLElement) => void): Impressions {
  const viewed = new Set<string>();
  const watched = new Map<string, HTMLElement>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const cancel = (id: string) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  const unwatch = (id: string) => {
    const element = watched.get(id);
    if (element) observer.unobserve(element);
    watched.delete(id);
    cancel(id);
  };
  const count = (id: string) => {
    if (document.visibilityState === 'hidden') return void timers.set(id, setTimeout(count, VIEWED_MS, id));
    const element = watched.get(id)!;
    viewed.add(id);
    const [oldest] = viewed;
    if (viewed.size > VIEWED_KEPT) viewed.delete(oldest!);
    unwatch(id);
    onViewed(id, element);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, intersectionRatio, intersectionRect } of entries) {
        for (const [id, element] of watched) {
          if (element !== target) continue;
          const enough = isIntersecting && isViewed({ ratio: intersectionRatio, heightPx: intersectionRect.height }, innerHeight);
          if (!enough) cancel(id);
          else if (!timers.has(id)) timers.set(id, setTimeout(count, VIEWED_MS, id));
        }
      }
    },
    { threshold: THRESHOLDS },
  );

  return {
    watch(id, element) {
      if (viewed.has(id)) return;
      unwatch(id);
      watched.set(id, element);
      observer.observe(element);
    },
    unwatch,
    stop() {
      observer.disconnect();
      for (const id of [...timers.keys()]) cancel(id);
    },
  };
}
