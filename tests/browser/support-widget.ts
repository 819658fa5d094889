import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { buildWidget } from '../../.scripts/build.mjs';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import type { VisitEvent } from '../../shared/schemas/event.ts';

/** Longest a test waits for what it expects; never waited for when all is well. */
const EXPECT_TIMEOUT_MS = 20_000;
/**
 * How long things must stay quiet to believe that nothing more comes: the widget holds events for 2 s at most. Counted in looks and not by the
 * clock, so that a machine too busy to look is given longer.
 */
const LOOK_EVERY_MS = 50;
const QUIET_LOOKS = 60;

/** A body the edge was sent. */
export interface Sent {
  path: 'journey' | 'events';
  method: string;
  contentType: string;
  visitor: { id: string } | null;
  session: { id: string };
  consent: { analytics: string; personalization: string };
  identity?: { token: string };
  page: { url: string; type: string; locale: string; referrer?: string; product?: string };
  store?: string;
  slots: string[];
  events: VisitEvent[];
  text: string;
}

export type Reply = { status?: number; body?: string; delayMs?: number; blocks?: unknown[] };

/** A shop and an edge on two origins, for one test file. */
export interface Stage {
  shop: string;
  /** another with each `reset`: pages opened before it keep talking to the one they know, and are not heard any more */
  edge: string;
  /** what the edge was sent since the last `reset` */
  sent: Sent[];
  /** paths the shop was asked for since the last `reset`, found or not */
  asked: string[];
  /** requests that were no plain posts: preflights must not be needed */
  preflights: number;
  /** how the edge answers a question; the default has nothing to show */
  reply: (sent: Sent) => Reply;
  /** pages of the shop by path; the query is not looked at */
  pages: Map<string, string>;
  headers: Record<string, string>;
  reset(): void;
  close(): Promise<void>;
}

/** The files of the widget as they are served, by path. */
export async function widgetFiles(): Promise<Map<string, string>> {
  return (await buildFiles()).files;
}

async function buildFiles(): Promise<{ files: Map<string, string>; blocksFile: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'tappa-widget-'));
  try {
    const blocksFile = await buildWidget(folder);
    const names = await readdir(folder);
    const files = await Promise.all(names.map(async (name) => [`/${name}`, await readFile(join(folder, name), 'utf8')] as const));
    return { files: new Map(files), blocksFile };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The files of the widget as they are served, but for the blocks: what one looks like is tested elsewhere; here it matters what the chunk is told. */
async function filesWithProbe(): Promise<Map<string, string>> {
  const probe = `export const createRenderer = (host) => {
    const root = document.createElement('aside');
    root.id = 'probe';
    document.body.append(root);
    const say = (type, { id, rule, slot }) => host.emit({ type, block: id, rule, variant: 'a', slot });
    return { show(blocks) { root.textContent = blocks.map((b) => b.id).join(); root.onclick = () => say('click', blocks[0]); root.oncontextmenu = () => say('dismiss', blocks[0]); },
      stop() { root.remove(); } };
  };`;
  const { files, blocksFile } = await buildFiles();
  return files.set(`/${blocksFile}`, probe);
}

const listen = (server: Server, host: string): Promise<number> =>
  new Promise((resolve) => server.listen(0, host, () => resolve((server.address() as AddressInfo).port)));

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

export function answerOf(sent: Sent, blocks: unknown[] = []): VisitAnswer {
  return {
    protocol: 1,
    visitor: sent.visitor,
    journey: { stage: 'acquisition', since: '2026-11-20T10:00:00Z', confidence: 0.5, because: [] },
    blocks: blocks as VisitAnswer['blocks'],
    receipt: 'receipt',
  };
}

/** @param given the edge's files by path, where a test wants others than the widget with a stand-in for its blocks */
export async function startStage(given?: Map<string, string>): Promise<Stage> {
  const files = given ?? (await filesWithProbe());
  const quiet = (): Reply => ({});
  const onEdge = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    const path = new URL(request.url ?? '/', 'http://edge').pathname;
    const isOfNow = `http://${request.headers.host}` === stage.edge;
    const file = files.get(path);
    if (file) {
      response.setHeader('Content-Type', 'text/javascript');
      response.end(file);
    } else if (request.method === 'OPTIONS') {
      if (isOfNow) stage.preflights++;
      response.end();
    } else if (request.method === 'GET') {
      response.writeHead(404).end();
    } else {
      const text = await readBody(request);
      const sent = {
        ...(JSON.parse(text) as Sent),
        text,
        path: path.split('/').pop() as Sent['path'],
        method: request.method ?? '',
        contentType: request.headers['content-type'] ?? '',
      };
      if (isOfNow) stage.sent.push(sent);
      const { status = sent.path === 'events' ? 202 : 200, body, delayMs = 0, blocks } = isOfNow ? stage.reply(sent) : {};
      setTimeout(() => response.writeHead(status).end(body ?? JSON.stringify(answerOf(sent, blocks))), delayMs);
    }
  };
  const onShop = (request: IncomingMessage, response: ServerResponse): void => {
    const path = new URL(request.url ?? '/', 'http://shop').pathname;
    stage.asked.push(path);
    const page = stage.pages.get(path);
    response.writeHead(page === undefined ? 404 : 200, { 'Content-Type': 'text/html; charset=utf-8', ...stage.headers }).end(page ?? '');
  };
  const servers = [createServer(onShop), createServer((request, response) => void onEdge(request, response))];
  const [shopPort, edgePort] = await Promise.all([listen(servers[0]!, '127.0.0.1'), listen(servers[1]!, 'localhost')]);
  let resets = 0;
  // Every name under `localhost` is this machine to a browser.
  const edgeNow = (): string => `http://edge-${resets}.localhost:${edgePort}`;
  const stage: Stage = {
    shop: `http://127.0.0.1:${shopPort}`,
    edge: edgeNow(),
    sent: [],
    asked: [],
    preflights: 0,
    reply: quiet,
    pages: new Map(),
    headers: {},
    reset() {
      resets++;
      stage.edge = edgeNow();
      stage.sent.length = 0;
      stage.asked.length = 0;
      stage.preflights = 0;
      stage.reply = quiet;
      stage.headers = {};
      stage.pages.clear();
    },
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
  return stage;
}

/** A page of the shop: the stub, the tag with its attributes, and what the test wants in head and body. */
export function pageHtml(stage: Stage, { attributes = 'data-consent="granted"', head = '', body = '<h1>Negozio</h1>' } = {}): string {
  const stub = 'window.tappa=window.tappa||function(){(tappa.q=tappa.q||[]).push(arguments)}';
  return `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>Negozio</title><script>${stub}</script>${head}<script async src="${stage.edge}/tappa.js" data-site="shop" ${attributes}></script></head><body>${body}</body></html>`;
}

/** Every event that was sent, by type, in the order of arrival; an event sent again counts again. */
export const typesSent = (stage: Stage): string[] => stage.sent.flatMap(({ events }) => events.map(({ type }) => type));
export const eventsSent = (stage: Stage, type: string): VisitEvent[] =>
  stage.sent.flatMap(({ events }) => events.filter((event) => event.type === type));

type Wanted = (sent: Sent) => boolean;

/** The question of a page, by its path. */
export const asksOf =
  (path: string): Wanted =>
  (sent) =>
    sent.path === 'journey' && new URL(sent.page.url).pathname === path;

/**
 * Does something, waits until the edge was sent all that is expected, and then, when nothing more comes, that nothing was sent that must not be.
 *
 * @param action what a person or a page does
 * @param expected each must match a body
 * @param refuted none may match a body
 */
export async function expectInAction(
  stage: Stage,
  { action, expected = [], refuted = [] }: { action: () => Promise<unknown>; expected?: Wanted[]; refuted?: Wanted[] },
): Promise<Sent[]> {
  const from = stage.sent.length;
  const news = (): Sent[] => stage.sent.slice(from);
  await action();
  await until(
    () => expected.every((wanted) => news().some(wanted)),
    () =>
      `expected ${expected.join(' and ')}; sent: ${news()
        .map(({ text }) => text)
        .join('\n')}`,
  );
  if (refuted.length) {
    await stayQuiet(stage);
    for (const unwanted of refuted) {
      const bad = news().find(unwanted);
      if (bad) throw new Error(`refuted ${unwanted}, but sent: ${bad.text}`);
    }
  }
  return news();
}

/** Waits for something to become true. @throws Error that says what was missing */
export async function until(isTrue: () => boolean | Promise<boolean>, complaint: () => string): Promise<void> {
  const end = Date.now() + EXPECT_TIMEOUT_MS;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(complaint());
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Opens a page of the shop, and waits until it has asked and nothing more is said of it. @returns its question */
export async function visit(stage: Stage, page: Page, path: string, html: string): Promise<Sent> {
  stage.pages.set(path.replace(/\?.*/, ''), html);
  const isQuestion = asksOf(path.replace(/\?.*/, ''));
  const said = await expectInAction(stage, { action: () => page.goto(stage.shop + path), expected: [isQuestion] });
  await stayQuiet(stage);
  return said.find(isQuestion)!;
}

/** Waits until the edge has been sent nothing for longer than the widget keeps anything back. */
export async function stayQuiet(stage: Stage): Promise<void> {
  let count = stage.sent.length;
  for (let looks = 0; looks < QUIET_LOOKS; looks++) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    if (count !== stage.sent.length) looks = 0;
    count = stage.sent.length;
  }
}

/** Everything a page left on the device. */
export async function storedBy(
  page: Page,
  context: BrowserContext,
): Promise<{ local: string[]; session: string[]; cookies: string[]; databases: number }> {
  const inPage = await page.evaluate(async () => ({
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).length,
  }));
  return { ...inPage, cookies: (await context.cookies()).map(({ name }) => name) };
}
