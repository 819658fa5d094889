import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { startRuntime } from '../../.scripts/runtime.mjs';
import { seed } from '../../.scripts/seed.mjs';
import { VISIT_EVENTS_MAX } from '../../shared/protocol.ts';

/** `merged`: of the same length, told under a name that was found to be somebody else, or who was found to be somebody with a past of their own. */
const PEOPLE = [
  { events: 10, merged: null },
  { events: 1_000, merged: null },
  { events: 10_000, merged: null },
  { events: 10_000, merged: 'take' },
  { events: 10_000, merged: 'keep' },
] as const;
type Subject = (typeof PEOPLE)[number];
/** Facts of the other of two names. */
const OTHERS_EVENTS = 1_000;
const VISITS = 200;
const WARM_UP_VISITS = 50;
const DAY_MS = 86_400_000;
/** The past of each lies within a year, or within what pages may tell of. */
const PAST_MS = 365 * DAY_MS;
const LIVE_PAST_MS = 4 * DAY_MS;
/** What a device kept while it was offline, or a till receipt of yesterday. */
const LATE_MS = DAY_MS;

/** All states in memory: what is compared is the work, not a disk. */
const STATE_ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export interface ProfileFigures {
  events: number;
  /** the visit is told under a name that was merged into another (`take`), or into which one was (`keep`) */
  merged: 'take' | 'keep' | null;
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
    const ask = asker(product.directUrl ?? product.url, shopSecret);
    for (const one of PEOPLE) await bringPast(product.url, adminToken, one, ask);
    let count = 0;
    const visitOf = (one: Subject, atMs: number): Promise<number> => {
      const event = {
        id: `bench-${++count}`,
        type: 'view_item',
        at: new Date(atMs).toISOString(),
        items: [{ item_id: 'P-1', price: 89.9 }],
      };
      return one.merged === 'keep' ? ask(customerOf(one), true, [event]) : ask(visitorOf(one), false, [event]);
    };
    // In turns: what slows the machine slows them all.
    const times = new Map<Subject, { inOrder: number[]; late: number[] }>(PEOPLE.map((one) => [one, { inOrder: [], late: [] }]));
    for (let visit = 0; visit < WARM_UP_VISITS + VISITS; visit += 1) {
      for (const one of PEOPLE) {
        const inOrder = await visitOf(one, Date.now());
        const late = await visitOf(one, Date.now() - LATE_MS);
        if (visit < WARM_UP_VISITS) continue;
        times.get(one)!.inOrder.push(inOrder);
        times.get(one)!.late.push(late);
      }
    }
    return Array.from(times, ([{ events, merged }, { inOrder, late }]) => ({
      events,
      merged,
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

/** A past is brought in as past traffic, where it is a device's, and told signed in, where it is a customer's. */
async function bringPast(url: string, adminToken: string, one: Subject, ask: Ask): Promise<void> {
  const [device, events] = one.merged === 'keep' ? [otherOf(one), OTHERS_EVENTS] : [visitorOf(one), one.events];
  const lines = pastOf(device, events, PAST_MS).map((event) => JSON.stringify({ visitorId: device, ...event }));
  await admin(url, adminToken, 'events', 'application/x-ndjson', lines.join('\n'));
  if (one.merged === null) return;
  const told = pastOf(customerOf(one), one.merged === 'keep' ? one.events : OTHERS_EVENTS, LIVE_PAST_MS);
  for (let start = 0; start < told.length; start += VISIT_EVENTS_MAX) {
    await ask(customerOf(one), true, told.slice(start, start + VISIT_EVENTS_MAX));
  }
  const body = { keep: { customerId: customerOf(one) }, take: { visitorId: device } };
  await admin(url, adminToken, 'visitors/merge', 'application/json', JSON.stringify(body));
}

const pastOf = (of: string, events: number, pastMs: number): Record<string, unknown>[] =>
  Array.from({ length: events }, (_, index) => ({
    id: `past-${of}-${index}`,
    type: index % 4 === 0 ? 'page_view' : 'view_item',
    at: new Date(Date.now() - 2 * DAY_MS - ((events - index) * pastMs) / events).toISOString(),
    items: [{ item_id: `P-${index % 100}`, item_name: 'Lampada da tavolo', price: 89.9, quantity: 1 }],
  }));

async function admin(url: string, adminToken: string, path: string, type: string, body: string): Promise<void> {
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': type };
  const response = await fetch(`${url}/v1/admin/sites/demo/${path}`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`${path} was refused: ${response.status} ${await response.text()}`);
}

const visitorOf = ({ events, merged }: Subject): string => `bench-${events}-${merged}`;
const otherOf = (one: Subject): string => `${visitorOf(one)}-other`;
const customerOf = (one: Subject): string => `${visitorOf(one)}-customer`;

type Ask = (who: string, isCustomer: boolean, events: readonly Record<string, unknown>[]) => Promise<number>;

/** Milliseconds that one visit takes. */
function asker(url: string, shopSecret: string): Ask {
  return async (who, isCustomer, events) => {
    const token = new SignJWT({ user_id: who }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m');
    const body = JSON.stringify({
      protocol: 1,
      visitor: { id: who },
      session: { id: 'bench', startedAt: new Date().toISOString() },
      consent: { analytics: 'granted', personalization: 'granted' },
      page: { url: 'https://shop.example/', type: 'home', locale: 'it-IT' },
      ...(isCustomer ? { identity: { token: await token.sign(new TextEncoder().encode(shopSecret)) } } : {}),
      slots: ['home-picks'],
      events,
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
