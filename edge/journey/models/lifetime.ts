import { toMajor } from '../../../shared/money.ts';
import type { ValueTierCuts } from '../../../shared/schemas/journey-model.ts';
import type { Profile, PurchaseState } from '../../visitor/profile.ts';
import type { Shop } from '../basis.ts';
import { DAY_MS, keptPurchases } from '../clocks.ts';
import { chanceToBuy, expectedPurchases, type History, pAlive } from './bg-nbd.ts';
import { expectedValue } from './gamma-gamma.ts';
import { DAYS_IN, priorModel } from './journey-model.ts';
import { type RfmCell, rfmCell } from './rfm.ts';

const SEASON_DAYS = 90;
const YEAR_DAYS = 365;

/**
 * What may be expected of somebody who has bought, by the shop's own model or, as long as it has none, by what is usual. Without a purchase nothing of
 * it ever rises, and a purchase makes `expectedRemaining` whole: who stands beyond a limit stays there until they buy.
 */
export interface Lifetime {
  /** chance that they still buy here, 0..1; 1 of who bought once: the model knows no occasion at which they could have stopped */
  pAlive: number;
  /** chance of at least one purchase in the next 90 and 365 days, 0..1 */
  chanceToBuy90Days: number;
  chanceToBuy365Days: number;
  /** how many of the purchases that were to be expected on the day of their last one still are, 1 on that day, falling to 0 */
  expectedRemaining: number;
  /** days with a purchase, after the first */
  repeatPurchases: number;
  expectedPurchases90Days: number;
  /** worth of one of their next purchases, major units of the site's currency */
  purchaseValue: number;
  /** what the next 90 and 365 days are worth: purchases expected, each of that worth */
  value90Days: number;
  value365Days: number;
  /** by that year, among the shop's own buyers: the best fifth, the rest of the better half, the others; null where too few have bought */
  valueTier: 'high' | 'medium' | 'low' | null;
  /** how recently, often and for how much they bought, among the shop's own buyers; null where too few have */
  rfm: RfmCell | null;
}

/** Days on which somebody bought, and what those were worth; as in the fit, purchases of one day are one. */
interface Bought {
  /** whole days since 1970, oldest first */
  days: number[];
  /** major units a day; of other currencies nothing is known */
  worth: ReadonlyMap<number, number>;
}

/**
 * What went back does not count. A purchase in another currency is one, and says nothing of worth. Days are UTC's here: which day a purchase at
 * midnight belongs to changes no chance that could be seen.
 *
 * @returns null of somebody who never bought
 */
export function lifetimeOf(profile: Profile, shop: Shop, nowMs: number): Lifetime | null {
  const { days, worth } = boughtBy(profile, shop.currency, nowMs);
  const [first] = days;
  if (first === undefined) return null;
  const { bgNbd, gammaGamma, unit } = shop.journeyModel ?? priorModel('week', mean([...worth.values()]));
  const perUnit = DAYS_IN[unit];
  const lastAt = (days.at(-1)! - first) / perUnit;
  const history: History = { repeats: days.length - 1, lastAt, observed: (Math.floor(nowMs / DAY_MS) - first) / perUnit };
  const chanceIn = (days: number): number => chanceToBuy(bgNbd, history, days / perUnit);
  const expectedIn = (days: number, since = history): number => expectedPurchases(bgNbd, since, days / perUnit);
  const repeatWorths = days.slice(1).flatMap((day) => worth.get(day) ?? []);
  const purchaseValue = expectedValue(gammaGamma, { repeats: repeatWorths.length, mean: mean(repeatWorths) ?? 0 });
  const expected = expectedIn(SEASON_DAYS);
  const fresh = expectedIn(SEASON_DAYS, { ...history, observed: lastAt });
  const value365Days = round(expectedIn(YEAR_DAYS) * purchaseValue, 2);
  const { rfm, valueTiers } = shop.journeyModel ?? {};
  const habit = {
    recencyDays: Math.floor(nowMs / DAY_MS) - days.at(-1)!,
    frequency: days.length,
    monetary: [...worth.values()].reduce((sum, value) => sum + value, 0),
  };
  return {
    pAlive: round(pAlive(bgNbd, history), 3),
    chanceToBuy90Days: round(chanceIn(SEASON_DAYS), 3),
    chanceToBuy365Days: round(chanceIn(YEAR_DAYS), 3),
    expectedRemaining: fresh > 0 ? round(Math.min(1, expected / fresh), 3) : 1,
    repeatPurchases: history.repeats,
    expectedPurchases90Days: round(expected, 3),
    purchaseValue: round(purchaseValue, 2),
    value90Days: round(expected * purchaseValue, 2),
    value365Days,
    valueTier: valueTiers ? tierOf(value365Days, valueTiers) : null,
    rfm: rfm ? rfmCell(rfm, habit) : null,
  };
}

function tierOf(worth: number, { high, medium }: ValueTierCuts): Lifetime['valueTier'] {
  if (worth > high) return 'high';
  return worth > medium ? 'medium' : 'low';
}

function boughtBy(profile: Profile, currency: string, nowMs: number): Bought {
  const days = new Set<number>();
  const worth = new Map<number, number>();
  for (const purchase of keptPurchases(profile)) {
    if (purchase.atMs > nowMs) continue;
    const day = Math.floor(purchase.atMs / DAY_MS);
    days.add(day);
    if (purchase.currency === currency) worth.set(day, (worth.get(day) ?? 0) + worthOf(purchase));
  }
  return { days: [...days].sort((a, b) => a - b), worth };
}

const worthOf = ({ totalMinor, refundedMinor, currency }: PurchaseState): number => toMajor(totalMinor - refundedMinor, currency);

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
