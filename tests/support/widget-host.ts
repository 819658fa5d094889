import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWidget } from '../../.scripts/build.mjs';
import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import type { Block } from '../../shared/schemas/block.ts';

/** What the edge was asked for, in order of arrival. */
export interface Asked {
  method: string;
  path: string;
}

/** The part of a question that an answer here depends on. */
export interface Question {
  visitor: VisitAnswer['visitor'];
  page: { url: string };
}

export interface ServedFile {
  type: string;
  body: string;
}

/** A shop and an edge on two origins of this machine; the edge serves the widget's real files and answers at once. */
export interface WidgetHost {
  shop: string;
  edge: string;
  /** pages of the shop by path; the query is not looked at */
  pages: Map<string, string>;
  /** more that the edge serves, by path: what peers of the widget ask for */
  files: Map<string, ServedFile>;
  asked: Asked[];
  /** what the edge says to a question */
  blocks: (question: Question) => Block[];
  /** Keeps back what the edge answers to addresses with this in their path, until what is returned is called. */
  hold(part: string): () => void;
  close(): Promise<void>;
}

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><rect width="200" height="200" fill="#ddd"/></svg>';

/** Builds the widget's four files as they are served, by name. */
async function buildFiles(): Promise<Map<string, ServedFile>> {
  const folder = await mkdtemp(join(tmpdir(), 'tappa-widget-'));
  try {
    await buildWidget(folder);
    const names = await readdir(folder);
    const bodies = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    return new Map(names.map((name, index) => [`/${name}`, { type: 'text/javascript', body: bodies[index]! }]));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function listen(server: Server, host: string): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const pathOf = (request: IncomingMessage): string => new URL(request.url ?? '/', 'http://host').pathname;

function send(response: ServerResponse, status: number, type: string, body: string): void {
  // Nothing is kept between pages: each is a first visit.
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' }).end(body);
}

/** Starts both. The caller closes them. */
export async function startWidgetHost(): Promise<WidgetHost> {
  const widget = await buildFiles();
  const held = new Map<string, Promise<void>>();

  const answer = ({ visitor, page }: Question): VisitAnswer => ({
    protocol: 1,
    visitor,
    journey: { stage: 'acquisition', since: '2026-11-20T10:00:00Z', confidence: 0.5, because: [] },
    blocks: host.blocks({ visitor, page }),
    receipt: 'receipt',
  });

  const onEdge = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '' } = request;
    const path = pathOf(request);
    host.asked.push({ method, path });
    const text = await readText(request);
    await Promise.all([...held].map(([part, release]) => path.includes(part) && release));
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('access-control-allow-credentials', 'true');
    response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*');
    const file = widget.get(path) ?? host.files.get(path);
    if (file) send(response, 200, file.type, file.body);
    else if (path.endsWith('/journey')) send(response, 200, 'application/json', JSON.stringify(answer(JSON.parse(text) as Question)));
    else if (path.endsWith('/events')) send(response, 202, 'application/json', '{}');
    else if (method === 'GET') send(response, 404, 'text/plain', '');
    else send(response, 200, 'application/json', '{}');
  };

  const onShop = (request: IncomingMessage, response: ServerResponse): void => {
    const path = pathOf(request);
    const page = host.pages.get(path);
    if (page !== undefined) send(response, 200, 'text/html', page);
    else if (path.startsWith('/picture/')) send(response, 200, 'image/svg+xml', PICTURE);
    else send(response, 404, 'text/plain', '');
  };

  const servers = [createServer(onShop), createServer((request, response) => void onEdge(request, response))];
  const host: WidgetHost = {
    shop: await listen(servers[0]!, '127.0.0.1'),
    edge: await listen(servers[1]!, 'localhost'),
    pages: new Map(),
    files: new Map(),
    asked: [],
    blocks: () => [],
    hold(part) {
      let open = (): void => undefined;
      held.set(part, new Promise((resolve) => (open = resolve)));
      return () => {
        held.delete(part);
        open();
      };
    },
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
  return host;
}
