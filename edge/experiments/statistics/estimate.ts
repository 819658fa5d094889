import { covarianceOf, type Sums, varianceOf } from './sums.ts';

/** A metric's value in one variant, and the square of its standard error. */
export interface Estimate {
  value: number;
  squaredError: number;
}

/** A mean over people, or a ratio of two sums over people (revenue by orders). */
export type MetricKind = 'mean' | 'ratio';

/** Control and variant; null where there is nothing to divide by. */
export function estimatesOf(kind: MetricKind, control: Sums, variant: Sums): readonly [Estimate, Estimate] | null {
  if (control.n < 2 || variant.n < 2) return null;
  if (kind === 'mean') return adjustedMeans(control, variant);
  const estimates = [ratioOf(control), ratioOf(variant)] as const;
  return estimates[0] && estimates[1] ? [estimates[0], estimates[1]] : null;
}

/**
 * Means, less what their people's past foretells (CUPED: Deng, Xu, Kohavi & Walker, "Improving the Sensitivity of Online Controlled Experiments by
 * Utilizing Pre-Experiment Data", WSDM 2013): y − θ(x − x̄) with θ = cov(y, x) / var(x). θ is of both variants together, measured within each, so that it
 * cannot tell them apart; x̄ is the mean of both. Without a past in both, plain means.
 */
function adjustedMeans(control: Sums, variant: Sums): [Estimate, Estimate] {
  const both = [control, variant];
  const people = control.n + variant.n;
  let covariances = 0;
  let variances = 0;
  let pastSum = 0;
  for (const { n, sum, paired } of both) {
    if (!paired) return [meanOf(control, 0, 0), meanOf(variant, 0, 0)];
    covariances += (n - 1) * covarianceOf(n, sum, paired);
    variances += (n - 1) * varianceOf({ n, ...paired });
    pastSum += paired.sum;
  }
  const theta = variances > 0 ? covariances / variances : 0;
  return [meanOf(control, theta, pastSum / people), meanOf(variant, theta, pastSum / people)];
}

function meanOf({ n, sum, sumSquares, paired }: Sums, theta: number, pastMean: number): Estimate {
  const variance = varianceOf({ n, sum, sumSquares });
  if (!paired || theta === 0) return { value: sum / n, squaredError: variance / n };
  const adjusted = variance + theta * theta * varianceOf({ n, ...paired }) - 2 * theta * covarianceOf(n, sum, paired);
  return { value: sum / n - theta * (paired.sum / n - pastMean), squaredError: Math.max(0, adjusted) / n };
}

/**
 * A ratio of sums, with the error of people who may have several orders each (delta method: Deng, Knoblich & Lu, "Applying the Delta Method in Metric
 * Analytics", KDD 2018): orders of one person are not drawn apart from each other.
 */
function ratioOf({ n, sum, sumSquares, paired }: Sums): Estimate | null {
  if (!paired || paired.sum <= 0) return null;
  const value = sum / paired.sum;
  const perPerson = paired.sum / n;
  const variance =
    varianceOf({ n, sum, sumSquares }) + value * value * varianceOf({ n, ...paired }) - 2 * value * covarianceOf(n, sum, paired);
  return { value, squaredError: Math.max(0, variance) / (n * perPerson * perPerson) };
}
