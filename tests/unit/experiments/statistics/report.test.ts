import { describe, expect, it } from 'vitest';
import type { ReportLanguage } from '../../../../edge/experiments/assignment-words.ts';
import { type ExperimentPeriod, experimentReport, type VariantCounts } from '../../../../edge/experiments/statistics/report.ts';
import { peekingSentence, resultSentence } from '../../../../edge/experiments/statistics/result-words.ts';
import { proportionSums, type Sums } from '../../../../edge/experiments/statistics/sums.ts';
import { experiment } from '../an-experiment.ts';

const spending = (n: number, mean: number, deviation = 20): Sums => ({
  n,
  sum: n * mean,
  sumSquares: n * (mean * mean + deviation * deviation),
});
const counts = (metrics: VariantCounts['metrics']): VariantCounts => ({ people: metrics.conversion?.n ?? 0, metrics });
const halves = (variants: ExperimentPeriod['variants']): ExperimentPeriod[] => [{ weights: [0.5, 0.5], variants }];
const bought = (asIs: readonly [number, number], shorter: readonly [number, number]): ExperimentPeriod[] =>
  halves({ 'as-is': counts({ conversion: proportionSums(...asIs) }), shorter: counts({ conversion: proportionSums(...shorter) }) });
const said = (periods: ExperimentPeriod[], language: ReportLanguage, more: Record<string, unknown> = {}): string => {
  const test = experiment(more);
  return resultSentence(experimentReport(test, periods).variants[0]!, test.goal, 'Titolo breve', language).replaceAll('\u00a0', ' ');
};

describe('the report of an experiment', () => {
  it('says in plain words what is known, in either language', () => {
    const better = bought([5_000, 250], [5_000, 375]);
    expect(said(better, 'en')).toMatch(
      /^“Titolo breve” does better: the share of people who buy \+50%, almost certainly between \+\d+(\.\d)?% and \+\d+(\.\d)?%\. You can decide now\.$/,
    );
    expect(said(better, 'it')).toMatch(/^«Titolo breve» fa meglio: la quota di chi compra \+50%, quasi certamente tra \+\d+(,\d)?% e \+/);
    expect(said(bought([5_000, 375], [5_000, 250]), 'it')).toMatch(/fa peggio: la quota di chi compra -33,3%/);
    expect(said(bought([5_000, 250], [5_000, 255]), 'en')).toMatch(
      /^No difference proved so far .* between -\d.* and \+\d.* \(10,000 people\)\.$/,
    );
    expect(said(bought([90, 2], [90, 3]), 'it')).toBe('È presto per dire qualcosa di «Titolo breve»: 180 persone finora.');
    expect(said(bought([1_000, 2], [1_000, 60]), 'en')).toBe(
      '“Titolo breve” does better (the share of people who buy), but by how much cannot be said yet.',
    );
    expect(said([], 'en')).toContain('too early');
  });

  it('leaves no placeholder unfilled and promises nothing it cannot keep', () => {
    for (const language of ['it', 'en'] as const) {
      for (const sums of [
        bought([5_000, 250], [5_000, 375]),
        bought([300, 30], [300, 31]),
        bought([0, 0], [0, 0]),
        bought([400, 8], [400, 45]),
      ])
        expect(said(sums, language)).not.toMatch(/[{}]|NaN|undefined|null|Infinity/);
      expect(peekingSentence(language)).toMatch(/venti|twenty/);
    }
  });

  it('trusts nothing where people do not split by the weights', () => {
    const broken = bought([5_600, 280], [5_000, 375]);
    const report = experimentReport(experiment(), broken);
    expect(report.split.isMismatch).toBe(true);
    expect(report.variants[0]!.verdict).toBe('untrusted');
    expect(said(broken, 'it')).toMatch(/^I visitatori non si dividono/);
  });

  it('compares each time of other weights within itself: a better season is no better variant', () => {
    const quiet = {
      'as-is': counts({ conversion: proportionSums(5_000, 150) }),
      shorter: counts({ conversion: proportionSums(5_000, 150) }),
    };
    const sales = {
      'as-is': counts({ conversion: proportionSums(1_000, 100) }),
      shorter: counts({ conversion: proportionSums(9_000, 900) }),
    };
    const periods: ExperimentPeriod[] = [
      { weights: [0.5, 0.5], variants: quiet },
      { weights: [0.1, 0.9], variants: sales },
    ];
    const { split, variants } = experimentReport(experiment(), periods);
    expect(split.isMismatch).toBe(false);
    expect(variants[0]).toMatchObject({ verdict: 'open', goal: { people: 20_000 } });
    expect(variants[0]!.goal.difference!.estimate).toBeCloseTo(0, 12);
    // Thrown together, the same people would have said that it does better by far.
    expect(experimentReport(experiment(), bought([6_000, 250], [14_000, 1_050])).variants[0]!.goal.known).toBe('better');
  });

  const guarded = { guardrails: [{ metric: 'revenue-per-visitor', allowedLoss: 0.02 }] };
  const withRevenue = (asIs: number, shorter: number): ExperimentPeriod[] =>
    halves({
      'as-is': counts({ conversion: proportionSums(5_000, 250), 'revenue-per-visitor': spending(5_000, asIs) }),
      shorter: counts({ conversion: proportionSums(5_000, 375), 'revenue-per-visitor': spending(5_000, shorter) }),
    });

  it('stops a variant that harms a guardrail with certainty, though it wins its goal', () => {
    const report = experimentReport(experiment(guarded), withRevenue(6, 3));
    expect(report.variants[0]).toMatchObject({ verdict: 'stop', goal: { known: 'better' }, guardrails: [{ verdict: 'broken' }] });
    expect(said(withRevenue(6, 3), 'en', guarded)).toMatch(
      /^“Titolo breve” makes worse what was not to get worse: revenue per visitor -50%/,
    );
    expect(said(withRevenue(6, 3), 'it', guarded)).toMatch(/l’incasso per visitatore -50%.*Va fermata ora\.$/);
  });

  it('does not stop it for a loss that may be chance, or that is allowed', () => {
    expect(experimentReport(experiment(guarded), withRevenue(6, 5.6)).variants[0]).toMatchObject({
      verdict: 'better',
      guardrails: [{ verdict: 'open' }],
    });
    const generous = { guardrails: [{ metric: 'revenue-per-visitor', allowedLoss: 0.8 }] };
    expect(experimentReport(experiment(generous), withRevenue(6, 3)).variants[0]).toMatchObject({
      verdict: 'better',
      guardrails: [{ verdict: 'holds' }],
    });
    expect(experimentReport(experiment(guarded), withRevenue(0, 0)).variants[0]!.guardrails[0]!.verdict).toBe('open');
  });

  it('asks more of each where there are several variants', () => {
    const variants = ['as-is', 'shorter', 'longer', 'bold'].map((id) => ({ id, weight: 0.25 }));
    const seen = bought([2_500, 125], [2_500, 172]);
    const alone = experimentReport(experiment(), seen).variants[0]!.goal;
    const among = experimentReport(
      experiment({ variants }),
      seen.map((period) => ({ ...period, weights: [0.5, 0.5, 0, 0] })),
    );
    expect(among.variants.map(({ variant }) => variant)).toEqual(['shorter', 'longer', 'bold']);
    expect(among.variants[0]!.goal.pValue).toBeGreaterThan(alone.pValue);
    expect(among.variants[2]!.verdict).toBe('too-early');
  });
});
