import type { Rule } from '../../shared/schemas/rule.ts';
import type { CoolDown } from '../../shared/schemas/site-setup.ts';
import type { Exposure, Offer, Sightings } from '../visitor/profile.ts';

/** Whether a rule has limits that count how often it was seen: what it shows has to be kept in mind until it is. */
export function hasLimits({ perSession, perDay, total, minGapMs, within }: Rule['often']): boolean {
  return Boolean(perSession || perDay || total || minGapMs || within?.length);
}

/**
 * Whether a rule has had its share of a person's attention. Counted at the edge, over all the person's devices, by impressions seen and by
 * offers that may still be: blocks that another page of theirs was given just now. Days are UTC days, as the exposures are kept.
 *
 * @param offers of this rule
 * @returns `dismissed` where the person sent it away and the pause is not over, `capped` where a limit is reached, else null
 */
export function capOf(
  often: Rule['often'],
  exposure: Exposure | undefined,
  offers: readonly Offer[],
  { sessionId, nowMs, lastPurchaseAtMs }: { sessionId: string; nowMs: number; lastPurchaseAtMs: number | null },
): 'capped' | 'dismissed' | null {
  if (!exposure && offers.length === 0) return null;
  const { perSession, perDay, total, minGapMs, within, untilClicked, untilPurchased, dismissedForMs } = often;
  const { lastDismissedAtMs = null, firstImpressionAtMs = null, clicks = 0 } = exposure ?? {};
  if (dismissedForMs !== undefined && lastDismissedAtMs !== null && nowMs - lastDismissedAtMs < dismissedForMs) return 'dismissed';
  if (untilClicked && clicks > 0) return 'capped';
  if (untilPurchased && firstImpressionAtMs !== null && lastPurchaseAtMs !== null && lastPurchaseAtMs >= firstImpressionAtMs)
    return 'capped';
  if (total !== undefined && (exposure?.impressions ?? 0) + offers.length >= total) return 'capped';
  if (isFull({ perSession, perDay, minGapMs }, exposure, offers, sessionId, nowMs)) return 'capped';
  const times = within?.length ? [...(exposure?.recentAtMs ?? []), ...offers.map(({ atMs }) => atMs)] : [];
  if (within?.some(({ count, periodMs }) => times.filter((atMs) => nowMs - atMs < periodMs).length >= count)) return 'capped';
  return null;
}

/** Whether something has floated so lately, or so often, that nothing else may, unless its rule says that it does not care. */
export function isCoolingDown(
  coolDown: CoolDown | undefined,
  floated: Sightings | null,
  offers: readonly Offer[],
  sessionId: string,
  nowMs: number,
): boolean {
  return coolDown !== undefined && isFull(coolDown, floated ?? undefined, offers, sessionId, nowMs);
}

function isFull(
  { perSession, perDay, minGapMs }: { [K in keyof CoolDown]: CoolDown[K] | undefined },
  seen: Sightings | undefined,
  offers: readonly Offer[],
  sessionId: string,
  nowMs: number,
): boolean {
  const today = dayOf(nowMs);
  const inSession = seen?.inSessions.find(({ id }) => id === sessionId)?.impressions ?? 0;
  if (perSession !== undefined && inSession + offers.filter((offer) => offer.sessionId === sessionId).length >= perSession) return true;
  const onDay = seen?.onDay.day === today ? seen.onDay.impressions : 0;
  if (perDay !== undefined && onDay + offers.filter(({ atMs }) => dayOf(atMs) === today).length >= perDay) return true;
  const lastAtMs = Math.max(seen?.lastImpressionAtMs ?? Number.NEGATIVE_INFINITY, ...offers.map(({ atMs }) => atMs));
  return minGapMs !== undefined && nowMs - lastAtMs < minGapMs;
}

const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);
