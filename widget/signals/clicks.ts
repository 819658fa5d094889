import type { FrictionKind } from '../../shared/schemas/event.ts';
import type { PartHost } from '../parts/seam.ts';
import { judgedTarget } from './clickable.ts';
import { promisesEffect, standsStill } from './dead-clicks.ts';
import { EFFECT_WAIT_MS, PRESS_MS, watchEffects } from './effects.ts';
import { noteFriction } from './friction.ts';
import { type Click, outburst, RAGE_CLICKS } from './rage-clicks.ts';

/**
 * Judges each click of a person. A place is told once, by the first sign that it is an obstacle: who clicks it in anger is not told again as
 * having clicked in vain.
 */
export function watchClicks(host: PartHost): void {
  const { life } = host;
  const effectAtMs = watchEffects(life);
  const told = new WeakSet<Element>();
  let clicks: Click[] = [];
  life.on(window, 'click', (event) => {
    const place = judgedTarget(event);
    if (!place) return;
    const tell = (friction: FrictionKind): void => {
      if (told.has(place) || !standsStill()) return;
      told.add(place);
      noteFriction(host, friction);
    };
    clicks = outburst(clicks, event as MouseEvent, effectAtMs());
    if (clicks.length >= RAGE_CLICKS) tell('rage_click');
    // A request under way is no effect: the person does not see it. Of several clicks in a row the last is waited for.
    if (promisesEffect(place)) {
      life.soon('dead', EFFECT_WAIT_MS, () => {
        if (effectAtMs() < event.timeStamp - PRESS_MS) tell('dead_click');
      });
    }
  });
}
