import type { RfmCuts } from '../../../shared/schemas/journey-model.ts';

/** Fewer buyers than classes cannot be cut into them. */
export const RFM_BUYERS_MIN = 5;
const CLASSES = 5;

/** How long ago, how often and for how much somebody bought. */
export interface BuyingHabit {
  recencyDays: number;
  /** days with a purchase */
  frequency: number;
  /** spent in all, major units */
  monetary: number;
}

/** Classes of 1 to 5 by the shop's own quintiles, 5 the best: bought last most recently, most often, for most. */
export interface RfmCell {
  recency: number;
  frequency: number;
  monetary: number;
  /** the three in a row, `555` the best, as is the custom */
  cell: string;
}

/** Where the buyers of a shop are cut into fifths (Hughes, "Strategic Database Marketing", 1994). @returns null of too few buyers */
export function rfmCuts(habits: readonly BuyingHabit[]): RfmCuts | null {
  if (habits.length < RFM_BUYERS_MIN) return null;
  const cutsOf = (value: (habit: BuyingHabit) => number): number[] => {
    const sorted = habits.map(value).sort((a, b) => a - b);
    return Array.from({ length: CLASSES - 1 }, (_, index) => quantile(sorted, (index + 1) / CLASSES));
  };
  return {
    recencyDays: cutsOf(({ recencyDays }) => recencyDays),
    frequency: cutsOf(({ frequency }) => frequency),
    monetary: cutsOf(({ monetary }) => monetary),
  };
}

/** Who stands on a cut belongs below it, so that equal buyers are in one class, however many they are. */
export function rfmCell(cuts: RfmCuts, { recencyDays, frequency, monetary }: BuyingHabit): RfmCell {
  const passed = (limits: readonly number[], value: number): number => limits.filter((limit) => limit < value).length;
  const scores = {
    recency: CLASSES - passed(cuts.recencyDays, recencyDays),
    frequency: 1 + passed(cuts.frequency, frequency),
    monetary: 1 + passed(cuts.monetary, monetary),
  };
  return { ...scores, cell: `${scores.recency}${scores.frequency}${scores.monetary}` };
}

/** The least of the sorted values that a share of them does not exceed. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;
}
