import type { JourneyModel, ModelUnit } from '../../../shared/schemas/journey-model.ts';
import { type BgNbd, fitBgNbd, type HistoryGroup } from './bg-nbd.ts';
import { fitGammaGamma, type GammaGamma, type Spending } from './gamma-gamma.ts';

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
  /** what those were worth, major units */
  repeatsTotal: number;
}

export interface FittedModel {
  bgNbd: BgNbd & { logLikelihood: number; customers: number };
  gammaGamma: GammaGamma & { logLikelihood: number; customers: number };
  /** last day that counts, whole days since 1970 */
  observedUntilDay: number;
  unit: ModelUnit;
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
  const spending = buyers.flatMap(({ repeats, repeatsTotal }): Spending[] =>
    repeats > 0 && repeatsTotal > 0 ? [{ repeats, mean: repeatsTotal / repeats }] : [],
  );
  const counts = { observedUntilDay, unit } as const;
  const isEnough = buyers.filter(({ repeats }) => repeats > 0).length >= REPEAT_BUYERS_MIN;
  if (!isEnough) {
    const { bgNbd, gammaGamma } = priorModel(unit, meanValue);
    return {
      bgNbd: { ...bgNbd, logLikelihood: 0, customers: buyers.length },
      gammaGamma: { ...gammaGamma, logLikelihood: 0, customers: spending.length },
      ...counts,
      source: 'prior',
    };
  }
  return {
    bgNbd: { ...fitBgNbd(groupHistories(buyers, observedUntilDay, unit)), customers: buyers.length },
    gammaGamma: { ...fitGammaGamma(spending), customers: spending.length },
    ...counts,
    source: 'fitted',
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
  const days = DAYS_IN[unit];
  const groups = new Map<string, HistoryGroup>();
  for (const { firstDay, lastDay, repeats } of buyers) {
    const key = `${repeats},${lastDay - firstDay},${firstDay}`;
    const group = groups.get(key);
    if (group) group.customers += 1;
    else groups.set(key, { repeats, lastAt: (lastDay - firstDay) / days, observed: (observedUntilDay - firstDay) / days, customers: 1 });
  }
  return [...groups.values()];
}
