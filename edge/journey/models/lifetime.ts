import { toMajor } from '../../../shared/money.ts';
import type { JourneyModel } from '../../../shared/schemas/journey-model.ts';
import type { Profile, PurchaseState } from '../../visitor/profile.ts';
import { DAY_MS, keptPurchases } from '../clocks.ts';
import { expectedPurchases, type History, pAlive } from './bg-nbd.ts';
import { expectedValue } from './gamma-gamma.ts';
import { DAYS_IN, priorModel } from './journey-model.ts';

const AHEAD_DAYS = 90;

/** What may be expected of somebody who has bought, by the shop's own model or, as long as it has none, by what is usual. */
export interface Lifetime {
  /** chance that they still buy here, 0..1 */
  pAlive: number;
  expectedPurchases90Days: number;
  /** worth of one of their next purchases, major units of the site's currency */
  purchaseValue: number;
  /** what the next 90 days are worth: purchases expected, each of that worth */
  value90Days: number;
}

/**
 * Of a person's purchases in the site's currency; as in the fit, those of one day are one, and what went back does not count. Days are UTC's here: which
 * day a purchase at midnight belongs to changes no chance that could be seen.
 *
 * @returns null of somebody who never bought
 */
export function lifetimeOf(profile: Profile, model: JourneyModel | null | undefined, currency: string, nowMs: number): Lifetime | null {
  const days = new Map<number, number>();
  for (const purchase of keptPurchases(profile)) {
    if (purchase.currency !== currency || purchase.atMs > nowMs) continue;
    const day = Math.floor(purchase.atMs / DAY_MS);
    days.set(day, (days.get(day) ?? 0) + worthOf(purchase));
  }
  const sorted = [...days.keys()].sort((a, b) => a - b);
  const [first] = sorted;
  if (first === undefined) return null;
  const total = [...days.values()].reduce((sum, value) => sum + value, 0);
  const { bgNbd, gammaGamma, unit } = model ?? priorModel('week', total / sorted.length);
  const repeats = sorted.length - 1;
  const history: History = {
    repeats,
    lastAt: (sorted.at(-1)! - first) / DAYS_IN[unit],
    observed: (Math.floor(nowMs / DAY_MS) - first) / DAYS_IN[unit],
  };
  const mean = repeats === 0 ? 0 : (total - days.get(first)!) / repeats;
  const expected = expectedPurchases(bgNbd, history, AHEAD_DAYS / DAYS_IN[unit]);
  const purchaseValue = expectedValue(gammaGamma, { repeats, mean });
  return {
    pAlive: round(pAlive(bgNbd, history), 3),
    expectedPurchases90Days: round(expected, 3),
    purchaseValue: round(purchaseValue, 2),
    value90Days: round(expected * purchaseValue, 2),
  };
}

const worthOf = ({ totalMinor, refundedMinor, currency }: PurchaseState): number => toMajor(totalMinor - refundedMinor, currency);

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
