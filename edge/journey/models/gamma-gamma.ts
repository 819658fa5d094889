import { logGamma } from '../../../shared/log-gamma.ts';
import { minimise, within } from './minimise.ts';

/** What purchases are worth over customers: Fader & Hardie, "The Gamma-Gamma Model of Monetary Value" (2013). */
export interface GammaGamma {
  /** shape of one customer's purchases around their own mean */
  p: number;
  /** shape and scale of the customers' means; v in major units of the currency */
  q: number;
  v: number;
}

/** Who came back at least once: the first purchase says nothing yet of how later ones vary, and is left out as in the paper. */
export interface Spending {
  /** purchases after the first */
  repeats: number;
  /** mean of those, major units */
  mean: number;
}

/** Below, the mean of all customers is more than twenty times their typical one. */
const MEAN_Q_MIN = 1.05;

/** Of p, q and v, for the same reason as those of BG/NBD: purchases that are all alike. */
const LIMITS = [
  [1e-2, 1e3],
  [1e-2, 1e3],
  [1e-6, 1e12],
] as const;

const START: GammaGamma = { p: 1, q: 1, v: 1 };

/** ln L of all customers (the note's equation 1a). */
export function gammaGammaLogLikelihood({ p, q, v }: GammaGamma, customers: readonly Spending[]): number {
  const byRepeats: number[] = [];
  const ofRepeats = (x: number): number => {
    byRepeats[x] ??= logGamma(p * x + q) - logGamma(p * x) - logGamma(q) + q * Math.log(v) + p * x * Math.log(x);
    return byRepeats[x];
  };
  let sum = 0;
  for (const { repeats: x, mean } of customers) {
    const px = p * x;
    sum += ofRepeats(x) + (px - 1) * Math.log(mean) - (px + q) * Math.log(v + x * mean);
  }
  return sum;
}

export function fitGammaGamma(customers: readonly Spending[]): GammaGamma & { logLikelihood: number } {
  const modelAt = (logs: number[]): GammaGamma => {
    const [p, q, v] = within(logs, LIMITS) as [number, number, number];
    return { p, q, v };
  };
  const { at, value } = minimise((point) => -gammaGammaLogLikelihood(modelAt(point), customers), Object.values(START).map(Math.log));
  return { ...modelAt(at), logLikelihood: -value };
}

/**
 * Mean worth of a customer's next purchases, major units: between their own mean and that of all, nearer to their own the more they bought
 * (the note's equation 5). Of somebody without a repeat, that of all. Where purchases are so uneven that q ≤ 1, the model has no mean of all: the least
 * q that has one stands in.
 */
export function expectedValue({ p, q, v }: GammaGamma, { repeats: x, mean }: Spending): number {
  return (p * (v + x * mean)) / (p * x + Math.max(q, MEAN_Q_MIN) - 1);
}
