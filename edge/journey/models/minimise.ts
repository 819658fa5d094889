/** Nelder and Mead's usual factors (1965). */
const REFLECT = 1;
const EXPAND = 2;
const CONTRACT = 0.5;
const SHRINK = 0.5;
/** Size of the first simplex along each axis. */
const FIRST_STEP = 0.5;
/** The search begins anew at what it found: a simplex that has collapsed too early is made whole. */
const RESTARTS = 3;

/** The point of logarithms as positive numbers, none beyond its limits: a fit that has no best runs along one of them instead of away. */
export function within(logs: readonly number[], limits: readonly (readonly [least: number, most: number])[]): number[] {
  return logs.map((log, i) => Math.min(limits[i]![1], Math.max(limits[i]![0], Math.exp(log))));
}

export interface Minimum {
  at: number[];
  value: number;
}

/**
 * The least value of a function of a few variables, without derivatives (Nelder & Mead 1965). A value that is no number counts as infinite.
 *
 * @param tolerance of the values at the corners of the last simplex
 * @param evaluationsMax for each of the starts
 */
export function minimise(f: (at: number[]) => number, start: number[], tolerance = 1e-10, evaluationsMax = 2_000): Minimum {
  let best: Minimum = { at: start, value: numberAt(f, start) };
  for (let round = 0; round < RESTARTS; round += 1) best = descend(f, best.at, tolerance, evaluationsMax);
  return best;
}

function numberAt(f: (at: number[]) => number, at: number[]): number {
  const value = f(at);
  return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
}

function descend(f: (at: number[]) => number, start: number[], tolerance: number, evaluationsMax: number): Minimum {
  let left = evaluationsMax;
  const corner = (at: number[]): Minimum => {
    left -= 1;
    return { at, value: numberAt(f, at) };
  };
  const simplex = [corner(start), ...start.map((_, axis) => corner(start.map((x, i) => (i === axis ? x + FIRST_STEP : x))))];
  const order = (): void => void simplex.sort((a, b) => a.value - b.value);
  for (order(); left > 0; order()) {
    const best = simplex[0]!;
    const worst = simplex.at(-1)!;
    if (worst.value - best.value <= tolerance) break;
    const others = simplex.slice(0, -1);
    const centre = start.map((_, i) => others.reduce((sum, { at }) => sum + at[i]!, 0) / others.length);
    const away = (factor: number): Minimum => corner(centre.map((x, i) => x + factor * (x - worst.at[i]!)));
    const reflected = away(REFLECT);
    let next = reflected;
    if (reflected.value < best.value) {
      const expanded = away(EXPAND);
      if (expanded.value < reflected.value) next = expanded;
    } else if (reflected.value >= others.at(-1)!.value) {
      next = away(reflected.value < worst.value ? CONTRACT : -CONTRACT);
      if (next.value >= Math.min(reflected.value, worst.value)) {
        for (let i = 1; i < simplex.length; i += 1) {
          simplex[i] = corner(best.at.map((x, axis) => x + SHRINK * (simplex[i]!.at[axis]! - x)));
        }
        continue;
      }
    }
    simplex[simplex.length - 1] = next;
  }
  order();
  return simplex[0]!;
}
