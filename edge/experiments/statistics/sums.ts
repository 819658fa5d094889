/** What is kept of a metric in one variant: enough for means and variances, and nothing of any person. */
export interface Sums {
  /** people, each once, those with nothing too */
  n: number;
  sum: number;
  sumSquares: number;
  /** of a second quantity of the same people */
  paired?: PairedSums;
}

/** The second quantity: what a mean is adjusted by (the same metric before the experiment), or what a ratio divides by (orders). */
export interface PairedSums {
  sum: number;
  sumSquares: number;
  /** sum of the products of both quantities */
  cross: number;
}

/** Of a metric whose quantity is 0 or 1, such as conversion: squares are the numbers themselves. */
export function proportionSums(n: number, successes: number): Sums {
  return { n, sum: successes, sumSquares: successes };
}

/** Adds a person. @param pairedValue of the second quantity, where the metric has one */
export function withPerson(sums: Sums, value: number, pairedValue?: number): Sums {
  const { n, sum, sumSquares, paired = NOTHING } = sums;
  const counted: Sums = { n: n + 1, sum: sum + value, sumSquares: sumSquares + value * value };
  if (pairedValue === undefined) return counted;
  return {
    ...counted,
    paired: {
      sum: paired.sum + pairedValue,
      sumSquares: paired.sumSquares + pairedValue * pairedValue,
      cross: paired.cross + value * pairedValue,
    },
  };
}

const NOTHING: PairedSums = { sum: 0, sumSquares: 0, cross: 0 };

/** Unbiased; 0 for fewer than two, and never below 0 for rounding. */
export function varianceOf({ n, sum, sumSquares }: Pick<Sums, 'n' | 'sum' | 'sumSquares'>): number {
  return n < 2 ? 0 : Math.max(0, (sumSquares - (sum * sum) / n) / (n - 1));
}

/** Unbiased, of both quantities; 0 for fewer than two. */
export function covarianceOf(n: number, sum: number, { sum: pairedSum, cross }: PairedSums): number {
  return n < 2 ? 0 : (cross - (sum * pairedSum) / n) / (n - 1);
}

/**
 * How many equal contributions would weigh as these do (Kish's effective sample size): the number of buyers for a conversion, fewer than the
 * orders where a few great ones carry the sum.
 */
export function effectiveCount(all: readonly Sums[]): number {
  let sum = 0;
  let sumSquares = 0;
  for (const each of all) {
    sum += each.sum;
    sumSquares += each.sumSquares;
  }
  return sumSquares > 0 ? (sum * sum) / sumSquares : 0;
}
