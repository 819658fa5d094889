import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeIndex, encodeIndex } from '../../../edge/recommendations/codec.ts';
import { nextItems } from '../../../edge/recommendations/next-items.ts';
import { buildIndex } from '../../../edge/recommendations/session-index.ts';
import { measureRanking } from '../../bench/ranking-quality.ts';
import { readTestCases, readTrainSessions } from '../../bench/session-files.ts';

const FOLDER = join(import.meta.dirname, '../../../../shared/data/sessions');
const MINUTE_MS = 60_000;
/** Every so manieth prefix: a few thousand, spread over all of them, tell the figure to about one point. */
const STEP = 20;

/** What plain VMIS-kNN (m 2000, k 300, last 5) reaches on the whole test set: a change that falls back to it has lost something. */
const PLAIN = [
  { name: 'diginetica', hitRate20: 0.5175, meanReciprocalRank20: 0.184 },
  { name: 'yoochoose1_64', hitRate20: 0.6853, meanReciprocalRank20: 0.2781 },
];

describe.each(PLAIN)('on the real visits of $name', ({ name, hitRate20, meanReciprocalRank20 }) => {
  const train = join(FOLDER, `${name}.train.txt.gz`);
  const missing = !existsSync(train);

  it.skipIf(missing)('finds the next product more often than the plain method (skips where ../shared/data is not there)', () => {
    const sessions = readTrainSessions(train);
    const catalogSize = new Set(sessions.flat()).size;
    const built = buildIndex({
      sessions: sessions.map((items, number) => ({ items, endedAtMs: number * MINUTE_MS })),
      baskets: [],
      nowMs: sessions.length * MINUTE_MS,
    });
    const index = decodeIndex(encodeIndex(built));
    const cases = readTestCases(join(FOLDER, `${name}.test.txt.gz`)).filter((_, number) => number % STEP === 0);
    const rank = (prefix: readonly string[], count: number) => nextItems(index, prefix, count).map(({ itemId }) => itemId);
    const quality = measureRanking(cases, catalogSize, rank, process.hrtime.bigint);
    expect(quality.hitRate20).toBeGreaterThan(hitRate20);
    expect(quality.meanReciprocalRank20).toBeGreaterThan(meanReciprocalRank20);
  });
});
