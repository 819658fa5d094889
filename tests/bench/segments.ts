import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRuntime } from '../../.scripts/runtime.mjs';

const VISITORS = 10_000;
/** Visitors of one import. */
const BATCH = 2_000;
const ROUNDS = 30;
const DAY_MS = 86_400_000;
const STATE_ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const SITE = 'bench-segments';

export interface SegmentFigures {
  visitors: number;
  asked: number;
  estimateP50Ms: number;
  /** the floor: the same site object answers with its settings */
  settingsP50Ms: number;
}

/** How long the size of a segment takes where the sample is full, beside the least that the site's object can answer. */
export async function measureSegments(log: (line: string) => void): Promise<SegmentFigures> {
  const folder = await mkdtemp(join(STATE_ROOT, 'tappa-bench-'));
  const adminToken = randomBytes(24).toString('base64url');
  const shopSecret = randomBytes(32).toString('base64url');
  const product = await startRuntime({
    port: 0,
    stateDir: folder,
    adminToken,
    shopSecret,
    direct: true,
    local: false,
    log: () => undefined,
  });
  const call = async (method: string, path: string, body?: string, type = 'application/json'): Promise<unknown> => {
    const headers = { authorization: `Bearer ${adminToken}`, ...(body === undefined ? {} : { 'content-type': type }) };
    const response = await fetch(`${product.url}/v1/admin/sites${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    if (!response.ok) throw new Error(`${path} was refused: ${response.status} ${await response.text()}`);
    return await response.json();
  };
  try {
    const settings = { name: SITE, origins: ['https://shop.example'], currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' };
    await call('POST', '', JSON.stringify({ id: SITE, ...settings }));
    for (let from = 0; from < VISITORS; from += BATCH) {
      await call('POST', `/${SITE}/events`, pastOf(from, BATCH), 'application/x-ndjson');
      log(`${from + BATCH} visitors`);
    }
    const condition = { 'past.days30.categories': { $elemMatch: { category: 'Lampade', views: { $gte: 2 } } }, stage: { $ne: 'recovery' } };
    const ask = () => call('POST', `/${SITE}/segments/estimate`, JSON.stringify({ condition }));
    const { asked } = (await ask()) as { asked: number };
    return {
      visitors: VISITORS,
      asked,
      estimateP50Ms: await median(ask),
      settingsP50Ms: await median(() => call('GET', `/${SITE}`)),
    };
  } finally {
    await product.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A dozen acts of each visitor over the last weeks. */
function pastOf(from: number, count: number): string {
  const nowMs = Date.now();
  const lines = Array.from({ length: count * 12 }, (_, index) => {
    const visitor = from + Math.floor(index / 12);
    const act = index % 12;
    return JSON.stringify({
      visitorId: `bench-${visitor}`,
      type: act === 11 && visitor % 3 === 0 ? 'purchase' : act % 5 === 4 ? 'add_to_cart' : 'view_item',
      at: new Date(nowMs - DAY_MS - (12 - act) * ((visitor % 4) + 1) * 0.4 * DAY_MS).toISOString(),
      items: [{ item_id: `P-${(visitor * 7 + act) % 100}`, item_category: act % 3 === 0 ? 'Lampade' : 'Vasi', price: 40, quantity: 1 }],
      ...(act === 11 && visitor % 3 === 0 ? { transaction_id: `o-${visitor}`, value: 40, currency: 'EUR' } : {}),
    });
  });
  return lines.join('\n');
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startMs = performance.now();
    await work();
    times.push(performance.now() - startMs);
  }
  return times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
}
