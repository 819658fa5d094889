import type { Lifetime } from '../lifetime.ts';

/**
 * How long a click may take to show something. Session-replay tools wait 2.5 to 3 s for a change of the page; what takes longer without
 * a sign has left the person alone, even if something is under way.
 */
export const EFFECT_WAIT_MS = 2_500;
/** What the press did before it became a click (menus that open on the press) is the click's effect. */
export const PRESS_MS = 500;

/**
 * Signs that the page did something, besides changes of the document. Transitions are none: every button that looks pressed has one. None of
 * these can be cancelled or holds a scroll up, and what is done with them is to remember their time.
 */
const SIGNS = ['scroll', 'input', 'change', 'submit', 'toggle'];

/**
 * Watches for effects of presses. Changes of the document are watched from each press until the first one or the end of the wait, and not in
 * between.
 * @returns the moment of the last effect, on the clock of `event.timeStamp` (ms)
 */
export function watchEffects(life: Lifetime): () => number {
  let effectAtMs = -Infinity;
  const stop = (): void => observer.disconnect();
  const observer = new MutationObserver((records) => {
    // Tag managers answer clicks with scripts of their own, which nobody sees.
    if (records.every(({ addedNodes }) => addedNodes[0]?.nodeName === 'SCRIPT')) return;
    effectAtMs = performance.now();
    stop();
  });
  const watch = (): void => {
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    life.soon('effects', EFFECT_WAIT_MS, stop);
  };
  const hear = ({ timeStamp, hashChange }: Event & { hashChange?: boolean }): void => {
    if (!hashChange) effectAtMs = timeStamp;
  };
  life.onEnd(stop);
  for (const sign of SIGNS) life.on(window, sign, hear);
  // A page on its way; without this interface it must come within the wait. `<a href="#">` goes to where it is.
  life.on((window as { navigation?: EventTarget }).navigation ?? window, 'navigate', hear);
  // Menus open on the press already; the keyboard clicks without one.
  for (const press of ['pointerdown', 'click']) life.on(window, press, watch);
  return () => effectAtMs;
}
