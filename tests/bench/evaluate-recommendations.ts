import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { decodeIndex, encodeIndex } from '../../edge/recommendations/codec.ts';
import { nextItems } from '../../edge/recommendations/next-items.ts';
import { buildIndex, type RecommendationIndex } from '../../edge/recommendations/session-index.ts';
import { measureRanking, type RankingQuality } from './ranking-quality.ts';
import { readTestCases, readTrainSessions, UnusableSessionFile } from './session-files.ts';

const USAGE = 'Usage: npm run evaluate:recommendations -- --train FILE --test FILE [--json FILE]';
/** The files carry no times, only order: sessions are put one minute apart. Nothing measured here depends on how far apart they are. */
const MINUTE_MS = 60_000;

class WrongUse extends Error {}

function readArguments(args: readonly string[]): { train: string; test: string; json: string | null } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { train: { type: 'string' }, test: { type: 'string' }, json: { type: 'string' } },
    });
    if (!values.train || !values.test) throw new WrongUse(`--train and --test are both needed. ${USAGE}`);
    return { train: values.train, test: values.test, json: values.json ?? null };
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    throw new WrongUse(`${error instanceof Error ? error.message : 'The arguments cannot be read.'} ${USAGE}`);
  }
}

/** Session picks, then what is popular: the list a shop with no other signal would show. */
function rankIds(index: RecommendationIndex, prefix: readonly string[], count: number): string[] {
  const ids = nextItems(index, prefix, count).map(({ itemId }) => itemId);
  for (let at = 0; ids.length < count && at < index.popular.length; at++) {
    const id = index.itemIds[index.popular[at]!]!;
    if (!ids.includes(id)) ids.push(id);
  }
  return ids;
}

interface Evaluation extends RankingQuality {
  trainSessions: number;
  catalogItems: number;
  indexBytes: number;
  buildSeconds: number;
}

function evaluate(trainPath: string, testPath: string): Evaluation {
  const train = readTrainSessions(trainPath);
  const cases = readTestCases(testPath);
  const catalogItems = new Set(train.flat()).size;
  const startedNs = process.hrtime.bigint();
  const built = buildIndex({
    sessions: train.map((items, number) => ({ items, endedAtMs: number * MINUTE_MS })),
    baskets: [],
    nowMs: train.length * MINUTE_MS,
  });
  const bytes = encodeIndex(built);
  const buildSeconds = Number(process.hrtime.bigint() - startedNs) / 1e9;
  // Measured through the codec, as the edge serves it.
  const index = decodeIndex(bytes);
  const quality = measureRanking(cases, catalogItems, (prefix, count) => rankIds(index, prefix, count), process.hrtime.bigint);
  return { trainSessions: train.length, catalogItems, ...quality, indexBytes: bytes.length, buildSeconds };
}

function describe(result: Evaluation): string {
  return [
    `sessions learnt from  ${result.trainSessions}`,
    `items in the catalog  ${result.catalogItems}`,
    `test prefixes         ${result.requests}`,
    `HR@20                 ${result.hitRate20.toFixed(4)}`,
    `MRR@20                ${result.meanReciprocalRank20.toFixed(4)}`,
    `coverage              ${result.coverage.toFixed(4)}`,
    `p50 µs per request    ${result.p50Us.toFixed(1)}`,
    `p90 µs per request    ${result.p90Us.toFixed(1)}`,
    `p99 µs per request    ${result.p99Us.toFixed(1)}`,
    `index bytes           ${result.indexBytes}`,
    `build seconds         ${result.buildSeconds.toFixed(2)}`,
  ].join('\n');
}

/** Runs the command. Returns the exit code: 0, or 1 with the reason on standard error. */
export function main(args: readonly string[]): number {
  try {
    const { train, test, json } = readArguments(args);
    const result = evaluate(train, test);
    if (json) writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
    console.log(describe(result));
    return 0;
  } catch (error) {
    if (!(error instanceof WrongUse || error instanceof UnusableSessionFile) && !(error instanceof Error && 'code' in error)) throw error;
    console.error(`Not evaluated. ${error.message}`);
    return 1;
  }
}

if (process.argv[1]?.endsWith('evaluate-recommendations.ts')) process.exitCode = main(process.argv.slice(2));
