import type { Lifetime } from '../lifetime.ts';
import { promisesEffect } from './clickable.ts';
import { EFFECT_WAIT_MS } from './effects.ts';

/** What the press did before it became a click (menus that open on the press) is the click's effect. */
export const PRESS_MS = 500;

/**
 * Waits for the effect of a click on what looks clickable. A request under way is no effect: the person does not see it. Of several clicks in
 * a row the last is waited for.
 * @param effectAtMs moment of the page's last effect, on the click's clock
 */
export function awaitEffect(life: Lifetime, place: Element, { timeStamp }: Event, effectAtMs: () => number, onNone: () => void): void {
  if (!promisesEffect(place)) return;
  life.soon('dead', EFFECT_WAIT_MS, () => {
    if (effectAtMs() < timeStamp - PRESS_MS) onNone();
  });
}
