/** What was foretold of one case, and what came; `weight` is how much the case counts. */
export interface Forecast {
  chance: number;
  happened: boolean;
  weight?: number;
}

export interface ReliabilityBin {
  cases: number;
  foretold: number;
  observed: number;
}

export interface Reliability {
  cases: number;
  bins: ReliabilityBin[];
  /** mean distance between what was foretold and what came, over the bins */
  calibrationError: number;
  /** mean squared error, and that of foretelling the mean for all */
  brier: number;
  brierOfMean: number;
  /** chance that of two cases the one where it happened was foretold more likely */
  auc: number;
}

const weightOf = ({ weight = 1 }: Forecast): number => weight;

function meanOf(cases: readonly Forecast[], value: (forecast: Forecast) => number): number {
  const weights = cases.reduce((sum, each) => sum + weightOf(each), 0);
  return cases.reduce((sum, each) => sum + weightOf(each) * value(each), 0) / weights;
}

/** How far forecasts can be believed: cases sorted by what was foretold and cut into bins of equal size, same forecasts together. */
export function reliabilityOf(forecasts: readonly Forecast[], binCount = 10): Reliability {
  const sorted = [...forecasts].sort((a, b) => a.chance - b.chance);
  const bins: ReliabilityBin[] = [];
  for (let start = 0; start < sorted.length; ) {
    let end = Math.min(sorted.length, start + Math.ceil(sorted.length / binCount));
    while (end < sorted.length && sorted[end]!.chance === sorted[end - 1]!.chance) end += 1;
    const cases = sorted.slice(start, end);
    bins.push({
      cases: cases.length,
      foretold: meanOf(cases, ({ chance }) => chance),
      observed: meanOf(cases, ({ happened }) => Number(happened)),
    });
    start = end;
  }
  const mean = meanOf(sorted, ({ happened }) => Number(happened));
  return {
    cases: sorted.length,
    bins,
    calibrationError: bins.reduce((sum, { cases, foretold, observed }) => sum + cases * Math.abs(foretold - observed), 0) / sorted.length,
    brier: meanOf(sorted, ({ chance, happened }) => (chance - Number(happened)) ** 2),
    brierOfMean: mean * (1 - mean),
    auc: areaUnderCurve(sorted),
  };
}

function areaUnderCurve(sorted: readonly Forecast[]): number {
  let below = 0;
  let won = 0;
  let hits = 0;
  for (let start = 0; start < sorted.length; ) {
    let end = start;
    let [hit, miss] = [0, 0];
    for (; end < sorted.length && sorted[end]!.chance === sorted[start]!.chance; end += 1) {
      if (sorted[end]!.happened) hit += weightOf(sorted[end]!);
      else miss += weightOf(sorted[end]!);
    }
    won += hit * (below + miss / 2);
    below += miss;
    hits += hit;
    start = end;
  }
  return won / (hits * below);
}

const PLOT_WIDTH = 40;

/** A line a bin: where on 0..1 it was foretold (`o`) and what came (`x`; `*` where both meet). */
export function plotOf({ bins }: Reliability): string[] {
  return bins.map(({ cases, foretold, observed }) => {
    const place = (value: number): number => Math.round(value * PLOT_WIDTH);
    const line = Array.from({ length: PLOT_WIDTH + 1 }, (_, at) => {
      if (at === place(foretold) && at === place(observed)) return '*';
      if (at === place(foretold)) return 'o';
      return at === place(observed) ? 'x' : '·';
    }).join('');
    return `  ${line}  foretold ${foretold.toFixed(3)}  came ${observed.toFixed(3)}  of ${cases}`;
  });
}
