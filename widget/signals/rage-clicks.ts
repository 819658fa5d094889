// The convention of session-replay tools (PostHog's published defaults): three clicks, a second, 30 pixels.
export const RAGE_CLICKS = 3;
export const RAGE_WITHIN_MS = 1_000;
export const RAGE_WITHIN_PX = 30;

/** What is needed of a click: when (ms, any clock) and where in the view (pixels). */
export type Click = Pick<MouseEvent, 'timeStamp' | 'clientX' | 'clientY'>;

/**
 * The clicks of one outburst, the given one last: near it, not long before it, and with no effect since. `RAGE_CLICKS` of them are rage.
 * @param before clicks so far, oldest first
 * @param effectAtMs when the page last did something, on the clicks' clock
 */
export function outburst(before: readonly Click[], click: Click, effectAtMs: number): Click[] {
  const isPart = ({ timeStamp, clientX, clientY }: Click): boolean =>
    timeStamp > effectAtMs &&
    click.timeStamp - timeStamp <= RAGE_WITHIN_MS &&
    Math.hypot(click.clientX - clientX, click.clientY - clientY) <= RAGE_WITHIN_PX;
  return [...before.filter(isPart), click];
}
