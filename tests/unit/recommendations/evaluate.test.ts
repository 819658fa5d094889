import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../bench/evaluate-recommendations.ts';
import { measureRanking, percentile } from '../../bench/ranking-quality.ts';
import { readTestCases, readTrainSessions } from '../../bench/session-files.ts';

let folder = '';
const file = (name: string, contents: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, contents);
  return path;
};
const said = { out: '', error: '' };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tappa-evaluate-'));
  vi.spyOn(console, 'log').mockImplementation((text: string) => {
    said.out += text;
  });
  vi.spyOn(console, 'error').mockImplementation((text: string) => {
    said.error += text;
  });
});
beforeEach(() => Object.assign(said, { out: '', error: '' }));
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe('evaluating recommendations', () => {
  it('prints every figure and writes them as JSON', () => {
    const train = file('train.txt', '1 2 3\n1 2\n4 5\n1 2\n');
    const test = file('test.txt.gz', gzipSync('1\t2\n4\t5\n4\t99\n'));
    const json = join(folder, 'figures.json');
    expect(main(['--train', train, '--test', test, '--json', json])).toBe(0);
    for (const name of ['HR@20', 'MRR@20', 'coverage', 'p50 µs', 'p90 µs', 'p99 µs', 'index bytes', 'build seconds'])
      expect(said.out).toContain(name);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({
      trainSessions: 4,
      catalogItems: 5,
      requests: 3,
      hitRate20: 2 / 3,
      coverage: 1,
    });
  });

  it.each([
    ['no files named', () => [], '--train and --test are both needed'],
    ['an option it does not know', () => ['--trains', 'x'], 'trains'],
    ['a file that is not there', () => ['--train', join(folder, 'none'), '--test', 'x'], 'there is no such file'],
    ['an empty file', () => ['--train', file('empty', ''), '--test', 'x'], 'is empty'],
    ['a damaged gzip', () => ['--train', file('bad.gz', Uint8Array.of(0x1f, 0x8b, 1, 2)), '--test', 'x'], 'cannot be read'],
    ['a test file in place of a train file', () => ['--train', file('swapped', '1 2\t3\n'), '--test', 'x'], 'line 1'],
    ['a test line without a next id', () => ['--train', file('t1', '1 2\n'), '--test', file('t2', '1\t2\n1 2\n')], 'line 2'],
    ['a test line with two next ids', () => ['--train', file('t1', '1 2\n'), '--test', file('t3', '1\t2 3\n')], 'line 1'],
  ])('says what is wrong and fails: %s', (_, args, words) => {
    expect(main(args())).toBe(1);
    expect(said.error).toContain(words);
    expect(said.out).toBe('');
  });

  it('says which line of a train file is blank', () => {
    expect(() => readTrainSessions(file('blank', '1 2\n\n3 4\n'))).toThrow('line 2');
  });

  it('reads lines that end as on Windows', () => {
    expect(readTrainSessions(file('crlf', '1 2\r\n3\r\n'))).toEqual([['1', '2'], ['3']]);
    expect(readTestCases(file('crlf2', '1 2\t3\r\n'))).toEqual([{ prefix: ['1', '2'], next: '3' }]);
  });
});

describe('the measures', () => {
  it('count a hit in the first 20 and the reciprocal of its rank', () => {
    const cases = ['a', 'b', 'z'].map((next) => ({ prefix: ['x'], next }));
    let now = 0n;
    const quality = measureRanking(
      cases,
      4,
      () => ['a', 'b'],
      () => {
        now += 5_000n;
        return now;
      },
    );
    expect(quality).toEqual({ requests: 3, hitRate20: 2 / 3, meanReciprocalRank20: 0.5, coverage: 0.5, p50Us: 5, p90Us: 5, p99Us: 5 });
  });

  it('takes percentiles by nearest rank', () => {
    const sorted = Array.from({ length: 100 }, (_, n) => n + 1);
    expect([percentile(sorted, 0.5), percentile(sorted, 0.9), percentile(sorted, 0.99), percentile([], 0.5)]).toEqual([50, 90, 99, 0]);
  });
});
