import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type { Act } from '../../widget/sources/act.ts';
import { until } from './support-widget.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

/**
 * The core's side of the seam, as small as it can be: a real lifetime and a real record; what it is told goes to the shop's server. Acts of before
 * the part came stand in `window.before`. The end of each wait is told too, so that a test can await it.
 */
const HOST = `
import { createDeviceRecord } from './widget/identity/device-record.ts';
import { createLifetime } from './widget/lifetime.ts';
const problems = (window.problems = []);
const life = createLifetime((problem) => problems.push(String(problem)));
const leaves = [], pages = [], ears = [], root = document.documentElement;
const send = (what, body) => navigator.sendBeacon('/' + what + '?' + visit, body);
const all = (runs) => runs.forEach((run) => life.safely(run));
const id = crypto.getRandomValues(new Uint32Array(1))[0];
let notes = 0;
const leave = () => { all(leaves); send('left', id + ' ' + notes); };
const host = {
  window,
  life: {
    ...life,
    soon: (name, ms, run) => life.soon(name, ms, () => { run(); send('over', name); }),
  },
  note: (act) => { notes++; send('told', JSON.stringify(act)); },
  onAct: (hear) => { (window.before ?? []).forEach(hear); ears.push(hear); },
  onLeave: (run) => leaves.push(run),
  onPage: (run) => pages.push(run),
  page: () => ({ type: root.dataset.page ?? 'other', url: location.href }),
  record: createDeviceRecord('tappa.test', () => localStorage, () => true),
  now: () => Date.now(),
};
window.core = { act: (act) => ears.forEach((hear) => hear(act)), page: () => all(pages), leave, end: life.end };
life.on(window, 'pagehide', leave);
life.on(document, 'visibilitychange', () => document.hidden && leave());
const { start } = await import('/tappa-signals-TEST.js');
life.safely(() => start(host));
root.dataset.ready = '';
`;

export interface Shop {
  url: string;
  /** what the part told, in order */
  told: Act[];
  /** every body, as it came */
  bodies: string[];
  /** bodies of pages by path */
  pages: Map<string, string>;
  /** answers by path that are no plain page: a status, or a file */
  answers: Map<string, { status?: number; type?: string; body: string; delayMs?: number }>;
  /** waits that have ended, by name */
  over: string[];
  /** how many acts each document had told when it last went out of sight */
  left: Map<string, number>;
  /** whether one went out of sight since this was last set to false */
  isLeft: boolean;
  /** Forgets all, and what pages opened so far have yet to tell. */
  reset(): void;
  close(): Promise<void>;
}

async function bundle(options: object): Promise<string> {
  const result = await build({
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    absWorkingDir: ROOT,
    write: false,
    ...options,
  });
  return result.outputFiles![0]!.text;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const html = (body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>Negozio</title></head><body>${body}<script type="module" src="/host.js"></script></body></html>`;

/** A shop whose pages all have the signals part, minified as it is served. */
export async function startShop(): Promise<Shop> {
  const part = await bundle({ entryPoints: ['widget/signals/index.ts'], target: 'es2021' });
  const host = await bundle({ stdin: { contents: HOST, resolveDir: ROOT, loader: 'js' }, external: ['/tappa-signals-TEST.js'] });
  let visit = 0;
  const files = new Map([
    ['/host.js', () => `const visit=${visit};${host}`],
    ['/tappa-signals-TEST.js', () => part],
  ]);
  const server: Server = createServer(async (request, response) => {
    const { pathname: path, search } = new URL(request.url ?? '/', 'http://shop');
    if (request.method === 'POST' && /^.(told|over|left)$/.test(path)) {
      const body = await readBody(request);
      response.end();
      if (search !== `?${visit}`) return;
      if (path === '/left') {
        const [id = '', notes] = body.split(' ');
        shop.left.set(id, Number(notes));
        shop.isLeft = true;
      } else if (path === '/over') {
        shop.over.push(body);
      } else {
        shop.bodies.push(body);
        shop.told.push(JSON.parse(body) as Act);
      }
      return;
    }
    const file = files.get(path);
    const page = shop.pages.get(path);
    const answer = shop.answers.get(path);
    const { status = page === undefined && !file && !answer ? 404 : 200, delayMs = 0 } = answer ?? {};
    const type = file ? 'text/javascript' : (answer?.type ?? 'text/html; charset=utf-8');
    setTimeout(() => response.writeHead(status, { 'Content-Type': type }).end(file?.() ?? answer?.body ?? html(page ?? '')), delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const shop: Shop = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told: [],
    over: [],
    left: new Map(),
    isLeft: false,
    bodies: [],
    pages: new Map(),
    answers: new Map(),
    reset() {
      visit++;
      shop.left.clear();
      shop.told.length = 0;
      shop.over.length = 0;
      shop.bodies.length = 0;
      shop.pages.clear();
      shop.answers.clear();
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return shop;
}

/** Waits until the part is at work in the page that is open, or coming. */
export async function ready(shop: Shop, page: Page, path: string): Promise<void> {
  await page.waitForURL((url) => url.href.startsWith(shop.url + path));
  await page.locator('html[data-ready]').waitFor({ state: 'attached' });
}

/** Opens a page of the shop with this body, and waits until the part is at work. */
export async function open(shop: Shop, page: Page, body: string, path = '/pagina'): Promise<void> {
  shop.pages.set(path, body);
  await page.goto(shop.url + path);
  await ready(shop, page, path);
}

export const frictions = (shop: Shop): string[] => shop.told.flatMap(({ type, friction }) => (type === 'friction' ? [friction!] : []));

/** Values by metric, and by metric and rule; one told twice fails. */
export function vitals(shop: Shop): Record<string, number> {
  const acts = shop.told.filter(({ type }) => type === 'web_vitals');
  const byMetric = Object.fromEntries(acts.map(({ metric, rule, value }) => [rule ? `${metric} ${rule}` : metric!, value!]));
  if (Object.keys(byMetric).length !== acts.length) throw new Error(`a metric was told twice: ${JSON.stringify(acts)}`);
  return byMetric;
}

/** Leaves the shop, and waits until all that its pages have told has come. */
export async function leave(shop: Shop, page: Page): Promise<void> {
  shop.isLeft = false;
  await page.goto('about:blank');
  const wanted = (): number => [...shop.left.values()].reduce((sum, notes) => sum + notes, 0);
  await until(
    () => shop.isLeft && shop.told.length >= wanted(),
    () => `of ${wanted()} acts came: ${shop.bodies.join('\n')}`,
  );
}

/** Waits until a wait of that name has ended, and forgets it. */
export async function waitIsOver(shop: Shop, name: 'dead' | 'effects' = 'dead'): Promise<void> {
  await until(
    () => shop.over.includes(name),
    () => `no wait for ${name} ended`,
  );
  shop.over.length = 0;
}

/** Waits until the browser has told its observers of so many entries of a type. */
export async function measured(page: Page, type: string, count = 1): Promise<void> {
  await page.evaluate(
    ([wanted, least]) =>
      new Promise<void>((resolve) => {
        let seen = 0;
        new PerformanceObserver((list) => {
          seen += list.getEntries().length;
          if (seen >= least) resolve();
        }).observe({ type: wanted, buffered: true });
      }),
    [type, count] as const,
  );
}
