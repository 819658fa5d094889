import type { Env } from '../platform/env.ts';
import type { FactLog } from './fact-log.ts';
import { isReceipt } from './facts.ts';
import { objectName } from './object-name.ts';
import { keptSinceMs, retentionOf, withinPeriod } from './retention.ts';
import type { VisitorState, VisitorStore } from './visitor-store.ts';

/**
 * Takes out what is past the period that the site keeps things for. A site that can not be asked is asked again, one that is gone takes its people with it.
 * @param read the state as it is when the site has answered
 * @returns the state that is left; null = nothing was looked at
 */
export async function forgetOld(
  env: Env,
  store: VisitorStore,
  log: FactLog,
  read: () => VisitorState,
): Promise<VisitorState | 'site-gone' | 'nothing' | null> {
  const { retention } = read();
  if (retention === null) return null;
  const site = await env.SITES.getByName(retention.siteId)
    .readSettings()
    .catch(() => null);
  if (site === null) return null;
  if (!site.ok) return 'site-gone';
  const now = retentionOf(retention.siteId, site.value);
  const sinceMs = keptSinceMs(now, Date.now());
  let state: VisitorState = { ...read(), retention: now };
  if ((state.profile.firstSeenAtMs ?? sinceMs) < sinceMs) {
    const kept = withinPeriod(store.readFacts(), sinceMs);
    const keptIds = new Set([...kept].map(({ id }) => id));
    // What another brought ends here too, without waiting for their next visit.
    const keptOfOthers = new Set([...withinPeriod(store.readMerged(), sinceMs)].map(({ id }) => id));
    store.keepMerged((fact) => isReceipt(fact) || keptOfOthers.has(fact.id));
    state = log.keepOnly(state, ({ id }) => keptIds.has(id), site.value.currency);
    const { firstSeenAtMs } = state.profile;
    const note = state.stageNote;
    if (note && firstSeenAtMs !== null)
      state = { ...state, stageNote: { ...note, sinceMs: Math.max(note.sinceMs, firstSeenAtMs) }, stageAtLast: null };
  }
  const isEmpty = state.profile.firstSeenAtMs === null && !(await leadsToSomebody(env, now.siteId, state.linkedTo));
  return isEmpty ? 'nothing' : state;
}

async function leadsToSomebody(env: Env, siteId: string, linkedTo: string | null): Promise<boolean> {
  return linkedTo !== null && (await env.VISITORS.getByName(objectName(siteId, { customerId: linkedTo })).isKnown());
}
