import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRuntime } from '../../.scripts/runtime.mjs';
import { fitJourneyModel } from '../../edge/journey/models/journey-model.ts';
import { buyersUntil, dayOf, type FilePurchase } from '../support/buyers.ts';
import { CDNOW_FILE, CDNOW_UNTIL, cdnowPurchases } from '../support/cdnow.ts';

/** The file holds one customer in ten of the shop's. */
const TIMES = [1, 10] as const;
const SITE = 'cdnow';
/** Copies of a customer come on other days, so that fewer of them are equal; up to so many days later. */
const SHIFT_DAYS = 6;
const STATE_ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export interface FitFigures {
  customers: number;
  purchases: number;
  importMs: number;
  /** from the request to the answer: reading, both fits, classes, writing, publishing */
  fitMs: number;
  /** processor time of both fits alone, in this process */
  fitCpuMs: number;
  r: number;
  logLikelihood: number;
}

/** How long the models of a shop take, from its receipts to the answer, for a shop and one of ten times its size. */
export async function measureFits(): Promise<FitFigures[]> {
  const sample = cdnowPurchases(readFileSync(CDNOW_FILE, 'utf8'));
  const folder = await mkdtemp(join(STATE_ROOT, 'tappa-bench-'));
  const adminToken = randomBytes(24).toString('base64url');
  const product = await startRuntime({
    port: 0,
    stateDir: folder,
    adminToken,
    shopSecret: randomBytes(32).toString('base64url'),
    local: false,
    log: () => undefined,
  });
  const ask = asker(product.url, adminToken);
  try {
    const figures: FitFigures[] = [];
    for (const times of TIMES) figures.push(await measure(ask, `${SITE}-${times}`, manifold(sample, times)));
    return figures;
  } finally {
    await product.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

function manifold(sample: readonly FilePurchase[], times: number): FilePurchase[] {
  return Array.from({ length: times }, (_, copy) =>
    sample.map(({ customer, day, worth }) => ({ customer: `${customer}-${copy}`, day: day + (copy % SHIFT_DAYS), worth })),
  ).flat();
}

type Ask = (path: string, body: string, type?: string) => Promise<Record<string, never>>;

function asker(url: string, token: string): Ask {
  return async (path, body, type = 'application/json') => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': type };
    const response = await fetch(`${url}/v1/admin/sites${path}`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`${path} was refused: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, never>;
  };
}

async function measure(ask: Ask, site: string, purchases: readonly FilePurchase[]): Promise<FitFigures> {
  const settings = { name: site, origins: ['https://shop.example'], currency: 'USD', locale: 'en-US', timeZone: 'America/New_York' };
  await ask('', JSON.stringify({ id: site, ...settings }));
  const lines = purchases.map(({ customer, day, worth }, index) => {
    const at = `${new Date(day * 86_400_000).toISOString().slice(0, 10)}T12:00:00-05:00`;
    return JSON.stringify({ orderId: `o${index}`, at, channel: 'web', customerId: customer, total: worth, currency: 'USD' });
  });
  const importMs = await timeOf(() => ask(`/${site}/purchases`, lines.join('\n'), 'application/x-ndjson'));
  let model: { bgNbd?: { r: number; logLikelihood: number; customers: number } } = {};
  const fitMs = await timeOf(async () => {
    model = await ask(`/${site}/journey-model/fit`, JSON.stringify({ observedUntil: CDNOW_UNTIL, unit: 'week' }));
  });
  const buyers = [...buyersUntil(purchases, dayOf(CDNOW_UNTIL)).values()];
  const before = process.cpuUsage();
  fitJourneyModel(buyers, dayOf(CDNOW_UNTIL), 'week', null);
  const { user, system } = process.cpuUsage(before);
  const { r, logLikelihood, customers } = model.bgNbd!;
  return { customers, purchases: purchases.length, importMs, fitMs, fitCpuMs: (user + system) / 1_000, r, logLikelihood };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}
