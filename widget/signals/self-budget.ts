import { type Gauge, isMeasured } from './gauge.ts';

/** The widget's files, wherever they are served from, and whether it is one of those that draw blocks. */
const OURS = /\/tappa(-[bo])?[-\w]*\.js/;

/** A layout shift as the browser tells it: what moved, from where to where. */
export interface Shift {
  value: number;
  hadRecentInput: boolean;
  sources: readonly { previousRect: { top: number }; currentRect: { top: number } }[];
}

/**
 * Whether a shift is our doing: something moved by about what the blocks grew or shrank together. (The browser names what was pushed, not what
 * pushed; a block among the pushed is no culprit.) What a person has just asked for does not count.
 */
export function isOurShift({ sources, hadRecentInput }: Shift, grownPx: number): boolean {
  // Margins that collapse, or no longer do, come on top of what a block grew.
  const SAME_WITHIN_PX = 24;
  return (
    !hadRecentInput &&
    grownPx !== 0 &&
    sources.some(({ previousRect, currentRect }) => Math.abs(currentRect.top - previousRect.top - grownPx) <= SAME_WITHIN_PX)
  );
}

type AnimationFrame = PerformanceEntry & { scripts: readonly { sourceURL: string; duration: number }[] };

/** Numbers by rule: a block's id is its rule's, a dot, and what stands for the page. */
type ByRule = Record<string, number>;

/** Heights of the blocks that are on the page, in px; a rule has one at most. */
function blockHeights(): ByRule {
  const heights: ByRule = {};
  for (const block of document.querySelectorAll<HTMLElement>('[data-tappa-block]')) {
    heights[block.dataset.tappaBlock!.split('.')[0]!] = block.offsetHeight;
  }
  return heights;
}

/**
 * What the widget itself costs the page: `tappa_bytes` (its scripts as they were sent), `tappa_long_task_ms` (its share of the frames that took
 * longer than 50 ms) and `tappa_cls` (the layout shifts of its blocks, all together); of what is nothing, nothing is told. A browser that does not tell
 * who was at work gets no claim.
 *
 * The latter two are told of the block of each rule as well. The time of the scripts that draw blocks is shared equally by those on the page; it is told
 * where it is 0 too, and so counts the pages that showed a block. A shift is of the block that alone accounts for it, of none where it takes several.
 */
export function createSelfBudget(): Gauge {
  let heights: ByRule = {};
  let drawingMs = 0;
  const values: ByRule = {};
  const add = (metric: string, value: number): void => {
    if (value) values[metric] = (values[metric] ?? 0) + value;
  };
  return {
    values() {
      const rules = Object.keys(blockHeights());
      if (isMeasured('long-animation-frame')) for (const rule of rules) values[`tappa_long_task_ms ${rule}`] = drawingMs / rules.length;
      return values;
    },
    hear: {
      resource({ name, encodedBodySize }: PerformanceResourceTiming) {
        if (OURS.test(name)) add('tappa_bytes', encodedBodySize);
      },
      'long-animation-frame'({ scripts }: AnimationFrame) {
        for (const { sourceURL, duration } of scripts) {
          const ours = OURS.exec(sourceURL);
          if (ours) add('tappa_long_task_ms', duration);
          if (ours?.[1]) drawingMs += duration;
        }
      },
      'layout-shift'(shift: Shift) {
        const before = heights;
        heights = blockHeights();
        let grownPx = 0;
        const tell = (px: number, rule: string): void => {
          if (isOurShift(shift, px)) add(`tappa_cls${rule}`, shift.value);
        };
        for (const rule in { ...before, ...heights }) {
          const px = (heights[rule] ?? 0) - (before[rule] ?? 0);
          grownPx += px;
          tell(px, ` ${rule}`);
        }
        tell(grownPx, '');
      },
    },
  };
}
