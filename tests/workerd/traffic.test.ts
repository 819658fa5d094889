import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { QueuedRecord } from '../../edge/platform/events-message.ts';
import { recordsBetween, trafficClient } from '../../edge/traffic/client.ts';
import { firstIdAt, momentOfId } from '../../edge/traffic/record-ids.ts';
import { uuidV7 } from '../../shared/ids.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const KEPT_MS = 14 * DAY_MS;

let count = 0;
/** A site's traffic nobody wrote into yet. */
const somewhere = () => {
  const site = `traffic-${++count}`;
  return { site, traffic: trafficClient(env, site) };
};

function recordAt(atMs: number, who: readonly string[] = ['anna'], more: Record<string, unknown> = {}): QueuedRecord {
  const id = uuidV7(atMs, crypto.getRandomValues(new Uint8Array(10)));
  return { id, who, text: JSON.stringify({ format: 1, id, who, nowMs: atMs, ...more }) };
}

async function all(site: string, fromMs: number, toMs: number, max = 500): Promise<number[][]> {
  const slices: number[][] = [];
  for (let cursor: string | null = null; ; ) {
    const { records, next } = await recordsBetween(env, site, { fromMs, toMs, cursor, max });
    slices.push(records.map(({ nowMs }) => nowMs));
    if (next === null) return slices;
    cursor = next;
  }
}

const chunksOf = (site: string) =>
  runInDurableObject(env.TRAFFIC.getByName(site), (_, { storage }) => storage.sql.exec('SELECT chunk FROM chunk').toArray().length);

describe('what was decided on a site', () => {
  it('is found by its id as it was given, letter by letter', async () => {
    const { traffic } = somewhere();
    const [one, two] = [recordAt(Date.now(), ['anna'], { words: '€ 10, già' }), recordAt(Date.now())];
    await traffic.append([one, two], KEPT_MS);
    expect(await traffic.find(one.id)).toEqual({ text: one.text });
    expect(await traffic.find(two.id)).toEqual({ text: two.text });
    expect(await traffic.find(recordAt(Date.now()).id)).toEqual({ gone: 'unknown' });
  });

  it('is there once, though the queue brings it again, alone or with others', async () => {
    const { site, traffic } = somewhere();
    const nowMs = Date.now();
    const records = [recordAt(nowMs - 2), recordAt(nowMs - 1)];
    await Promise.all([traffic.append(records, KEPT_MS), traffic.append(records, KEPT_MS)]);
    await traffic.append([...records, recordAt(nowMs)], KEPT_MS);
    expect((await all(site, nowMs - 10, nowMs + 1)).flat()).toEqual([nowMs - 2, nowMs - 1, nowMs]);
  });

  it('is read in slices of a span, its end left out, however the batches overlap', async () => {
    const { site, traffic } = somewhere();
    const startMs = Date.now() - HOUR_MS;
    const moments = Array.from({ length: 60 }, (_, index) => startMs + index * 7_000);
    const odd = moments.filter((_, index) => index % 2 === 1);
    await traffic.append(
      odd.map((atMs) => recordAt(atMs)),
      KEPT_MS,
    );
    await traffic.append(
      moments.filter((atMs) => !odd.includes(atMs)).map((atMs) => recordAt(atMs)),
      KEPT_MS,
    );
    const wanted = moments.filter((atMs) => atMs >= moments[7]! && atMs < moments[50]!);
    for (const max of [1, 4, 1_000]) {
      const slices = await all(site, moments[7]!, moments[50]!, max);
      expect(slices.flat().toSorted((a, b) => a - b)).toEqual(wanted);
      expect(Math.max(...slices.map((slice) => slice.length))).toBeLessThanOrEqual(max);
    }
  });

  it('takes one row a batch, and more where a batch is large or of different times', async () => {
    const { site, traffic } = somewhere();
    const nowMs = Date.now();
    await traffic.append([recordAt(nowMs - 20), recordAt(nowMs - 10), recordAt(nowMs)], KEPT_MS);
    expect(await chunksOf(site)).toBe(1);
    const large = Array.from({ length: 30 }, () => recordAt(nowMs, ['anna'], { filler: 'x'.repeat(90_000) }));
    const late = recordAt(nowMs - HOUR_MS);
    await traffic.append([...large, late], KEPT_MS);
    expect(await chunksOf(site)).toBe(1 + 1 + 3);
    expect(await traffic.find(late.id)).toEqual({ text: late.text });
    expect(await traffic.find(large[29]!.id)).toEqual({ text: large[29]!.text });
  });

  it('is nothing where nothing was brought, and asking leaves nothing behind', async () => {
    const { site, traffic } = somewhere();
    expect(await traffic.find(recordAt(Date.now()).id)).toEqual({ gone: 'unknown' });
    expect(await traffic.countOf(['anna'])).toBe(0);
    expect(await all(site, 0, Date.now())).toEqual([[]]);
    const tables = await runInDurableObject(env.TRAFFIC.getByName(site), (_, { storage }) =>
      storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT GLOB '_cf_*'").toArray(),
    );
    expect(tables).toEqual([]);
  });
});

describe('the time for which decisions are kept', () => {
  it('ends for readers at once, and for the store with the next look', async () => {
    const { site, traffic } = somewhere();
    const nowMs = Date.now();
    await traffic.append([recordAt(nowMs - 3 * DAY_MS), recordAt(nowMs - HOUR_MS)], KEPT_MS);
    expect((await all(site, 0, nowMs)).flat()).toHaveLength(2);
    await traffic.append([recordAt(nowMs)], 2 * DAY_MS);
    expect((await all(site, 0, nowMs + 1)).flat()).toEqual([nowMs - HOUR_MS, nowMs]);
    expect(await runDurableObjectAlarm(env.TRAFFIC.getByName(site))).toBe(true);
    expect(await chunksOf(site)).toBe(2);
  });

  it('leaves no alarm where nothing is left', async () => {
    const { site, traffic } = somewhere();
    await traffic.append([recordAt(Date.now() - 3 * DAY_MS)], 2 * DAY_MS);
    expect(await runDurableObjectAlarm(env.TRAFFIC.getByName(site))).toBe(true);
    expect(await chunksOf(site)).toBe(0);
    expect(await runDurableObjectAlarm(env.TRAFFIC.getByName(site))).toBe(false);
  });
});

describe('who is erased', () => {
  it('is in no record any more, and others of the same batch are as they were', async () => {
    const { site, traffic } = somewhere();
    const nowMs = Date.now();
    const [anna, both, bruno] = [recordAt(nowMs - 3), recordAt(nowMs - 2, ['anna', 'carla']), recordAt(nowMs - 1, ['bruno'])];
    await traffic.append([anna, both, bruno], KEPT_MS);
    expect(await traffic.countOf(['anna', 'carla'])).toBe(2);
    await traffic.forget(['anna'], nowMs);
    expect(await traffic.find(anna.id)).toEqual({ gone: 'erased' });
    expect(await traffic.find(both.id)).toEqual({ gone: 'erased' });
    expect(await traffic.find(bruno.id)).toEqual({ text: bruno.text });
    expect(await traffic.countOf(['anna', 'carla'])).toBe(0);
    expect((await all(site, 0, nowMs)).flat()).toEqual([nowMs - 1]);
  });

  it('does not come back with what the queue still brings, and is somebody new afterwards', async () => {
    const { traffic } = somewhere();
    const nowMs = Date.now();
    const [known, late, after] = [recordAt(nowMs - 2), recordAt(nowMs - 1), recordAt(nowMs + 1)];
    await traffic.append([known], KEPT_MS);
    await traffic.forget(['anna'], nowMs);
    await traffic.append([known, late, after], KEPT_MS);
    expect(await traffic.find(known.id)).toEqual({ gone: 'erased' });
    expect(await traffic.find(late.id)).toEqual({ gone: 'erased' });
    expect(await traffic.find(after.id)).toEqual({ text: after.text });
  });
});

describe('a site that is removed', () => {
  it('leaves nothing of its traffic, and may begin anew', async () => {
    const { site, traffic } = somewhere();
    const one = recordAt(Date.now());
    await traffic.append([one], KEPT_MS);
    await traffic.removeAll();
    expect(await traffic.find(one.id)).toEqual({ gone: 'unknown' });
    expect(await runDurableObjectAlarm(env.TRAFFIC.getByName(site))).toBe(false);
    await traffic.append([one], KEPT_MS);
    expect(await traffic.find(one.id)).toEqual({ text: one.text });
  });
});

describe('ids of records', () => {
  it('sort by their moment', () => {
    const atMs = 1_790_000_000_123;
    const { id } = recordAt(atMs);
    expect(momentOfId(id)).toBe(atMs);
    expect(firstIdAt(atMs) < id && id < firstIdAt(atMs + 1)).toBe(true);
  });
});
