import { logGamma } from '../../../shared/log-gamma.ts';
import { minimise, within } from './minimise.ts';

/** How customers of a shop buy, and when they stop: Fader, Hardie & Lee, "Counting Your Customers the Easy Way" (Marketing Science, 2005). */
export interface BgNbd {
  /** purchase rates over customers: gamma of shape r and scale 1/α, α in units of time */
  r: number;
  alpha: number;
  /** chance to stop after a purchase over customers: beta of a and b */
  a: number;
  b: number;
}

/** What is known of one customer's buying; times in the model's unit (weeks or days). */
export interface History {
  /** purchases after the first, each day once */
  repeats: number;
  /** from the first purchase to the last; 0 without a repeat */
  lastAt: number;
  /** from the first purchase to the end of the observation */
  observed: number;
}

/** Customers of the same history. */
export interface HistoryGroup extends History {
  customers: number;
}

/** Where the search starts: all that matters is that it is no corner. */
const START: BgNbd = { r: 1, alpha: 1, a: 1, b: 1 };

/**
 * Of r, α, a and b. Customers who are all alike, or who never stop, have no best parameters: likelihood grows for ever, and forecasts drown in rounding.
 * At these limits rates differ by a seventh between customers, and one in ten million stops after a purchase.
 */
const LIMITS = [
  [1e-3, 50],
  [0.1, 1e5],
  [1e-3, 100],
  [1e-3, 1e4],
] as const;

/** ln L of all customers (the paper's equation 6, written with logarithms as in its spreadsheet note). */
export function bgNbdLogLikelihood({ r, alpha, a, b }: BgNbd, groups: readonly HistoryGroup[]): number {
  // What depends on the number of repeats alone is worked out once for each.
  const byRepeats: number[] = [];
  const ofRepeats = (x: number): number => {
    byRepeats[x] ??=
      logGamma(r + x) - logGamma(r) + r * Math.log(alpha) + logGamma(a + b) + logGamma(b + x) - logGamma(b) - logGamma(a + b + x);
    return byRepeats[x];
  };
  let sum = 0;
  for (const { repeats: x, lastAt, observed, customers } of groups) {
    const alive = -(r + x) * Math.log(alpha + observed);
    let either = alive;
    if (x > 0) {
      const gone = Math.log(a / (b + x - 1)) - (r + x) * Math.log(alpha + lastAt);
      either = Math.max(alive, gone) + Math.log1p(Math.exp(-Math.abs(alive - gone)));
    }
    sum += customers * (ofRepeats(x) + either);
  }
  return sum;
}

/** Maximum likelihood on the logarithms of the parameters, which keeps them positive. */
export function fitBgNbd(groups: readonly HistoryGroup[]): BgNbd & { logLikelihood: number } {
  const modelAt = (logs: number[]): BgNbd => {
    const [r, alpha, a, b] = within(logs, LIMITS) as [number, number, number, number];
    return { r, alpha, a, b };
  };
  const { at, value } = minimise((point) => -bgNbdLogLikelihood(modelAt(point), groups), Object.values(START).map(Math.log));
  return { ...modelAt(at), logLikelihood: -value };
}

/** The chance that a customer has not stopped buying, 0..1 (the paper's model; formula in Fader, Hardie & Lee's note of 2008). Who never came back has had no occasion to stop: 1. */
export function pAlive({ r, alpha, a, b }: BgNbd, { repeats: x, lastAt, observed }: History): number {
  if (x === 0) return 1;
  return 1 / (1 + (a / (b + x - 1)) * Math.exp((r + x) * Math.log((alpha + observed) / (alpha + lastAt))));
}

/**
 * The chance of at least one purchase within a time from the end of the observation, 0..1: still buying, and a purchase of those who still buy falls
 * into that time. Of those, rates are gamma of shape r + x and scale 1/(α + T), which gives the second factor.
 * @param ahead in the model's unit
 */
export function chanceToBuy(model: BgNbd, history: History, ahead: number): number {
  if (ahead <= 0) return 0;
  const { r, alpha } = model;
  const now = alpha + history.observed;
  return pAlive(model, history) * -Math.expm1((r + history.repeats) * Math.log(now / (now + ahead)));
}

/** Purchases to expect of a customer within a time from the end of the observation (the paper's equation 10). @param ahead in the model's unit */
export function expectedPurchases(model: BgNbd, history: History, ahead: number): number {
  if (ahead <= 0) return 0;
  const { r, alpha, b } = model;
  // The formula has a gap at a = 1, of which both sides lead to the same value.
  const a = Math.abs(model.a - 1) < 1e-6 ? 1 + 1e-6 : model.a;
  const { repeats: x, observed } = history;
  const end = alpha + observed + ahead;
  const shrunk = Math.exp((r + x) * Math.log((alpha + observed) / end)) * hypergeometric(r + x, b + x, a + b + x - 1, ahead / end);
  return Math.max(0, ((a + b + x - 1) / (a - 1)) * (1 - shrunk) * pAlive({ ...model, a }, history));
}

/** Gauss' hypergeometric series 2F1 for 0 ≤ z < 1. */
function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < 10_000; n += 1) {
    term *= ((a + n) * (b + n) * z) / ((c + n) * (n + 1));
    sum += term;
    if (Math.abs(term) < 1e-13 * Math.abs(sum)) break;
  }
  return sum;
}
