import type { JourneyModel, ModelUnit, RfmCuts, ValueTierCuts } from '../../../shared/schemas/journey-model.ts';
import { type BgNbd, expectedPurchases, fitBgNbd, type History, type HistoryGroup } from './bg-nbd.ts';
import { expectedValue, fitGammaGamma, type GammaGamma, type Spending } from './gamma-gamma.ts';
import { quantile, RFM_BUYERS_MIN, rfmCuts } from './rfm.ts';

export const DAYS_IN: Record<ModelUnit, number> = { day: 1, week: 7 };

/** Fewer customers who came back than this say too little of how all of them buy: seven parameters want some ten observations each. */
export const REPEAT_BUYERS_MIN = 70;

/**
 * What is assumed of a shop of which too little is known: a customer who buys some three times a year and of whom one in five stops after a
 * purchase; purchases that vary by two fifths around a customer's own mean. Time in weeks.
 */
export const PRIOR_BG_NBD: BgNbd = { r: 0.6, alpha: 10, a: 0.8, b: 3.2 };
const PRIOR_SHAPES = { p: 6, q: 4 };
const VALUE_UNKNOWN = 50;

/** One customer as purchases tell: days of the site's own calendar. */
export interface Buyer {
  /** whole days since 1970 */
  firstDay: number;
  lastDay: number;
  /** days with a purchase, after the first */
  repeats: number;
  /** what those were worth, and all days with the first, major units */
  repeatsTotal: number;
  total: number;
}

export interface FittedModel {
  /** `logLikelihood`: null where the parameters are assumed */
  bgNbd: BgNbd & { logLikelihood: number | null; customers: number };
  gammaGamma: GammaGamma & { logLikelihood: number | null; customers: number };
  /** last day that counts, whole days since 1970 */
  observedUntilDay: number;
  unit: ModelUnit;
  rfm: RfmCuts | null;
  valueTiers: ValueTierCuts | null;
  /** `prior`: assumed, because too few customers came back */
  source: 'fitted' | 'prior';
}

/**
 * How the customers of a shop buy, from what they bought until a day. As in the papers, purchases of one day are one purchase and the time of
 * day does not count; a week is seven of its days, and time runs from a customer's own first purchase.
 *
 * @param buyers in any order
 * @param meanValue of all purchases, major units: what is assumed of their worth where too few came back; null = unknown
 */
export function fitJourneyModel(
  buyers: readonly Buyer[],
  observedUntilDay: number,
  unit: ModelUnit,
  meanValue: number | null,
): FittedModel {
  const spending = spendingOf(buyers);
  const isEnough = buyers.filter(({ repeats }) => repeats > 0).length >= REPEAT_BUYERS_MIN;
  const prior = priorModel(unit, meanValue);
  const bgNbd = isEnough ? fitBgNbd(groupHistories(buyers, observedUntilDay, unit)) : { ...prior.bgNbd, logLikelihood: null };
  const isWorthKnown = isEnough && spending.length >= REPEAT_BUYERS_MIN;
  const gammaGamma = isWorthKnown ? fitGammaGamma(spending) : { ...prior.gammaGamma, logLikelihood: null };
  return {
    bgNbd: { ...bgNbd, customers: buyers.length },
    gammaGamma: { ...gammaGamma, customers: spending.length },
    rfm: rfmCuts(
      buyers.map(({ lastDay, repeats, total }) => ({ recencyDays: observedUntilDay - lastDay, frequency: repeats + 1, monetary: total })),
    ),
    valueTiers: tiersOf(buyers, observedUntilDay, { bgNbd, gammaGamma, unit }),
    observedUntilDay,
    unit,
    source: isEnough ? 'fitted' : 'prior',
  };
}

const YEAR_DAYS = 365;

/** Where the worth of a customer's next year parts the tiers. */
function tiersOf(buyers: readonly Buyer[], observedUntilDay: number, { bgNbd, gammaGamma, unit }: JourneyModel): ValueTierCuts | null {
  if (buyers.length < RFM_BUYERS_MIN) return null;
  const days = DAYS_IN[unit];
  const expected = new Map<string, number>();
  const worths = buyers.map((buyer) => {
    const { repeats, repeatsTotal } = buyer;
    const key = historyKey(buyer);
    let purchases = expected.get(key);
    if (purchases === undefined) {
      purchases = expectedPurchases(bgNbd, historyOf(buyer, observedUntilDay, unit), YEAR_DAYS / days);
      expected.set(key, purchases);
    }
    const isKnown = repeats > 0 && repeatsTotal > 0;
    return purchases * expectedValue(gammaGamma, isKnown ? { repeats, mean: repeatsTotal / repeats } : { repeats: 0, mean: 0 });
  });
  const sorted = worths.sort((a, b) => a - b);
  return { high: round(quantile(sorted, 0.8)), medium: round(quantile(sorted, 0.5)) };
}

const round = (worth: number): number => Math.round(worth * 100) / 100;

/** What the repeated purchases of those who made any were worth. */
export function spendingOf(buyers: readonly Buyer[]): Spending[] {
  return buyers.flatMap(({ repeats, repeatsTotal }) =>
    repeats > 0 && repeatsTotal > 0 ? [{ repeats, mean: repeatsTotal / repeats }] : [],
  );
}

/** What stands for a shop of which nothing was fitted, as `fitJourneyModel` would tell of it. */
export function assumedModel(): Omit<FittedModel, 'observedUntilDay'> {
  const { bgNbd, gammaGamma, unit } = priorModel('week', null);
  return {
    bgNbd: { ...bgNbd, logLikelihood: null, customers: 0 },
    gammaGamma: { ...gammaGamma, logLikelihood: null, customers: 0 },
    rfm: null,
    valueTiers: null,
    unit,
    source: 'prior',
  };
}

/** What is assumed where too little is known. @param meanValue of a purchase, major units; null = unknown */
export function priorModel(unit: ModelUnit, meanValue: number | null): JourneyModel {
  const { p, q } = PRIOR_SHAPES;
  return {
    bgNbd: { ...PRIOR_BG_NBD, alpha: (PRIOR_BG_NBD.alpha * DAYS_IN.week) / DAYS_IN[unit] },
    // The mean of all customers' means is pv / (q − 1).
    gammaGamma: { p, q, v: ((meanValue ?? VALUE_UNKNOWN) * (q - 1)) / p },
    unit,
  };
}

/** Equal histories once, with how many share them: most customers of most shops bought once, and many on the same day. */
export function groupHistories(buyers: readonly Buyer[], observedUntilDay: number, unit: ModelUnit): HistoryGroup[] {
  const groups = new Map<string, HistoryGroup>();
  for (const buyer of buyers) {
    const key = historyKey(buyer);
    const group = groups.get(key);
    if (group) group.customers += 1;
    else groups.set(key, { ...historyOf(buyer, observedUntilDay, unit), customers: 1 });
  }
  return [...groups.values()];
}

const historyKey = ({ firstDay, lastDay, repeats }: Buyer): string => `${repeats},${lastDay - firstDay},${firstDay}`;

function historyOf({ firstDay, lastDay, repeats }: Buyer, observedUntilDay: number, unit: ModelUnit): History {
  const days = DAYS_IN[unit];
  return { repeats, lastAt: (lastDay - firstDay) / days, observed: (observedUntilDay - firstDay) / days };
}
