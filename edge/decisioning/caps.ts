import type { Rule } from '../../shared/schemas/rule.ts';
import type { Exposure } from '../visitor/profile.ts';

/**
 * Whether a rule has had its share of a person's attention. Counted by impressions seen, at the edge, over all the person's devices;
 * days are UTC days, as the exposures are kept.
 *
 * @returns `dismissed` where the person sent it away and the pause is not over, `capped` where a limit is reached, else null
 */
export function capOf(
  often: Rule['often'],
  exposure: Exposure | undefined,
  sessionId: string,
  nowMs: number,
): 'capped' | 'dismissed' | null {
  if (!exposure) return null;
  const { perSession, perDay, total, minGapMs, untilClicked, dismissedForMs } = often;
  const { lastDismissedAtMs, lastImpressionAtMs, inSession, onDay } = exposure;
  if (dismissedForMs !== undefined && lastDismissedAtMs !== null && nowMs - lastDismissedAtMs < dismissedForMs) return 'dismissed';
  if (untilClicked && exposure.clicks > 0) return 'capped';
  if (total !== undefined && exposure.impressions >= total) return 'capped';
  if (perSession !== undefined && inSession.id === sessionId && inSession.impressions >= perSession) return 'capped';
  if (perDay !== undefined && onDay.day === new Date(nowMs).toISOString().slice(0, 10) && onDay.impressions >= perDay) return 'capped';
  if (minGapMs !== undefined && lastImpressionAtMs !== null && nowMs - lastImpressionAtMs < minGapMs) return 'capped';
  return null;
}
