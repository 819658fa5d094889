import { type Browser, chromium } from 'playwright-core';
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

/** A headless Chromium with a fresh profile. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await ensureChromium(), args: BROWSER_FLAGS });
}
