import { existsSync } from 'node:fs';
import * as v from 'valibot';
import { type Comparison, compare } from '../../edge/experiments/statistics/compare.ts';
import { halfWidth } from '../../edge/experiments/statistics/confidence-sequence.ts';
import type { MetricKind } from '../../edge/experiments/statistics/estimate.ts';
import { drawNormal, randomFrom } from '../../edge/experiments/statistics/random.ts';
import { sampleRatio } from '../../edge/experiments/statistics/sample-ratio.ts';
import { proportionSums, type Sums } from '../../edge/experiments/statistics/sums.ts';
import { nextWeights } from '../../edge/experiments/steer.ts';
import type { SteeredWeights } from '../../shared/published-site.ts';
import { ExperimentSchema } from '../../shared/schemas/experiment.ts';
import { ONLINE_RETAIL_FILE, onlineRetailInvoices } from '../support/online-retail.ts';

/** Tests of what is promised: a rate of 5 % is then known to within half a percent. */
const RUNS = 10_000;
/** Of what rounds the picture off: within one and a half. */
const FEWER_RUNS = 2_000;
const PEOPLE = 10_000;
/** A look after so many people: five hundred looks a test. */
const LOOK_EVERY = 20;
const POWER_RUNS = 1_000;
const POWER_PEOPLE = 40_000;
const CONVERSION = 0.05;
const ALPHA = 0.05;
/** Of the normal law: what a test of a fixed size asks for, once. */
const SINGLE_LOOK = 1.96;
/** χ² of one degree of freedom at p = 0.001. */
const CHI_SQUARE_ALARM = 10.828;

const BANDIT_RUNS = 50;
const BANDIT_SLICES = 30;
const BANDIT_SLICE_PEOPLE = 1_000;
const HOUR_MS = 3_600_000;
const NO_SUMS = {
  bucketVersion: 0,
  period: '',
  people: 0,
  buyers: 0,
  orders: 0,
  ordersSquares: 0,
  revenue: 0,
  revenueSquares: 0,
  cross: 0,
};

/** Draws what a person adds to a metric: its quantity, and a second one where it has one. */
type Draw = (random: () => number) => readonly [value: number, paired: number];

export interface FalseAlarms {
  metric: string;
  tests: number;
  /** share of tests without effect that were ever called one with an effect */
  alwaysValid: number;
  /** by a test of a fixed size, looked at as often, and looked at once at the end */
  zTestPeeking: number;
  zTestOnce: number;
}

export interface Power {
  uplift: number;
  tests: number;
  found: number;
  medianPeople: number | null;
  /** share of tests in which the interval ever left out the truth */
  everWrong: number;
  /** of a test of a fixed size that waits for the last person */
  zTestOnce: number;
}

export interface SplitAlarms {
  share: number;
  tests: number;
  alwaysValid: number;
  medianPeople: number | null;
  chiSquarePeeking: number;
}

export interface BanditFigures {
  rates: readonly number[];
  runs: number;
  people: number;
  /** purchases lost for not having shown the best to all, per run: by the bandit, and by equal shares */
  regretBandit: number;
  regretEqual: number;
  /** share of the last slice's people who saw the best */
  bestShare: number;
}

export interface ExperimentFigures {
  bandits: BanditFigures[];
  falseAlarms: FalseAlarms[];
  power: Power[];
  splits: SplitAlarms[];
}

/** How often the statements of an experiment are wrong though somebody looks all the time, and how much they find. */
export function measureExperiments(say: (line: string) => void): ExperimentFigures {
  const bought: Draw = (random) => [random() < CONVERSION ? 1 : 0, 0];
  // A tail as shops have it: a hundredth of the orders brings an eighth of the revenue.
  const logNormal = (random: () => number): number => Math.exp(3.5 + 1.2 * drawNormal(random));
  const falseAlarms = [
    falseAlarmsOf('conversion', 'mean', bought, RUNS, 1),
    falseAlarmsOf('conversion, a tenth of the people in the variant', 'mean', bought, FEWER_RUNS, 5, 0.1),
    falseAlarmsOf('revenue per visitor (log-normal orders)', 'mean', spending(logNormal), FEWER_RUNS, 2),
  ];
  if (existsSync(ONLINE_RETAIL_FILE)) {
    const orders = onlineRetailInvoices().flatMap(({ worth, isReturn }) => (isReturn || worth <= 0 ? [] : [worth]));
    const retail = (random: () => number): number => orders[Math.floor(random() * orders.length)]!;
    falseAlarms.push(falseAlarmsOf('revenue per visitor (Online Retail)', 'mean', spending(retail), RUNS, 3));
    falseAlarms.push(falseAlarmsOf('average order (Online Retail)', 'ratio', spending(retail), FEWER_RUNS, 4));
  } else {
    say('\nRevenue as in Online Retail is not measured: the file is not here (../shared/data).');
  }
  return {
    falseAlarms,
    power: [0.1, 0.2, 0.3].map((uplift, index) => powerAt(uplift, 10 + index)),
    bandits: [
      [0.05, 0.06],
      [0.05, 0.05, 0.065],
      [0.05, 0.05],
    ].map((rates, index) => banditAt(rates, 30 + index)),
    splits: [0.5, 0.52, 0.55].map((share, index) => splitAlarmsAt(share, share === 0.5 ? RUNS : FEWER_RUNS, 20 + index)),
  };
}

/** One in twenty buys, some of them more than once. */
function spending(order: (random: () => number) => number): Draw {
  return (random) => {
    if (random() >= CONVERSION) return [0, 0];
    let [sum, orders] = [order(random), 1];
    while (random() < 0.2) {
      sum += order(random);
      orders += 1;
    }
    return [sum, orders];
  };
}

function falseAlarmsOf(metric: string, kind: MetricKind, draw: Draw, tests: number, seed: number, share = 0.5): FalseAlarms {
  const random = randomFrom(seed);
  const counts = { alwaysValid: 0, zTestPeeking: 0, zTestOnce: 0 };
  for (let run = 0; run < tests; run += 1) {
    let [ever, everByZ, byZ] = [false, false, false];
    watch(kind, draw, draw, { people: PEOPLE, share }, random, (said) => {
      ever ||= said.known === 'better' || said.known === 'worse';
      byZ = Math.abs(zOf(said)) > SINGLE_LOOK;
      everByZ ||= byZ;
    });
    if (ever) counts.alwaysValid += 1;
    if (everByZ) counts.zTestPeeking += 1;
    if (byZ) counts.zTestOnce += 1;
  }
  const { alwaysValid, zTestPeeking, zTestOnce } = counts;
  return { metric, tests, alwaysValid: alwaysValid / tests, zTestPeeking: zTestPeeking / tests, zTestOnce: zTestOnce / tests };
}

function powerAt(uplift: number, seed: number): Power {
  const random = randomFrom(seed);
  const foundAfter: number[] = [];
  let [wrong, byZ] = [0, 0];
  for (let run = 0; run < POWER_RUNS; run += 1) {
    let after: number | null = null;
    let everWrong = false;
    let z = 0;
    const buying =
      (rate: number): Draw =>
      (next) => [next() < rate ? 1 : 0, 0];
    watch('mean', buying(CONVERSION), buying(CONVERSION * (1 + uplift)), { people: POWER_PEOPLE, share: 0.5 }, random, (said) => {
      if (said.known === 'better') after ??= said.people;
      const truth = CONVERSION * uplift;
      if (said.difference && (said.difference.low > truth || said.difference.high < truth)) everWrong = true;
      z = zOf(said);
    });
    if (after !== null) foundAfter.push(after);
    if (everWrong) wrong += 1;
    if (z > SINGLE_LOOK) byZ += 1;
  }
  return {
    uplift,
    tests: POWER_RUNS,
    found: foundAfter.length / POWER_RUNS,
    medianPeople: medianOf(foundAfter, POWER_RUNS),
    everWrong: wrong / POWER_RUNS,
    zTestOnce: byZ / POWER_RUNS,
  };
}

/** Thirty slices of a thousand people by the real steering, beside the same people in equal shares. */
function banditAt(rates: readonly number[], seed: number): BanditFigures {
  const random = randomFrom(seed);
  const best = Math.max(...rates);
  let [regretBandit, bestShare] = [0, 0];
  const variants = rates.map((_, index) => ({ id: `v${index}`, weight: 1 / rates.length }));
  for (let run = 0; run < BANDIT_RUNS; run += 1) {
    const experiment = v.parse(ExperimentSchema, { id: `run-${run}`, name: {}, rule: 'r', variants, bandit: { everyHours: 1 } });
    const sums = variants.map(({ id }) => ({ ...NO_SUMS, experiment: experiment.id, variant: id }));
    let weights = variants.map(({ weight }) => weight);
    let last: SteeredWeights | null = null;
    for (let slice = 0; slice < BANDIT_SLICES; slice += 1) {
      let onBest = 0;
      for (let person = 0; person < BANDIT_SLICE_PEOPLE; person += 1) {
        const index = pick(weights, random());
        const rate = rates[index]!;
        sums[index]!.people += 1;
        if (random() < rate) sums[index]!.buyers += 1;
        regretBandit += best - rate;
        if (rate === best) onBest += 1;
      }
      if (slice === BANDIT_SLICES - 1) bestShare += onBest / BANDIT_SLICE_PEOPLE;
      last = nextWeights(experiment, sums, last, 'EUR', (slice + 1) * HOUR_MS) ?? last;
      if (last) weights = variants.map(({ id }) => last!.weights[id]!);
    }
  }
  const people = BANDIT_SLICES * BANDIT_SLICE_PEOPLE;
  const regretEqual = people * (best - rates.reduce((sum, rate) => sum + rate, 0) / rates.length);
  return { rates, runs: BANDIT_RUNS, people, regretBandit: regretBandit / BANDIT_RUNS, regretEqual, bestShare: bestShare / BANDIT_RUNS };
}

function pick(weights: readonly number[], at: number): number {
  let sum = 0;
  const index = weights.findIndex((weight) => {
    sum += weight;
    return at < sum;
  });
  return index < 0 ? weights.length - 1 : index;
}

function splitAlarmsAt(share: number, tests: number, seed: number): SplitAlarms {
  const random = randomFrom(seed);
  const foundAfter: number[] = [];
  let byChiSquare = 0;
  for (let run = 0; run < tests; run += 1) {
    const counts = [0, 0];
    let after: number | null = null;
    let alarmed = false;
    for (let person = 1; person <= PEOPLE && !(after !== null && alarmed); person += 1) {
      counts[random() < share ? 0 : 1]! += 1;
      if (person % LOOK_EVERY > 0) continue;
      alarmed ||= (counts[0]! - counts[1]!) ** 2 / person > CHI_SQUARE_ALARM;
      if (after === null && sampleRatio([{ weights: [0.5, 0.5], counts }]).isMismatch) after = person;
    }
    if (after !== null) foundAfter.push(after);
    if (alarmed) byChiSquare += 1;
  }
  return {
    share,
    tests,
    alwaysValid: foundAfter.length / tests,
    medianPeople: medianOf(foundAfter, tests),
    chiSquarePeeking: byChiSquare / tests,
  };
}

/** Lets people come one by one, a share of them to the variant, and looks as they come. */
function watch(
  kind: MetricKind,
  control: Draw,
  variant: Draw,
  { people, share }: { people: number; share: number },
  random: () => number,
  look: (said: Comparison) => void,
): void {
  const arms = [countingFrom(kind), countingFrom(kind)] as const;
  for (let person = 1; person <= people; person += 1) {
    const side = random() < share ? 1 : 0;
    const [value, paired] = (side === 0 ? control : variant)(random);
    const sums = arms[side];
    sums.n += 1;
    sums.sum += value;
    sums.sumSquares += value * value;
    if (sums.paired) {
      sums.paired.sum += paired;
      sums.paired.sumSquares += paired * paired;
      sums.paired.cross += value * paired;
    }
    if (person % LOOK_EVERY === 0) look(compare(kind, arms[0], arms[1], { alpha: ALPHA }));
  }
}

function countingFrom(kind: MetricKind): Sums {
  return kind === 'ratio' ? { ...proportionSums(0, 0), paired: { sum: 0, sumSquares: 0, cross: 0 } } : proportionSums(0, 0);
}

/** The difference in standard errors, at the same looks as ours; 0 before the first. */
function zOf({ difference, people }: Comparison): number {
  if (!difference || difference.high === difference.estimate) return 0;
  return (difference.estimate * halfWidth(people, ALPHA)) / (difference.high - difference.estimate);
}

/** Of all tests, those that found nothing counting as later than all; null where most found nothing. */
function medianOf(foundAfter: number[], tests: number): number | null {
  return foundAfter.sort((a, b) => a - b)[Math.floor(tests / 2)] ?? null;
}
