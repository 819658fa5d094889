import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { Refusal, runChild } from './bootstrap.mjs';
import { inRoot } from './paths.mjs';

const PROGRAM_NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];

const MAC_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** Some 150 MB to fetch; a network that gives nothing at all must not hold the tests for ever. */
const DOWNLOAD_TIMEOUT_SECONDS = 240;

/**
 * A Chromium that is already here: `CHROMIUM_PATH`, a program on the PATH, an application of a Mac, Playwright's own.
 * @returns {string|null} absolute path
 */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) {
    if (runnable(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new Refusal(`CHROMIUM_PATH names ${env.CHROMIUM_PATH}, which cannot be run.`);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath = PROGRAM_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const macs = process.platform === 'darwin' ? MAC_PATHS : [];
  return [...onPath, ...macs, chromium.executablePath()].find(runnable) ?? null;
}

/** The same, and where there is none, one is fetched: Playwright's, or on Debian as root the system's package. Throws a `Refusal`. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== null) return found;
  process.stdout.write('No Chrome or Chromium found; fetching one …\n');
  await bounded(inRoot('node_modules', '.bin', 'playwright-core'), ['install', 'chromium']);
  if (findChromium() === null && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await bounded('apt-get', ['update', '-qq'], env);
    await bounded('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], env);
  }
  const fetched = findChromium();
  if (fetched === null) {
    throw new Refusal('There is no Chrome or Chromium here and none could be fetched. Install one, or name it with CHROMIUM_PATH.');
  }
  return fetched;
}

async function bounded(command, args, env = process.env) {
  const abort = AbortSignal.timeout(DOWNLOAD_TIMEOUT_SECONDS * 1_000);
  await runChild(command, args, { env, signal: abort });
}

function runnable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
