import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startRuntime } from '../../.scripts/runtime.mjs';
import { decide } from '../../edge/decisioning/decide.ts';
import type { DecisionInput } from '../../edge/decisioning/types.ts';
import { demoHistory } from '../../edge/demo-shop/data/history.ts';
import { demoInventory } from '../../edge/demo-shop/data/inventory.ts';
import { demoProducts } from '../../edge/demo-shop/data/products.ts';
import { demoStores } from '../../edge/demo-shop/data/stores.ts';
import { replayVisits } from '../../edge/replay/replay-visits.ts';
import { emptyTally, mergedTallies } from '../../edge/replay/tally.ts';
import { inputOf, recordOf, type VisitRecord } from '../../edge/traffic/visit-record.ts';
import { uuidV7 } from '../../shared/ids.ts';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import { demoVisits } from './decisions.ts';

const VISITS = 100_000;
const PEOPLE = 20_000;
/** Visits of one message of a busy queue. */
const BATCH = 100;
/** In this process: enough for a steady figure. */
const VISITS_HERE = 10_000;
const SLICE = 500;
const SPAN_MS = 6 * 86_400_000;
const STATE_ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const SITE = 'bench-replay';
const SHOP = 'https://shop.example';

export interface ReplayFigures {
  /** a stored visit read and decided once: the floor */
  onceUs: number;
  /** read, decided under both set-ups, compared and counted */
  replayedUs: number;
  /** a hundred thousand of them over the API, from the question to the result */
  visits: number;
  seconds: number;
  recordBytes: number;
}

/** How long a draft takes on stored visits of the demo shop: in this process, beside deciding them once; and in the runtime of the edge. */
export async function measureReplay(log: (line: string) => void): Promise<ReplayFigures> {
  const nowMs = Date.now();
  const texts = Array.from({ length: VISITS_HERE }, (_, index) => recordText(index, nowMs).text);
  const { onceUs, replayedUs } = measureHere(texts, demoVisits(nowMs)[0]![1]);
  const recordBytes = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length);
  return { onceUs, replayedUs, recordBytes, ...(await measureAtTheEdge(nowMs, log)) };
}

function measureHere(texts: readonly string[], { site }: DecisionInput): { onceUs: number; replayedUs: number } {
  const draft = changed(site.head.setup);
  const inSlices = (): void => {
    let tally = emptyTally();
    for (let start = 0; start < texts.length; start += SLICE) {
      const records = texts.slice(start, start + SLICE).map((text) => JSON.parse(text) as VisitRecord);
      const visits = records.map((record) => ({ receipt: record.id, inputOf: (of: typeof site) => inputOf(record, of) }));
      const onFailure = (error: unknown): never => {
        throw error;
      };
      const counted = replayVisits(visits, site, draft, { salt: SITE, onFailure });
      tally = mergedTallies(tally, counted);
    }
    if (tally.all.visits !== texts.length || tally.changed.visits === 0) throw new Error('The replay missed visits or changes.');
  };
  const once = (): void => {
    for (const text of texts) decide(inputOf(JSON.parse(text) as VisitRecord, site));
  };
  const perVisitUs = (work: () => void): number => {
    work();
    const startMs = performance.now();
    work();
    return ((performance.now() - startMs) * 1_000) / texts.length;
  };
  return { onceUs: perVisitUs(once), replayedUs: perVisitUs(inSlices) };
}

async function measureAtTheEdge(nowMs: number, log: (line: string) => void): Promise<{ visits: number; seconds: number }> {
  const folder = await mkdtemp(join(STATE_ROOT, 'tappa-bench-'));
  const adminToken = randomBytes(24).toString('base64url');
  const product = await startRuntime({
    port: 0,
    stateDir: folder,
    adminToken,
    shopSecret: randomBytes(32).toString('base64url'),
    entry: 'tests/bench/replay-worker.mjs',
    direct: true,
    local: false,
    log: () => undefined,
  });
  const call = async (method: string, path: string, body?: string, type = 'application/json'): Promise<Record<string, unknown>> => {
    const headers = { authorization: `Bearer ${adminToken}`, ...(body === undefined ? {} : { 'content-type': type }) };
    const response = await fetch(`${product.url}/v1/admin/sites${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    if (!response.ok) throw new Error(`${path} was refused: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  const rows = (path: string, all: readonly object[]) =>
    call('POST', `/${SITE}${path}`, all.map((row) => JSON.stringify(row)).join('\n'), 'application/x-ndjson');
  try {
    const settings = { name: SITE, origins: [SHOP], currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' };
    await call('POST', '', JSON.stringify({ id: SITE, ...settings }));
    await rows('/catalog', demoProducts(SHOP));
    await rows('/stores', demoStores(nowMs, SHOP));
    await rows('/inventory', demoInventory(nowMs));
    await rows('/events', [...demoHistory({ nowMs, days: 30, seed: 'bench', baseUrl: SHOP }).events]);
    for (let start = 0; start < VISITS; start += BATCH) {
      const batch = Array.from({ length: BATCH }, (_, index) => recordText(start + index, nowMs));
      const kept = await fetch(`${product.url}/bench/${SITE}`, { method: 'POST', body: JSON.stringify(batch) });
      if (!kept.ok) throw new Error(`Visits were refused: ${kept.status}`);
      if ((start + BATCH) % 20_000 === 0) log(`${start + BATCH} visits stored`);
    }
    const setup = (await call('GET', `/${SITE}/setup`)) as unknown as SiteSetup;
    await call('PUT', `/${SITE}/setup`, JSON.stringify({ ...changed(setup), fixtures: undefined }));
    const startMs = performance.now();
    const { id } = await call('POST', `/${SITE}/replay`, '{}');
    for (;;) {
      const { status, progress, result } = await call('GET', `/${SITE}/replay/${id}`);
      if (status === 'done') {
        const seconds = (performance.now() - startMs) / 1_000;
        const { visits, changed: others } = result as { visits: number; changed: { visits: number } };
        if (visits !== VISITS || others.visits === 0) throw new Error(`The replay saw ${visits} visits, ${others.visits} of them changed.`);
        return { visits, seconds };
      }
      if (status !== 'running') throw new Error(`The replay ended as ${status}.`);
      log(`replayed ${(progress as { visits: number }).visits}`);
      await pause(2_000);
    }
  } finally {
    await product.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The order turned round: most that may show wins otherwise. */
function changed(setup: SiteSetup): SiteSetup {
  return { ...setup, rules: setup.rules.toReversed() };
}

/** A stored visit: newcomers, people on a product, left carts, in turn. */
function recordText(index: number, nowMs: number): { id: string; who: string[]; text: string } {
  const situations = demoVisits(nowMs);
  const [, input] = situations[index % situations.length]!;
  const person = `person-${index % PEOPLE}`;
  const atMs = nowMs - SPAN_MS + Math.floor((index / VISITS) * (SPAN_MS - 3_600_000));
  const id = uuidV7(atMs, randomBytes(10));
  const text = JSON.stringify(recordOf({ ...input, personId: person }, { id, who: [person], answered: 'x'.repeat(43) }));
  return { id, who: [person], text };
}
