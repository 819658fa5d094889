import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureChromium } from '../../.scripts/chromium.mjs';
import { BROWSER_FLAGS } from '../support/browser.ts';
import type { TraceEvent } from './browser-trace.ts';

type Params = Record<string, unknown>;

/** What the protocol sends: an answer to a call by its number, or news by their name. */
interface Message {
  id?: number;
  method?: string;
  params?: { value?: TraceEvent[] };
  result?: Params;
  error?: { message: string };
}

/**
 * A Chromium that is only told where to go and when to trace. A test's driver watches the network and the console of its pages, for which the
 * browser collects a stack at each request; no shopper's browser does, and with small scripts it would be a good part of what is measured.
 */
export interface BareBrowser {
  version: string;
  /** One page with a fresh profile. */
  openPage(): Promise<BarePage>;
  close(): Promise<void>;
}

export interface BarePage {
  /** @param throttle how many times slower than this machine the page's thread is */
  slowDown(throttle: number): Promise<void>;
  /** @param referrer address of the page before, '' = none */
  go(url: string, referrer?: string): Promise<void>;
  evaluate(expression: string): Promise<unknown>;
  /** Traces while something is done. */
  trace(categories: readonly string[], run: () => Promise<void>): Promise<TraceEvent[]>;
  close(): Promise<void>;
}

/** Starts a Chromium of its own with a profile that is thrown away. The caller closes it. */
export async function launchBareBrowser(userAgent: string): Promise<BareBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'tappa-bench-'));
  const flags = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, `--user-agent=${userAgent}`, 'about:blank'];
  const child = spawn(await ensureChromium(), [...BROWSER_FLAGS, ...flags], { stdio: ['ignore', 'ignore', 'pipe'] });
  const hasEnded = new Promise((resolve) => child.once('exit', resolve));
  const socket = new WebSocket(await addressOf(child));
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error('Chromium does not take a connection'));
  });
  const answers = new Map<number, { resolve(result: Params): void; reject(error: Error): void }>();
  let traced: TraceEvent[] = [];
  let onTraced = (): void => {};
  let count = 0;
  socket.onmessage = ({ data }) => {
    const { id, method, params, result, error } = JSON.parse(data as string) as Message;
    if (id !== undefined) {
      const answer = answers.get(id);
      answers.delete(id);
      if (error) answer?.reject(new Error(error.message));
      else answer?.resolve(result ?? {});
    } else if (method === 'Tracing.dataCollected') traced.push(...(params?.value ?? []));
    else if (method === 'Tracing.tracingComplete') onTraced();
  };
  const call = (method: string, params: Params = {}, sessionId?: string): Promise<Params> =>
    new Promise((resolve, reject) => {
      count += 1;
      answers.set(count, { resolve, reject });
      socket.send(JSON.stringify({ id: count, method, params, ...(sessionId ? { sessionId } : {}) }));
    });

  const { product } = await call('Browser.getVersion');
  return {
    version: `${product}`.replace(/^.*\//, ''),
    async openPage() {
      const { browserContextId } = await call('Target.createBrowserContext');
      const { targetId } = await call('Target.createTarget', { url: 'about:blank', browserContextId });
      const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
      const inPage = (method: string, params: Params = {}): Promise<Params> => call(method, params, sessionId as string);
      return {
        async slowDown(rate) {
          await inPage('Emulation.setCPUThrottlingRate', { rate });
        },
        async go(url, referrer = '') {
          const { errorText } = await inPage('Page.navigate', { url, ...(referrer ? { referrer } : {}) });
          if (errorText) throw new Error(`${url}: ${errorText as string}`);
        },
        async evaluate(expression) {
          const { result } = (await inPage('Runtime.evaluate', { expression, returnByValue: true })) as { result: { value?: unknown } };
          return result.value;
        },
        async trace(categories, run) {
          traced = [];
          const isTraced = new Promise<void>((resolve) => {
            onTraced = resolve;
          });
          await call('Tracing.start', { traceConfig: { includedCategories: categories, excludedCategories: ['*'] } });
          await run();
          await call('Tracing.end');
          await isTraced;
          return traced;
        },
        async close() {
          await call('Target.disposeBrowserContext', { browserContextId });
        },
      };
    },
    async close() {
      await call('Browser.close').catch(() => child.kill());
      await hasEnded;
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** Where Chromium says that it listens. @throws Error where it ends without having said so */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: stderr! })) {
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error('Chromium ended before it was ready');
}
