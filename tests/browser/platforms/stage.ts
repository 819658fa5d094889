import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import type { PageType } from '../../../shared/schemas/visit.ts';
import type { PartName } from '../../../widget/parts/seam.ts';
import type { Asked, Line, PlatformShop } from './shop.ts';

/** What a part told its host. */
export interface Told {
  source: string;
  name: string;
  params: { currency?: string; items?: { item_id: string; quantity?: number; price?: number; item_name?: string }[] } & Record<
    string,
    unknown
  >;
}

/** The server of one platform's shop, for one test. */
export interface PlatformStage {
  origin: string;
  /** every request that is no page and no part of ours, in the order of arrival */
  asked: Asked[];
  /** how many of them wait for an answer */
  answering: number;
  cart: Line[];
  shop: PlatformShop;
  /** overrides the shop's answers: a status, or a body that is no JSON */
  fault: { status?: number; body?: string } | undefined;
  /** answers wait for it */
  gate: Promise<unknown> | undefined;
  reset(shop: PlatformShop): void;
  close(): Promise<void>;
}

const PARTS: readonly PartName[] = ['shopify', 'woocommerce', 'prestashop', 'magento', 'snipcart'];

/** A host for a part, made of the widget's own `Lifetime`, that keeps what it is told; and how many DOM listeners and observers are alive. */
const HOST = `
import { createLifetime } from '../../../widget/lifetime.ts';
const listeners = [];
const add = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (type, hear, options) {
  listeners.push(options?.signal);
  return add.call(this, type, hear, options);
};
const observers = new Set();
const { observe, disconnect } = PerformanceObserver.prototype;
PerformanceObserver.prototype.observe = function (options) { observers.add(this); return observe.call(this, options); };
PerformanceObserver.prototype.disconnect = function () { observers.delete(this); return disconnect.call(this); };
const life = createLifetime((problem) => window.stage.problems.push(String(problem)));
const leaving = [];
window.stage = {
  told: [], problems: [], life,
  leave: () => leaving.forEach((run) => run()),
  alive: () => listeners.filter((signal) => signal && !signal.aborted).length + observers.size,
  start: (part, type) => import('/' + part + '.js').then(({ start }) => life.safely(() => start({
    window, life, tell: (source, name, params) => window.stage.told.push(JSON.parse(JSON.stringify({ source, name, params }))),
    onLeave: (run) => leaving.push(run), page: () => ({ type, url: location.href }), now: Date.now,
  }))),
};`;

async function buildParts(): Promise<Map<string, string>> {
  const options = { bundle: true, minify: true, format: 'esm', target: 'es2021', write: false } as const;
  const files = await Promise.all(
    PARTS.map(async (part) => {
      const entry = new URL(`../../../widget/sources/${part}.ts`, import.meta.url).pathname;
      return [`/${part}.js`, (await build({ ...options, entryPoints: [entry] })).outputFiles[0]!.text] as const;
    }),
  );
  const host = await build({ ...options, stdin: { contents: HOST, resolveDir: new URL('.', import.meta.url).pathname } });
  return new Map([...files, ['/host.js', host.outputFiles[0]!.text]]);
}

export async function startPlatformStage(first: PlatformShop): Promise<PlatformStage> {
  const files = await buildParts();
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const file = files.get(url);
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', async () => {
      if (file !== undefined) return response.writeHead(200, { 'content-type': 'text/javascript' }).end(file);
      const asked = { method: request.method ?? '', url, body };
      const html = asked.method === 'GET' ? stage.shop.page(url.replace(/\?.*/, ''), stage.cart) : undefined;
      if (html !== undefined) return response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
      if (url === '/favicon.ico') return response.writeHead(404).end();
      const answer = stage.shop.answer(asked, stage.cart);
      stage.asked.push(asked);
      stage.answering++;
      if (asked.method === 'GET') await stage.gate;
      stage.answering--;
      const { status = answer ? 200 : 404, body: faulty } = asked.method === 'GET' ? (stage.fault ?? {}) : {};
      const headers = { 'content-type': 'application/json', ...(answer?.cookies && { 'set-cookie': answer.cookies }) };
      return response.writeHead(status, headers).end(faulty ?? JSON.stringify(answer?.json ?? null));
    });
  });
  const origin = await new Promise<string>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
  );
  const stage: PlatformStage = {
    origin,
    asked: [],
    answering: 0,
    cart: [],
    shop: first,
    fault: undefined,
    gate: undefined,
    reset(shop) {
      stage.asked.length = 0;
      stage.cart.length = 0;
      stage.shop = shop;
      stage.fault = undefined;
      stage.gate = undefined;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stage;
}

/** Opens a page of the shop and starts its part, as the core does when the platform's global is there. */
export async function visit(page: Page, stage: PlatformStage, path: string, type: PageType = 'other'): Promise<void> {
  await page.goto(stage.origin + path);
  await page.evaluate(`import('/host.js').then(() => stage.start(${JSON.stringify(stage.shop.part)}, ${JSON.stringify(type)}))`);
}

export const toldBy = (page: Page): Promise<Told[]> => page.evaluate('stage.told');

/** Does in the page what a visitor's click would. */
export const act = (page: Page, code: string): Promise<unknown> => page.evaluate(`Promise.resolve(shop.${code}).then(() => 0)`);

/** Longer than any part waits before it asks or tells. */
const QUIET_MS = 500;

/** Waits until nothing more is asked of the shop and nothing more told. */
export async function settle(page: Page, stage: PlatformStage): Promise<Told[]> {
  let before = '';
  for (;;) {
    const told = await toldBy(page);
    const now = `${told.length} ${stage.asked.length} ${stage.answering}`;
    if (now === before && !stage.answering) return told;
    before = now;
    // By the page's own clock: on a busy machine it runs as late as that of the part.
    await page.evaluate((quietMs) => new Promise((resolve) => setTimeout(resolve, quietMs)), QUIET_MS);
  }
}

/** What was told, shortly: `cart LAMP-1×2 VASE-1×1`. */
export const inShort = (told: readonly Told[]): string[] =>
  told.map(({ name, params }) =>
    [name, ...(params.items ?? []).map(({ item_id, quantity }) => `${item_id}${quantity === undefined ? '' : `×${quantity}`}`)].join(' '),
  );
