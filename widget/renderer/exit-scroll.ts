/** How a finger leaves a page: a fast flick back to the top, to reach the address bar or the shop's menu. */
export interface ScrollSample {
  atMs: number;
  topPx: number;
}

/** Nobody leaves a page they have not read into: the flick must start this far down, in screens. */
const DEPTH_SCREENS = 1;
/** … move up this far … */
const RISE_PX = 300;
/** … this fast. Reading back goes at about 0.5, a flick at 2 and more. */
const SPEED_PX_PER_MS = 1.5;
/** Movement older than this belongs to another gesture. */
const WINDOW_MS = 500;

/**
 * Follows a page's scrolling; each call takes a sample and answers whether it ends a flick towards the top.
 * @param screenPx height of the screen
 */
export function createExitScroll(screenPx: number): (sample: ScrollSample) => boolean {
  let samples: ScrollSample[] = [];
  return (sample) => {
    const last = samples[samples.length - 1];
    if (last && sample.topPx > last.topPx) samples = [];
    samples = [...samples.filter(({ atMs }) => sample.atMs - atMs <= WINDOW_MS), sample];
    const first = samples[0]!;
    const risePx = first.topPx - sample.topPx;
    const tookMs = Math.max(1, sample.atMs - first.atMs);
    return first.topPx >= screenPx * DEPTH_SCREENS && risePx >= RISE_PX && risePx / tookMs >= SPEED_PX_PER_MS;
  };
}
