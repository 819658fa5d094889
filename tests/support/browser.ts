import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { ensureChromium, findChromium as find } from '../../.scripts/chromium.mjs';

/** No sandbox, since tests may run as root in a container; nothing that reaches out to the network by itself. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Path of the Chromium of this machine. @throws Error that says how to name one */
export function findChromium(): string {
  const path = find();
  if (path === null) throw new Error('No Chrome or Chromium found: run npm test, which fetches one, or set CHROMIUM_PATH.');
  return path;
}

/** A headless Chromium with a fresh profile. The caller closes it. @param options beyond what all tests use */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureChromium(), args: BROWSER_FLAGS, ...options });
}

/**
 * The same, driven by nobody: what drives a browser keeps it from preparing pages in advance. Opens a page, which has to do the rest.
 *
 * @returns ends it
 */
export async function runBrowser(url: string): Promise<() => Promise<void>> {
  const profile = await mkdtemp(join(tmpdir(), 'tappa-browser-'));
  // A group of its own: a browser is many processes, and often started by a script.
  const child = spawn(await ensureChromium(), ['--headless', ...BROWSER_FLAGS, `--user-data-dir=${profile}`, url], {
    stdio: 'ignore',
    detached: true,
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return async () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  };
}
