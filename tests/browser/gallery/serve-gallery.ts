/**
 * A page with blocks of every kind, under the strictest content security policy, for tests and for looking:
 * `node tests/browser/gallery/serve-gallery.ts` prints its address. `?language=en&placement=corner&kind=feedback&scheme=dark&direction=rtl`.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildBlocks } from '../../../.scripts/build.mjs';
import { BLOCK_KINDS, type Block, type BlockKind, type Placement } from '../../../shared/schemas/block.ts';
import { type Language, sampleBlock } from './sample-data.ts';

const NONCE = 'gallery';
/** No inline style, no eval, no markup from strings. */
const POLICY = `default-src 'none'; script-src 'nonce-${NONCE}' 'strict-dynamic'; style-src 'nonce-${NONCE}'; img-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'`;

const folder = new URL('./', import.meta.url);

/** The chunks as they are built to be served, by their names. */
export interface Chunks {
  blocksFile: string;
  overlayFile: string;
  text: Map<string, string>;
}

export async function buildChunks(): Promise<Chunks> {
  const out = await mkdtemp(join(tmpdir(), 'tappa-gallery-'));
  try {
    const files = await buildBlocks(out);
    const text = new Map<string, string>();
    for (const file of Object.values(files)) text.set(file, await readFile(join(out, file), 'utf8'));
    return { ...files, text };
  } finally {
    await rm(out, { recursive: true });
  }
}

/** Blocks the query asks for: one kind in one placement, or one of each kind in the page. */
function blocksFor(query: URLSearchParams): Block[] {
  const language = (query.get('language') ?? 'it') as Language;
  const placement = (query.get('placement') ?? 'inline') as Placement;
  const kinds = query.has('none') ? [] : query.has('kind') ? [query.get('kind') as BlockKind] : BLOCK_KINDS;
  return kinds.map((kind) => sampleBlock(kind, language, { placement }));
}

async function page(query: URLSearchParams, { blocksFile, overlayFile }: Chunks): Promise<string> {
  const language = query.get('language') ?? 'it';
  const values: Record<string, string> = {
    nonce: NONCE,
    blocks: `/${blocksFile}`,
    overlay: `/${overlayFile}`,
    colorScheme: query.get('scheme') ?? 'light dark',
    heading: language === 'it' ? 'Il negozio' : 'The shop',
    link: language === 'it' ? 'Un collegamento della pagina' : 'A link of the page',
  };
  const html = await readFile(new URL('gallery.html', folder), 'utf8');
  return html
    .replace('lang="it" dir="ltr"', `lang="${language}" dir="${query.get('direction') ?? 'ltr'}"`)
    .replace('/*style*/', () => query.get('style') ?? '')
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

/** A still life in two colours that follow from the name. */
function drawing(name: string): string {
  const hue = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0) * 7, 0) % 360;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200"><rect width="200" height="200" fill="hsl(${hue} 32% 88%)"/><ellipse cx="100" cy="160" rx="60" ry="9" fill="hsl(${hue} 20% 74%)"/><path d="M100 40c34 0 46 42 40 76-3 20-14 40-40 40s-37-20-40-40c-6-34 6-76 40-76z" fill="hsl(${hue} 38% 52%)"/><path d="M84 60c-12 18-12 46-6 66" stroke="hsl(${hue} 60% 80%)" stroke-width="6" stroke-linecap="round" fill="none"/></svg>`;
}

function send(response: ServerResponse, type: string, body: string, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...headers }).end(body);
}

/** Serves on a free port of this machine. @returns its address, and how to close it */
export async function serveGallery(): Promise<{ url: string; close(): Promise<void> }> {
  const chunks = await buildChunks();
  const server: Server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const picture = /^\/picture\/(.+)\.svg$/.exec(pathname)?.[1];
    const chunk = chunks.text.get(pathname.slice(1));
    if (chunk !== undefined) send(response, 'text/javascript', chunk);
    else if (pathname === '/blocks.json') send(response, 'application/json', JSON.stringify(blocksFor(searchParams)));
    else if (picture && picture !== 'missing') send(response, 'image/svg+xml', drawing(picture));
    else if (pathname === '/') send(response, 'text/html', await page(searchParams, chunks), { 'content-security-policy': POLICY });
    else response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] === import.meta.filename) console.log((await serveGallery()).url);
