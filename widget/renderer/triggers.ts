import type { Block } from '../../shared/schemas/block.ts';
import { createExitScroll } from './exit-scroll.ts';

type When = Block['when'];

/** Used where a rule names no time or depth. */
const IDLE_AFTER_MS = 30_000;
const ACTIVE_AFTER_MS = 15_000;
const SCROLL_PERCENT = 50;

const ACTIVITY = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchmove', 'scroll'];

/** How far down the page a person has come, 0–100; a page that does not scroll is seen whole. */
export function scrolledPercent(topPx: number, screenPx: number, pagePx: number): number {
  const reachPx = pagePx - screenPx;
  return reachPx <= 0 ? 100 : Math.min(100, (topPx / reachPx) * 100);
}

/** A timer that an abort clears. */
function later(signal: AbortSignal, delayMs: number, run: () => void): void {
  const timer = setTimeout(run, delayMs);
  signal.addEventListener('abort', () => clearTimeout(timer));
}

function onScroll(signal: AbortSignal, percent: number, fire: () => void): void {
  const look = () => {
    if (scrolledPercent(scrollY, innerHeight, document.documentElement.scrollHeight) >= percent) fire();
  };
  addEventListener('scroll', look, { signal, passive: true });
  look();
}

/** Fires after so long without a sign of life, in a page that is looked at. */
function onIdle(signal: AbortSignal, afterMs: number, fire: () => void): void {
  let lastMs = performance.now();
  const note = () => {
    lastMs = performance.now();
  };
  for (const type of ACTIVITY) addEventListener(type, note, { signal, passive: true, capture: true });
  document.addEventListener('visibilitychange', note, { signal });
  const look = () => {
    const restMs = lastMs + afterMs - performance.now();
    if (restMs > 0) later(signal, restMs, look);
    else if (document.hidden) later(signal, afterMs, look);
    else fire();
  };
  look();
}

/** Fires once the page has been in the foreground for so long, all together. */
function onActiveTime(signal: AbortSignal, afterMs: number, fire: () => void): void {
  let restMs = afterMs;
  let sinceMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = () => {
    clearTimeout(timer);
    if (sinceMs) restMs -= performance.now() - sinceMs;
    sinceMs = document.hidden ? 0 : performance.now();
    if (sinceMs) timer = setTimeout(fire, Math.max(0, restMs));
  };
  document.addEventListener('visibilitychange', follow, { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  follow();
}

/** Fires when a mouse leaves by the top edge, or a finger flicks back to the top. */
function onExitIntent(signal: AbortSignal, fire: () => void): void {
  document.documentElement.addEventListener('mouseleave', ({ clientY }) => clientY <= 0 && fire(), { signal });
  if (!matchMedia('(pointer:coarse)').matches) return;
  const isFlick = createExitScroll(innerHeight);
  addEventListener('scroll', ({ timeStamp }) => isFlick({ atMs: timeStamp, topPx: scrollY }) && fire(), { signal, passive: true });
}

/** Armed by `arm`: `event` is what the page says happened, `disarm` leaves no listener and no timer. */
export interface Armed {
  event(name: string): void;
  disarm(): void;
}

/**
 * Waits for a block's moment and calls `fire` once: at once for a `load` without delay. `afterMs` is a delay for `load` and `event`, the
 * time to wait for `idle` and `active-time`, and the time during which leaving does not count yet for `exit-intent`.
 */
export function arm(when: When, fire: () => void): Armed {
  const ending = new AbortController();
  const { signal } = ending;
  const { on, afterMs: said } = when;
  // What is no number may not even be made one.
  const afterMs = typeof said === 'number' ? said : 0;
  const fireOnce = () => {
    if (signal.aborted) return;
    ending.abort();
    fire();
  };
  const fireLater = () => (afterMs ? later(signal, afterMs, fireOnce) : fireOnce());
  if (on === 'load') fireLater();
  else if (on === 'idle') onIdle(signal, afterMs || IDLE_AFTER_MS, fireOnce);
  else if (on === 'active-time') onActiveTime(signal, afterMs || ACTIVE_AFTER_MS, fireOnce);
  else if (on === 'scroll') onScroll(signal, typeof when.percent === 'number' ? when.percent : SCROLL_PERCENT, fireOnce);
  else if (on === 'exit-intent') later(signal, afterMs, () => onExitIntent(signal, fireOnce));
  return {
    event(name) {
      if (on === 'event' && name === when.event && !signal.aborted) fireLater();
    },
    disarm: () => ending.abort(),
  };
}
