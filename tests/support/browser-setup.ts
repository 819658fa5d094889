import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildAssets } from '../../.scripts/build.mjs';
import { startRuntime } from '../../.scripts/runtime.mjs';
import { seed } from '../../.scripts/seed.mjs';
import type { Product } from './product.ts';

interface RunningProduct extends Product {
  dispose(): Promise<void>;
}

/** Memory where the system has it as a folder: the state of a test run need not survive it. */
const STATE_ROOT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Builds the files once, and starts the product when the first test asks for it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildAssets();
  let product: Promise<RunningProduct> | undefined;
  const starter = createServer((_request, response) => {
    product ??= start();
    product.then(
      ({ url, adminToken, identitySecret }) => response.end(JSON.stringify({ url, adminToken, identitySecret } satisfies Product)),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
  });
  await new Promise<void>((resolve) => starter.listen(0, '127.0.0.1', resolve));
  project.provide('productStarter', `http://127.0.0.1:${(starter.address() as AddressInfo).port}/`);
  return async () => {
    starter.close();
    starter.closeAllConnections();
    await (await product?.catch(() => undefined))?.dispose();
  };
}

async function start(): Promise<RunningProduct> {
  const stateDir = await mkdtemp(join(STATE_ROOT, 'tappa-test-'));
  const adminToken = randomBytes(24).toString('base64url');
  const identitySecret = randomBytes(32).toString('base64url');
  const runtime = await startRuntime({ port: 0, stateDir, adminToken, shopSecret: identitySecret, log: () => undefined });
  const dispose = async () => {
    await runtime.dispose();
    await rm(stateDir, { recursive: true, force: true });
  };
  try {
    await seed({ baseUrl: runtime.url, adminToken, shopSecret: identitySecret, log: () => undefined });
  } catch (error) {
    await dispose();
    throw error;
  }
  return { url: runtime.url, adminToken, identitySecret, dispose };
}
