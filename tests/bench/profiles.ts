import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRuntime } from '../../.scripts/runtime.mjs';
import { seed } from '../../.scripts/seed.mjs';

const SIZES = [10, 1_000, 10_000] as const;
const VISITS = 200;
const WARM_UP_VISITS = 50;
const DAY_MS = 86_400_000;
/** The past of each lies within a year. */
const PAST_MS = 365 * DAY_MS;
/** What a device kept while it was offline, or a till receipt of yesterday. */
const LATE_MS = DAY_MS;

/** All states in memory: what is compared is the work, not a disk. */
const STATE_ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export interface ProfileFigures {
  events: number;
  inOrderP50Ms: number;
  inOrderP99Ms: number;
  lateP50Ms: number;
  lateP99Ms: number;
}

/** How long the answer to a visit takes by the length of the person's past: with a new event, and with one that comes a day late. */
export async function measureProfiles(log: (line: string) => void): Promise<ProfileFigures[]> {
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
  try {
    await seed({ baseUrl: product.url, adminToken, shopSecret, log });
    for (const events of SIZES) await bringPast(product.url, adminToken, events);
    const ask = asker(product.directUrl ?? product.url);
    // In turns: what slows the machine slows them all.
    const times = new Map<number, { inOrder: number[]; late: number[] }>(SIZES.map((events) => [events, { inOrder: [], late: [] }]));
    for (let visit = 0; visit < WARM_UP_VISITS + VISITS; visit += 1) {
      for (const events of SIZES) {
        const inOrder = await ask(events, Date.now());
        const late = await ask(events, Date.now() - LATE_MS);
        if (visit < WARM_UP_VISITS) continue;
        times.get(events)!.inOrder.push(inOrder);
        times.get(events)!.late.push(late);
      }
    }
    return Array.from(times, ([events, { inOrder, late }]) => ({
      events,
      inOrderP50Ms: percentile(inOrder, 0.5),
      inOrderP99Ms: percentile(inOrder, 0.99),
      lateP50Ms: percentile(late, 0.5),
      lateP99Ms: percentile(late, 0.99),
    }));
  } finally {
    await product.dispose();
    await rm(folder, { recursive: true, force: true });
  }
}

async function bringPast(url: string, adminToken: string, events: number): Promise<void> {
  const nowMs = Date.now();
  const lines = Array.from({ length: events }, (_, index) =>
    JSON.stringify({
      visitorId: visitorOf(events),
      id: `past-${index}`,
      type: index % 4 === 0 ? 'page_view' : 'view_item',
      at: new Date(nowMs - 2 * DAY_MS - ((events - index) * PAST_MS) / events).toISOString(),
      items: [{ item_id: `P-${index % 100}`, item_name: 'Lampada da tavolo', price: 89.9, quantity: 1 }],
    }),
  );
  const response = await fetch(`${url}/v1/admin/sites/demo/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  if (!response.ok) throw new Error(`The past was refused: ${response.status} ${await response.text()}`);
}

const visitorOf = (events: number): string => `bench-${events}`;

/** Milliseconds that one visit with one event takes. */
function asker(url: string): (events: number, atMs: number) => Promise<number> {
  let count = 0;
  return async (events, atMs) => {
    count += 1;
    const body = JSON.stringify({
      protocol: 1,
      visitor: { id: visitorOf(events) },
      session: { id: 'bench', startedAt: new Date().toISOString() },
      consent: { analytics: 'granted', personalization: 'granted' },
      page: { url: 'https://shop.example/', type: 'home', locale: 'it-IT' },
      slots: ['home-picks'],
      events: [{ id: `bench-${count}`, type: 'view_item', at: new Date(atMs).toISOString(), items: [{ item_id: 'P-1', price: 89.9 }] }],
    });
    const startMs = performance.now();
    const response = await fetch(`${url}/v1/sites/demo/journey`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body });
    await response.text();
    if (response.status !== 200) throw new Error(`A visit was refused: ${response.status}`);
    return performance.now() - startMs;
  };
}

function percentile(times: number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * share)]!;
}
