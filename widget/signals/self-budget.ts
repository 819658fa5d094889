import type { Gauge } from './gauge.ts';

/** The widget's files, wherever they are served from. */
const OURS = /\/tappa[-\w]*\.js/;

/** A layout shift as the browser tells it: what moved, from where to where. */
export interface Shift {
  value: number;
  hadRecentInput: boolean;
  sources: readonly { previousRect: { top: number }; currentRect: { top: number } }[];
}

/**
 * Whether a shift is our doing: something moved by about what the blocks grew or shrank together. (The browser names what was pushed, not what
 * pushed; a block among the pushed is no culprit.)
 */
export function isOurShift({ sources }: Pick<Shift, 'sources'>, grownPx: number): boolean {
  // Margins that collapse, or no longer do, come on top of what a block grew.
  const SAME_WITHIN_PX = 24;
  return (
    grownPx !== 0 &&
    sources.some(({ previousRect, currentRect }) => Math.abs(currentRect.top - previousRect.top - grownPx) <= SAME_WITHIN_PX)
  );
}

type AnimationFrame = PerformanceEntry & { scripts: readonly { sourceURL: string; duration: number }[] };

/**
 * What the widget itself costs the page: `tappa_bytes` (its scripts as they were sent), `tappa_long_task_ms` (its share of the frames that took
 * longer than 50 ms) and `tappa_cls` (the layout shifts of its blocks, all together). A browser that does not tell who was at work gets no claim.
 */
export function createSelfBudget(): Gauge {
  let heightPx = 0;
  const values: Record<string, number> = {};
  const add = (metric: string, value: number): void => {
    if (value) values[metric] = (values[metric] ?? 0) + value;
  };
  return {
    values,
    hear: {
      resource({ name, encodedBodySize }: PerformanceResourceTiming) {
        if (OURS.test(name)) add('tappa_bytes', encodedBodySize);
      },
      'long-animation-frame'({ scripts }: AnimationFrame) {
        for (const { sourceURL, duration } of scripts) if (OURS.test(sourceURL)) add('tappa_long_task_ms', duration);
      },
      'layout-shift'(shift: Shift) {
        const beforePx = heightPx;
        heightPx = 0;
        for (const block of document.querySelectorAll<HTMLElement>('[data-tappa-block]')) heightPx += block.offsetHeight;
        if (!shift.hadRecentInput && isOurShift(shift, heightPx - beforePx)) add('tappa_cls', shift.value);
      },
    },
  };
}
