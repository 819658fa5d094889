import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/sources.ts';

const TOKEN = 'token-of-the-start-test';
let stateDir: string;
let running: ChildProcess | undefined;

// One state for all: the first test starts from nothing, the second as a person does the next day.
beforeAll(async () => {
  stateDir = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tappa-start-'));
});
afterEach(() => {
  running?.kill('SIGKILL');
});
afterAll(() => rm(stateDir, { recursive: true, force: true }));

describe('npm start', () => {
  it('serves start page, shop, console, widget and API, and ends without leaving anything behind', async () => {
    const port = await freePort();
    const { output, exited } = start(port);
    await output.includes(`Tappa is ready on http://localhost:${port}\n`);
    expect(output.text()).toContain(TOKEN);
    const url = `http://localhost:${port}`;
    for (const path of ['/', '/shop/', '/console/', '/tappa.js', '/v1/openapi.json']) {
      expect([path, (await fetch(url + path)).status]).toEqual([path, 200]);
    }
    const product = await fetch(`${url}/v1/admin/sites/demo/catalog`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(((await product.json()) as { items: unknown[] }).items.length).toBeGreaterThan(0);
    const workerd = await runtimeProcess();
    running!.kill('SIGTERM');
    expect(await exited).toBe(0);
    expect(isAlive(workerd)).toBe(false);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('takes its runtime along even when it is killed without warning', async () => {
    const port = await freePort();
    const { output, exited } = start(port);
    await output.includes('Tappa is ready on');
    const workerd = await runtimeProcess();
    running!.kill('SIGKILL');
    await exited;
    await until(() => !isAlive(workerd));
    await expect(fetch(`http://localhost:${port}`)).rejects.toThrow();
  });

  it('says in one sentence that a port is taken', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { output, exited } = start(port);
    expect(await exited).toBe(1);
    expect(output.text()).toBe(`Port ${port} is taken by another program. PORT=${port + 1} npm start uses another one.\n`);
    server.close();
  });
});

function start(port: number) {
  const env = { ...process.env, PORT: String(port), TAPPA_STATE: stateDir, TAPPA_ADMIN_TOKEN: TOKEN };
  const child = spawn(process.execPath, [join(ROOT, '.scripts/start.mjs')], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running = child;
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exited = new Promise<number | null>((resolve) => child.on('exit', resolve));
  let ended = false;
  exited.then(() => (ended = true));
  const includes = async (part: string) => {
    await until(() => text.includes(part) || ended);
    if (!text.includes(part)) throw new Error(`npm start ended and never said "${part}":\n${text}`);
  };
  return { output: { text: () => text, includes }, exited };
}

async function runtimeProcess(): Promise<number> {
  const pid = Number(await readFile(join(stateDir, 'workerd.pid'), 'utf8'));
  expect(isAlive(pid)).toBe(true);
  return pid;
}

/** A process that ended but was not collected yet counts as gone. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 25));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
