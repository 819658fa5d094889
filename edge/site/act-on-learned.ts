import { switchOffDearBlock } from './block-budget.ts';
import { steerBandits, stopHarmfulVariants } from './count-experiments.ts';
import type { SiteStore } from './site-store.ts';
import type { LearnedMessage } from './types.ts';

/**
 * What the site does by itself after it has learnt: variants that harm are stopped, bandits steered, blocks that cost too much switched off.
 * @returns whether there is something to publish
 */
export function actOnLearned(store: SiteStore, messages: readonly LearnedMessage[], nowMs: number): boolean {
  const isCounted = messages.some(({ outcomes }) => outcomes !== undefined);
  const isMeasured = messages.some(({ facts }) => facts.some(({ vital, rule }) => vital && rule));
  const stopped = isCounted && stopHarmfulVariants(store, nowMs);
  const steered = isCounted && steerBandits(store, nowMs);
  const switchedOff = isMeasured && switchOffDearBlock(store, nowMs);
  return stopped || steered || switchedOff;
}
