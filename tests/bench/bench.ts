import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureSizes } from '../../.scripts/sizes.mjs';
import { measureBrowser } from './browser.ts';
import { measureDecisions, measureManyRules } from './decisions.ts';
import { measureExperiments } from './experiments.ts';
import { hasJourneyData, measureConfidence } from './journey-confidence.ts';
import { measureFits } from './journey-fit.ts';
import { hasClicks, measureIntent } from './journey-intent.ts';
import { measureProfiles } from './profiles.ts';
import { plotOf, type Reliability } from './reliability.ts';
import { measureReplay } from './replay.ts';
import { measureSegments } from './segments.ts';
import { measureThroughput } from './throughput.ts';

const DEFAULT_ROUND_SECONDS = 5;

/** What can be measured, by the name `--only` takes; each prints its tables and returns its figures by the name they have in the file. */
const PARTS: Record<string, (seconds: number) => Promise<Record<string, unknown>>> = {
  sizes,
  decisions,
  experiments,
  journey,
  profiles,
  segments,
  replay,
  requests,
  browser,
};

/** Runs every benchmark, or those named, prints tables, and writes the figures to a file where one is asked for. */
export async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'string' }, seconds: { type: 'string' }, only: { type: 'string', multiple: true } },
  });
  const seconds = Number(values.seconds ?? DEFAULT_ROUND_SECONDS);
  if (!Number.isInteger(seconds) || seconds < 1) throw new Error('--seconds must be a whole number of seconds');
  const names = values.only ?? Object.keys(PARTS);
  const unknown = names.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined) throw new Error(`--only takes ${Object.keys(PARTS).join(', ')}; not ${unknown}`);
  const figures: Record<string, unknown> = {};
  for (const name of names) Object.assign(figures, await PARTS[name]!(seconds));
  if (values.json === undefined) return;
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model ?? 'unknown', node: process.versions.node, at: new Date().toISOString() };
  await writeFile(values.json, `${JSON.stringify({ machine, ...figures }, null, 2)}\n`);
  say(`Figures written to ${values.json}`);
}

async function sizes(): Promise<Record<string, unknown>> {
  const measured = await measureSizes();
  print(
    'Sizes (bytes)',
    ['file', 'raw', 'gzip', 'brotli'],
    measured.map((size) => [size.file, size.rawBytes, size.gzipBytes, size.brotliBytes]),
  );
  return { sizes: measured };
}

async function decisions(): Promise<Record<string, unknown>> {
  const measured = measureDecisions(Date.now());
  print(
    'Decisions on the demo shop (one thread, recommendations included)',
    ['visit', 'p50 µs', 'p99 µs', 'p50 µs with its record', 'record, bytes', 'blocks'],
    measured.map(({ name, p50Us, p99Us, recordedP50Us, recordBytes, blocks }) => [
      name,
      p50Us.toFixed(0),
      p99Us.toFixed(0),
      recordedP50Us.toFixed(0),
      recordBytes,
      blocks,
    ]),
  );
  const many = measureManyRules(Date.now());
  print(
    'Decisions over a large set-up',
    ['visit', 'rules', 'p50 µs', 'p99 µs', 'blocks'],
    many.map(({ name, rules, p50Us, p99Us, blocks }) => [name, rules, p50Us.toFixed(0), p99Us.toFixed(0), blocks]),
  );
  return { decisions: measured, manyRules: many };
}

async function experiments(): Promise<Record<string, unknown>> {
  const measured = measureExperiments(say);
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  print(
    'Experiments without effect that are called one with an effect (five hundred looks each; promised: at most 5 %)',
    ['metric', 'tests', 'always valid', 'z-test, as many looks', 'z-test, one look'],
    measured.falseAlarms.map(({ metric, tests, alwaysValid, zTestPeeking, zTestOnce }) => [
      metric,
      tests,
      percent(alwaysValid),
      percent(zTestPeeking),
      percent(zTestOnce),
    ]),
  );
  print(
    'Experiments with an effect on a conversion of 5 %, up to 40,000 people',
    ['uplift', 'tests', 'found', 'median people', 'interval ever wrong', 'z-test, one look at the end'],
    measured.power.map(({ uplift, tests, found, medianPeople, everWrong, zTestOnce }) => [
      percent(uplift),
      tests,
      percent(found),
      medianPeople ?? '–',
      percent(everWrong),
      percent(zTestOnce),
    ]),
  );
  print(
    'Splits of 10,000 people said to be halves (five hundred looks each; promised: at most 0.1 % alarms where they are)',
    ['true share', 'tests', 'alarms', 'median people', 'chi-square, as many looks'],
    measured.splits.map(({ share, tests, alwaysValid, medianPeople, chiSquarePeeking }) => [
      percent(share),
      tests,
      percent(alwaysValid),
      medianPeople ?? '–',
      percent(chiSquarePeeking),
    ]),
  );
  print(
    'Bandits, thirty slices of a thousand people: purchases lost for not having shown the best to all',
    ['rates', 'runs', 'by the bandit', 'in equal shares', 'share of the best at the end'],
    measured.bandits.map(({ rates, runs, regretBandit, regretEqual, bestShare }) => [
      rates.map(percent).join(' / '),
      runs,
      regretBandit.toFixed(1),
      regretEqual.toFixed(1),
      percent(bestShare),
    ]),
  );
  return { experiments: measured };
}

async function journey(): Promise<Record<string, unknown>> {
  if (!hasClicks() || !hasJourneyData()) {
    say('\nThe models of the journey are measured on published data, which are not here (../shared/data): skipped.');
    return {};
  }
  const intent = await measureIntent();
  say(`\nWill to buy within a visit: ${JSON.stringify(intent.weights)}${intent.areShipped ? ', as shipped' : ', NOT as shipped'}`);
  reliable('at any moment of a visit (RetailRocket, visitors held back)', intent.anyMoment);
  reliable('at the end of a visit (RetailRocket, visitors held back)', intent.atTheEnd);
  reliable('at the end of a visit (UCI Online Shoppers, visits held back)', intent.otherShop);
  const confidence = await measureConfidence();
  say(`\nHow sure a stage is: ${JSON.stringify(confidence.constants)}`);
  for (const { name, reliability } of confidence.stages) reliable(name, reliability);
  const fits = await measureFits();
  print(
    'Models of a shop from its receipts (CDNOW; and ten of it, on other days)',
    ['customers', 'receipts', 'import ms', 'fit ms', 'of it processor ms', 'r', 'log-likelihood'],
    fits.map(({ customers, purchases, importMs, fitMs, fitCpuMs, r, logLikelihood }) => [
      customers,
      purchases,
      importMs.toFixed(0),
      fitMs.toFixed(0),
      fitCpuMs.toFixed(0),
      r.toFixed(3),
      logLikelihood.toFixed(1),
    ]),
  );
  return { journey: { intent, confidence, fits } };
}

/** What was foretold (`o`) and what came (`x`), from 0 to 1, a line for each tenth of the cases. */
function reliable(title: string, measured: Reliability): void {
  const { cases, calibrationError, brier, brierOfMean, auc } = measured;
  const figures = [
    `${cases} cases`,
    `calibration error ${calibrationError.toFixed(3)}`,
    `Brier ${brier.toFixed(4)} (of the mean ${brierOfMean.toFixed(4)})`,
    ...(Number.isNaN(auc) ? [] : [`AUC ${auc.toFixed(3)}`]),
  ];
  say(`\n${title}\n  ${figures.join(', ')}`);
  for (const line of plotOf(measured)) say(line);
}

async function profiles(): Promise<Record<string, unknown>> {
  const measured = await measureProfiles(say);
  print(
    'A visit by the length of the past (one connection, state in memory where there is such a disk)',
    ['events', 'merged', 'new p50 ms', 'new p99 ms', 'a day late p50 ms', 'a day late p99 ms'],
    measured.map(({ events, merged, inOrderP50Ms, inOrderP99Ms, lateP50Ms, lateP99Ms }) => [
      events,
      merged ?? 'no',
      ...[inOrderP50Ms, inOrderP99Ms, lateP50Ms, lateP99Ms].map((ms) => ms.toFixed(2)),
    ]),
  );
  return { profiles: measured };
}

async function segments(): Promise<Record<string, unknown>> {
  const measured = await measureSegments(say);
  print(
    'The size of a segment (one connection), and the least the same object can answer',
    ['visitors', 'asked', 'estimate p50 ms', 'settings p50 ms'],
    [[measured.visitors, measured.asked, measured.estimateP50Ms.toFixed(1), measured.settingsP50Ms.toFixed(1)]],
  );
  return { segments: measured };
}

async function replay(): Promise<Record<string, unknown>> {
  const measured = await measureReplay(say);
  print(
    'A draft on stored visits of the demo shop (one thread in this process; the whole of it over the API)',
    ['visits', 'bytes each', 'decided once µs', 'replayed µs', 'over the API s'],
    [[measured.visits, measured.recordBytes, measured.onceUs.toFixed(0), measured.replayedUs.toFixed(0), measured.seconds.toFixed(1)]],
  );
  return { replay: measured };
}

async function requests(seconds: number): Promise<Record<string, unknown>> {
  const throughput = await measureThroughput(seconds, say);
  const base = throughput.targets.map(({ requestsPerSecond }) => requestsPerSecond);
  print(
    `Requests (32 connections, median of 3 rounds of ${seconds} s, by ${throughput.generator}, state on ${throughput.stateOn})`,
    ['target', 'per second', 'of empty', 'of object', 'p50 ms', 'p99 ms', 'errors'],
    throughput.targets.map(({ name, requestsPerSecond, p50Ms, p99Ms, errors }) => [
      name,
      Math.round(requestsPerSecond),
      ratio(requestsPerSecond, base[0]),
      ratio(requestsPerSecond, base[1]),
      p50Ms.toFixed(2),
      p99Ms.toFixed(2),
      errors,
    ]),
  );
  return { throughput };
}

async function browser(): Promise<Record<string, unknown>> {
  const measured = await measureBrowser(say);
  const { start, manners, memory } = measured;
  print(
    `Start of a script in Chromium ${measured.chromium} (processor time until 2 s after load, slowed 4 times, medians of 5 rounds)`,
    ['script', 'start ms', 'of GrowthBook', 'script ms', 'least', 'of GrowthBook', 'of it layout', 'longest task ms', 'whole page ms'],
    start.map(
      ({ name, evaluateMs, evaluateOfGrowthBook, scriptMs, leastScriptMs, ofGrowthBook, forcedLayoutMs, longestTaskMs, pageMs }) => [
        name,
        evaluateMs.toFixed(1),
        evaluateOfGrowthBook.toFixed(2),
        scriptMs.toFixed(1),
        leastScriptMs.toFixed(1),
        ofGrowthBook.toFixed(2),
        forcedLayoutMs.toFixed(1),
        longestTaskMs.toFixed(1),
        pageMs.toFixed(0),
      ],
    ),
  );
  print(
    'A page read and left',
    ['page', 'layout shift', 'script', 'chunks', 'questions', 'events', 'preflights'],
    manners.map((page) => [page.name, page.layoutShift.toFixed(3), page.script, page.chunks, page.questions, page.events, page.preflights]),
  );
  print(
    'An app of one document: growth from its 20th to its 200th page, after garbage collection',
    ['app', 'heap kB', 'nodes', 'listeners', 'heap kB in all'],
    memory.map(({ name, growth, afterAll }) => [
      name,
      growth.heapKb.toFixed(0),
      growth.nodes,
      growth.listeners,
      afterAll.heapKb.toFixed(0),
    ]),
  );
  return { browser: measured };
}

const ratio = (value: number, of: number | undefined): string => (of ? `${((100 * value) / of).toFixed(0)} %` : '–');

function print(title: string, head: string[], rows: (string | number)[][]): void {
  const table = [head, ...rows.map((row) => row.map(String))];
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  say(`\n${title}`);
  for (const row of table)
    say(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '));
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
