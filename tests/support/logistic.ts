/** One observation: its features, what came, and how much it counts. */
export interface Observation {
  features: readonly number[];
  happened: boolean;
  weight: number;
}

const STEPS_MAX = 50;

/**
 * Logistic regression by Newton's method, with a little pull of the weights to 0 (ridge) so that rare features stay finite.
 * @param free how many of the first features are not pulled: intercepts
 */
export function fitLogistic(observations: readonly Observation[], free: number, ridge = 1): number[] {
  const size = observations[0]?.features.length ?? 0;
  let weights = new Array<number>(size).fill(0);
  for (let step = 0; step < STEPS_MAX; step += 1) {
    const gradient = weights.map((weight, i) => (i < free ? 0 : -ridge * weight));
    const hessian = weights.map((_, i) => weights.map((_, j) => (i === j && i >= free ? ridge : 0)));
    for (const { features, happened, weight } of observations) {
      const chance = chanceOf(weights, features);
      for (let i = 0; i < size; i += 1) {
        gradient[i]! += weight * (Number(happened) - chance) * features[i]!;
        for (let j = 0; j < size; j += 1) hessian[i]![j]! += weight * chance * (1 - chance) * features[i]! * features[j]!;
      }
    }
    const change = solve(hessian, gradient);
    weights = weights.map((weight, i) => weight + change[i]!);
    if (Math.max(...change.map(Math.abs)) < 1e-9) break;
  }
  return weights;
}

export function chanceOf(weights: readonly number[], features: readonly number[]): number {
  return 1 / (1 + Math.exp(-weights.reduce((sum, weight, i) => sum + weight * features[i]!, 0)));
}

/** Gauss–Jordan, for a matrix that is positive definite. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let i = 0; i < rows.length; i += 1) {
    const pivot = rows[i]![i]!;
    rows[i] = rows[i]!.map((value) => value / pivot);
    for (let j = 0; j < rows.length; j += 1) {
      if (j === i) continue;
      const factor = rows[j]![i]!;
      rows[j] = rows[j]!.map((value, k) => value - factor * rows[i]![k]!);
    }
  }
  return rows.map((row) => row.at(-1)!);
}
