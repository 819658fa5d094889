import { launchBrowser } from '../support/browser.ts';
import { startWidgetHost, type WidgetHost } from '../support/widget-host.ts';
import { measureStart, type StartCost, USER_AGENT } from './browser-cpu.ts';
import { type Memory, measureMemory } from './browser-memory.ts';
import { measureManners, type PageManners } from './browser-page.ts';
import { loadPeers } from './browser-peers.ts';
import { launchBareBrowser } from './browser-session.ts';

export interface InBrowser {
  chromium: string;
  start: StartCost[];
  manners: PageManners[];
  memory: Memory[];
}

/** Measures the built widget in a real Chromium, beside what other shops paste. */
export async function measureBrowser(log: (line: string) => void): Promise<InBrowser> {
  const host = await startWidgetHost();
  try {
    const browser = await launchBrowser();
    try {
      const start = await measureStarts(host, log);
      const manners = await measureManners(browser, host);
      log('Memory of an app of one document …');
      const memory = await measureMemory(browser, host);
      return { chromium: browser.version(), start, manners, memory };
    } finally {
      await browser.close();
    }
  } finally {
    await host.close();
  }
}

async function measureStarts(host: WidgetHost, log: (line: string) => void): Promise<StartCost[]> {
  const browser = await launchBareBrowser(USER_AGENT);
  try {
    return await measureStart(browser, host, await loadPeers(), log);
  } finally {
    await browser.close();
  }
}
