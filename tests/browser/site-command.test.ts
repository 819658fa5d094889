import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SiteSetup } from '../../shared/schemas/site-setup.ts';
import { startProduct } from '../support/product.ts';
import { ROOT } from '../support/sources.ts';

const SITE = 'site-command';
let product: Awaited<ReturnType<typeof startProduct>>;
let folder: string;

beforeAll(async () => {
  product = await startProduct();
  folder = await mkdtemp(join(tmpdir(), 'tappa-site-'));
  const settings = { name: 'Bottega', origins: ['https://shop.example'], currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' };
  expect((await admin('POST', '/sites', { id: SITE, ...settings })).status).toBe(201);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('npm run site -- pull and push', () => {
  it('brings a set-up into a file and back, byte for byte', async () => {
    const pulled = await site('pull', 'a.json');
    expect([pulled.code, pulled.text]).toEqual([0, `a.json is now the draft of "${SITE}" on ${product.url}.\n`]);
    const text = await content('a.json');
    expect(JSON.parse(text).$schema).toBe(`${product.url}/v1/schemas/site-setup.json`);
    const pushed = await site('push', 'a.json');
    expect([pushed.code, pushed.text]).toEqual([0, `The draft of "${SITE}" is the same already.\n`]);
    expect((await draft()).headers.get('tappa-draft')).toBe('published');
    expect((await site('pull', 'a.json')).text).toContain('is already');
    await change('a.json', (setup) => ({ ...setup, stockMaxAgeMs: 3_600_000 }));
    expect((await site('push', 'a.json')).code).toBe(0);
    expect((await site('pull', 'a.json')).code).toBe(0);
    const once = await content('a.json');
    await site('push', 'a.json');
    await site('pull', 'a.json');
    expect(await content('a.json')).toBe(once);
    expect(once).toBe(text.replace('"stockMaxAgeMs": 93600000', '"stockMaxAgeMs": 3600000'));
  });

  it('says before it sends what will change, and with --dry-run sends nothing', async () => {
    await site('pull', 'b.json', '--force');
    await change('b.json', (setup) => ({
      ...setup,
      rules: [
        { ...setup.rules[1]!, id: 'sale' },
        ...setup.rules.filter(({ id }) => id !== 'win-back').map((rule) => ({ ...rule, enabled: rule.id !== 'feedback' })),
      ],
    }));
    const before = (await draft()).headers.get('etag');
    const told = await site('push', 'b.json', '--dry-run');
    expect(told.code).toBe(0);
    expect(told.text).toContain('added    rule "sale", before "store-notice"');
    expect(told.text).toContain('removed  rule "win-back"');
    expect(told.text).toContain('changed  rule "feedback": enabled true → false');
    expect((await draft()).headers.get('etag')).toBe(before);
    const pushed = await site('push', 'b.json');
    expect(pushed.text).toBe(told.text.replace('Nothing was sent.', 'The draft is pushed. Visitors see it once it is published.'));
    expect(((await (await draft()).json()) as SiteSetup).rules[0]!.id).toBe('sale');
  });

  it('of two editors lets neither lose anything: the second is told, and nothing has changed', async () => {
    await site('pull', 'mine.json');
    await site('pull', 'yours.json');
    await change('mine.json', (setup) => ({ ...setup, stockMaxAgeMs: 7_200_000 }));
    await change('yours.json', (setup) => ({ ...setup, stockMaxAgeMs: 9_000_000 }));
    expect((await site('push', 'mine.json')).code).toBe(0);
    const yours = await content('yours.json');
    const lost = await site('push', 'yours.json');
    expect(lost.code).toBe(1);
    expect(lost.text).toContain(`Somebody else has changed the draft of "${SITE}" since yours.json was pulled. Nothing was sent`);
    expect(((await (await draft()).json()) as SiteSetup).stockMaxAgeMs).toBe(7_200_000);
    const kept = await site('pull', 'yours.json');
    expect([kept.code, await content('yours.json')]).toEqual([1, yours]);
    expect(kept.text).toContain('holds what was not pushed');
    expect((await site('push', 'yours.json', '--force')).code).toBe(0);
    expect(((await (await draft()).json()) as SiteSetup).stockMaxAgeMs).toBe(9_000_000);
  });

  it('sends nothing of a file in which something is wrong', async () => {
    await site('pull', 'c.json', '--force');
    const before = (await draft()).headers.get('etag');
    await change('c.json', (setup) => ({ ...setup, rules: [setup.rules[0]!, setup.rules[0]!] }));
    const refused = await site('push', 'c.json');
    expect(refused.code).toBe(1);
    expect(refused.text).toMatch(/c\.json:\d+:7: error: \/rules\/1\/id "[a-z-]+" is used twice[\s\S]*Nothing was sent\.\n$/);
    expect((await draft()).headers.get('etag')).toBe(before);
  });

  it('brings what was published too', async () => {
    const { current } = await versions();
    const pulled = await site('pull', 'published.json', '--version', 'published');
    expect(pulled.text).toContain(`version ${current}`);
    expect(((await readJson('published.json')) as SiteSetup).stockMaxAgeMs).toBe(93_600_000);
    expect((await site('pull', 'none.json', '--version', '99')).code).toBe(2);
    expect(await readFile(join(folder, 'none.json'), 'utf8').catch(() => 'not there')).toBe('not there');
  });
});

describe('npm run site -- check', () => {
  it('needs no server, and fails where a fixture does', async () => {
    await site('pull', 'd.json', '--version', 'published', '--force');
    const offline = { TAPPA_ADMIN_TOKEN: '', TAPPA_SITE: '', TAPPA_EDGE: 'http://localhost:9' };
    const fine = await run(['check', 'd.json'], offline);
    expect([fine.code, fine.text]).toEqual([0, expect.stringMatching(/^d\.json: fine, (\d+) of \1 fixtures hold\.\n$/)]);
    await change('d.json', ({ fixtures = [], ...setup }) => ({
      ...setup,
      fixtures: fixtures.map((fixture, index) => (index === 0 ? { ...fixture, severity: 'error', expect: { stage: 'loyalty' } } : fixture)),
    }));
    const failed = await run(['check', 'd.json'], offline);
    expect(failed.code).toBe(1);
    expect(failed.text).toMatch(/d\.json:\d+:9: error: \/fixtures\/0\/expect\/stage /);
    expect(failed.text).toContain('expects "loyalty", but the stage is "acquisition"');
  });

  it('beside an edge says which fixtures are decided otherwise than by what is published', async () => {
    await site('pull', 'e.json', '--version', 'published');
    const same = await site('check', 'e.json');
    expect(same.text).toContain('compared, none is decided otherwise.');
    await change('e.json', (setup) => ({ ...setup, rules: setup.rules.filter(({ id }) => id !== 'home-for-you') }));
    const other = await site('check', 'e.json');
    expect(other.text).toContain(
      'Who has looked at two products is shown what goes with them\n    home-picks: home-for-you → home-picks\n',
    );
    expect(other.text).toContain('1 is decided otherwise');
  });

  it('says where a file is no JSON, or has a name twice', async () => {
    await writeFile(join(folder, 'broken.json'), '{\n  "rules": [],\n  "journey" {}\n}\n');
    expect(await run(['check', 'broken.json'])).toMatchObject({
      code: 1,
      text: expect.stringContaining('broken.json:3:13: error: Expected ":" in JSON'),
    });
    await writeFile(join(folder, 'twice.json'), '{\n  "rules": [],\n  "è": 1, "rules": []\n}\n');
    expect(await run(['check', 'twice.json'])).toMatchObject({
      code: 1,
      text: expect.stringContaining('twice.json:3:11: error: Duplicate key "rules"'),
    });
  });
});

describe('npm run site', () => {
  it.each([
    ['no file', ['check', 'nowhere.json'], {}, 'nowhere.json is not there.\n'],
    ['a folder', ['check', '.'], {}, '. is a folder.\n'],
    ['no name of a file', ['check'], {}, 'Which file? npm run site -- check FILE\n'],
    ['another command', ['deploy', 'a.json'], {}, 'The command is one of check, pull, push. --help says more.\n'],
    ['an option nobody knows', ['check', 'a.json', '--tokn=very-secret'], {}, '--tokn is not an option. --help lists them.\n'],
    ['an option of another command', ['check', 'a.json', '--dry-run'], {}, '--dry-run says nothing to check.\n'],
    ['no site', ['pull', 'x.json'], { TAPPA_SITE: '' }, 'Which site? --site ID, or TAPPA_SITE.\n'],
    [
      'no token',
      ['pull', 'x.json'],
      { TAPPA_ADMIN_TOKEN: '' },
      'The token of the admin API is missing: set TAPPA_ADMIN_TOKEN, or give --token.\n',
    ],
    [
      'a token in the clear',
      ['pull', 'x.json', '--edge', 'http://shop.example'],
      {},
      'The token would travel in the clear: use https://shop.example.\n',
    ],
    [
      'nobody at the address',
      ['pull', 'x.json', '--edge', 'http://localhost:9'],
      {},
      /^http:\/\/localhost:9 cannot be reached \(.*\)\. Is it running, and is the address right\?\n$/,
    ],
    ['no such site', ['pull', 'x.json', '--site', 'nobody'], {}, /answered 404: There is no site "nobody"\.\n$/],
  ])('says in a sentence that it was given %s, and ends with 2', async (_, args, env, sentence) => {
    const refused = await run(args, env);
    expect(refused.code).toBe(2);
    if (typeof sentence === 'string') expect(refused.text).toBe(sentence);
    else expect(refused.text).toMatch(sentence);
  });

  it('never shows a token, not even one that is refused', async () => {
    const token = 'wrong-token-9f8e7d';
    const refused = await run(['pull', 'x.json', '--token', token]);
    expect(refused).toMatchObject({
      code: 2,
      text: `${product.url} does not accept the token (401). TAPPA_ADMIN_TOKEN or --token gives another one.\n`,
    });
    const all = [await site('pull', 'f.json'), await site('push', 'f.json'), await run(['pull', 'f.json', '--token', 'tö-secret'])];
    for (const { text } of all) for (const secret of [token, product.adminToken, 'tö-secret']) expect(text).not.toContain(secret);
    expect(await content('f.json')).not.toContain(product.adminToken);
  });

  it('follows no edge that sends it elsewhere, and knows one that is none', async () => {
    const asked: string[] = [];
    const server: Server = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (request.url?.startsWith('/moved')) response.writeHead(302, { location: `${product.url}/v1` }).end();
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect((await run(['pull', 'g.json', '--edge', `${url}/moved`])).text).toContain('sends to another address (302)');
    expect((await run(['pull', 'g.json', '--edge', url])).text).toContain('answers, but not with a set-up');
    expect(asked).toHaveLength(2);
    server.close();
  });

  it('says what it can', async () => {
    expect(await run(['--help'])).toMatchObject({ code: 0, text: expect.stringContaining('npm run site -- check FILE') });
  });
});

describe('the schema of a set-up file', () => {
  it('is there for every editor, without a token', async () => {
    const response = await fetch(`${product.url}/v1/schemas/site-setup.json`, { headers: { origin: 'https://editor.example' } });
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(((await response.json()) as { properties: object }).properties).toHaveProperty('fixtures');
  });
});

const site = (command: string, file: string, ...more: string[]) => run([command, file, '--edge', product.url, ...more]);

/** Runs the command as npm does, in a folder of its own. */
async function run(args: readonly string[], env: Record<string, string> = {}): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, [join(ROOT, '.scripts/site.mjs'), ...args], {
    env: {
      ...process.env,
      INIT_CWD: folder,
      TAPPA_STATE: folder,
      TAPPA_EDGE: product.url,
      TAPPA_SITE: SITE,
      TAPPA_ADMIN_TOKEN: product.adminToken,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, text };
}

const content = (file: string) => readFile(join(folder, file), 'utf8');
const readJson = async (file: string): Promise<unknown> => JSON.parse(await content(file));

async function change(file: string, how: (setup: SiteSetup) => SiteSetup): Promise<void> {
  await writeFile(join(folder, file), `${JSON.stringify(how((await readJson(file)) as SiteSetup), null, 2)}\n`);
}

function admin(method: string, path: string, body?: unknown): Promise<Response> {
  const init = { method, headers: { authorization: `Bearer ${product.adminToken}`, 'content-type': 'application/json' } };
  return fetch(`${product.url}/v1/admin${path}`, body === undefined ? init : { ...init, body: JSON.stringify(body) });
}

const draft = () => admin('GET', `/sites/${SITE}/setup`);

async function versions(): Promise<{ current: number }> {
  const { items } = (await (await admin('GET', `/sites/${SITE}/versions`)).json()) as { items: { version: number; current: boolean }[] };
  return { current: items.find(({ current }) => current)!.version };
}
