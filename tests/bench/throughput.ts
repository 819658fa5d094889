import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startRuntime } from '../../.scripts/runtime.mjs';
import { seed } from '../../.scripts/seed.mjs';
import { startFloors } from './floors.ts';
import { type Load, loadGenerator, putUnderLoad, type Target } from './load.ts';

/** Visitors take turns, so that objects are as warm as a busy shop's are. */
const VISITORS = 1_000;
const ROUNDS = 3;
const WARM_UP_SECONDS = 3;

/** All states in memory: what is compared is the work, not a disk. */
const STATE_ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const LUA = fileURLToPath(new URL('./load.lua', import.meta.url));

export interface Throughput {
  generator: string;
  stateOn: string;
  targets: ({ name: string } & Load)[];
}

/** Measures the product beside its floors, all on the bare runtime, in turns: what slows the machine slows them all. */
export async function measureThroughput(secondsPerRound: number, log: (line: string) => void): Promise<Throughput> {
  const folder = await mkdtemp(join(STATE_ROOT, 'tappa-bench-'));
  const closers: (() => Promise<void>)[] = [];
  try {
    const targets = await startTargets(folder, closers, log);
    const generator = await loadGenerator();
    const rounds = new Map<string, Load[]>(targets.map(({ name }) => [name, []]));
    for (const target of targets) await putUnderLoad(target, WARM_UP_SECONDS, generator, LUA);
    for (let round = 1; round <= ROUNDS; round += 1) {
      log(`Round ${round} of ${ROUNDS} …`);
      for (const target of targets) rounds.get(target.name)!.push(await putUnderLoad(target, secondsPerRound, generator, LUA));
    }
    return { generator, stateOn: STATE_ROOT, targets: targets.map(({ name }) => ({ name, ...middle(rounds.get(name)!) })) };
  } finally {
    for (const close of closers.reverse()) await close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function startTargets(folder: string, closers: (() => Promise<void>)[], log: (line: string) => void): Promise<Target[]> {
  const floors = await startFloors(join(folder, 'floor'));
  closers.push(floors.dispose);
  const adminToken = randomBytes(24).toString('base64url');
  const shopSecret = randomBytes(32).toString('base64url');
  const stateDir = join(folder, 'product');
  const product = await startRuntime({ port: 0, stateDir, adminToken, shopSecret, direct: true, local: false, log: () => undefined });
  closers.push(product.dispose);
  await seed({ baseUrl: product.url, adminToken, shopSecret, log });
  const answer = await fetch(`${product.url}/v1/admin/sites/demo/catalog`, { headers: { authorization: `Bearer ${adminToken}` } });
  const { items } = (await answer.json()) as { items: { id: string }[] };
  const journey = { visitors: VISITORS, products: items.slice(0, 50).map(({ id }) => id) };
  return [
    { name: 'an empty Worker', url: floors.emptyUrl },
    { name: 'one object call, INSERT and SELECT', url: floors.objectUrl },
    { name: 'POST /v1/sites/demo/journey', url: `${product.directUrl}/v1/sites/demo/journey`, origin: product.url, journey },
  ];
}

/** The round with the median rate: one bad second of the machine does not count. */
function middle(rounds: Load[]): Load {
  const sorted = [...rounds].sort((a, b) => a.requestsPerSecond - b.requestsPerSecond);
  return { ...sorted[Math.floor(sorted.length / 2)]!, errors: rounds.reduce((sum, { errors }) => sum + errors, 0) };
}
