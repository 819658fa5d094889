import { describe, expect, it } from 'vitest';
import { seedDemo } from '../../../edge/demo-shop/seed.ts';

interface Call {
  method: string;
  path: string;
  rows: number;
  body: string;
  ifMatch: string | null;
}

/** An admin API that keeps only what the seeding looks at. */
function adminApi({ failAt = '', rejectAt = '' } = {}) {
  const calls: Call[] = [];
  let site: { id: string; origins: string[] } | null = null;
  let setup: Record<string, unknown> = { journey: { stages: [] }, rules: [], loyalty: null };
  const json = (status: number, value: unknown, headers: Record<string, string> = {}) =>
    new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } });

  const answer = (method: string, path: string, body: string): Response => {
    if (failAt && path.endsWith(failAt)) return json(500, { title: 'broken' });
    if (path === '/sites/demo' && method === 'GET') return site ? json(200, site) : json(404, { title: 'no' });
    if (path === '/sites' && method === 'POST') site = JSON.parse(body) as { id: string; origins: string[] };
    if (path === '/sites/demo' && method === 'PATCH') site = { ...site!, ...(JSON.parse(body) as object) };
    if (path.endsWith('/setup') && method === 'GET') return json(200, setup, { etag: '"7"' });
    if (path.endsWith('/setup') && method === 'PUT') setup = JSON.parse(body) as Record<string, unknown>;
    return rejectAt && path.endsWith(rejectAt)
      ? json(200, { accepted: 1, rejected: 1, errors: [{ row: 1, field: 'id', message: 'is missing' }] })
      : json(200, { accepted: 1, rejected: 0 });
  };
  const fetch = (async (input: string, init: RequestInit) => {
    const path = input.replace('http://localhost:8787/v1/admin', '');
    const body = (init.body as string | undefined) ?? '';
    const headers = new Headers(init.headers);
    expect(headers.get('authorization')).toBe('Bearer token');
    calls.push({
      method: init.method!,
      path,
      rows: headers.get('content-type') === 'application/x-ndjson' ? body.split('\n').length : 0,
      body,
      ifMatch: headers.get('if-match'),
    });
    return answer(init.method!, path, body);
  }) as unknown as typeof globalThis.fetch;
  return { calls, fetch, setup: () => setup, site: () => site };
}

const options = (api: ReturnType<typeof adminApi>) => ({
  baseUrl: 'http://localhost:8787',
  adminToken: 'token',
  identitySecret: 'x'.repeat(32),
  nowMs: Date.parse('2026-11-22T09:00:00Z'),
  fetch: api.fetch,
  log: () => undefined,
});

describe('filling the demo site', () => {
  it('goes site, catalog, shops, stock, members, receipts, visits, and the loyalty programme last', async () => {
    const api = adminApi();
    await seedDemo(options(api));
    const kinds = api.calls.filter(({ method }) => method !== 'GET').map(({ path }) => path.split('/').pop());
    expect(kinds.filter((kind, index) => kind !== kinds[index - 1])).toEqual([
      'sites',
      'catalog',
      'stores',
      'inventory',
      'customers',
      'purchases',
      'events',
      'setup',
      'publish',
    ]);
    expect(api.site()).toMatchObject({ id: 'demo', origins: ['http://localhost:8787', 'http://127.0.0.1:8787'] });
    expect(api.calls.find(({ method, path }) => method === 'PUT' && path.endsWith('/setup'))?.ifMatch).toBe('"7"');
    expect(api.setup()).toMatchObject({
      rules: [],
      loyalty: { pointsPerUnit: 1, tiers: [{ fromPoints: 0 }, { fromPoints: 300 }, { fromPoints: 1_000 }] },
    });
  });

  it('only tells the stock again when it is run a second time', async () => {
    const api = adminApi();
    await seedDemo(options(api));
    const before = api.calls.length;
    await seedDemo(options(api));
    expect(
      api.calls
        .slice(before)
        .filter(({ method }) => method !== 'GET')
        .every(({ path }) => path.endsWith('/inventory')),
    ).toBe(true);
  });

  it('adds the addresses of another port to those the site knows', async () => {
    const api = adminApi();
    await seedDemo(options(api));
    api.site()!.origins = ['http://localhost:1'];
    await seedDemo(options(api));
    expect(api.site()!.origins).toEqual(['http://localhost:1', 'http://localhost:8787', 'http://127.0.0.1:8787']);
  });

  it('begins again after it was interrupted, for the sign of completion comes last', async () => {
    const api = adminApi({ failAt: '/purchases' });
    await expect(seedDemo(options(api))).rejects.toThrow(/purchases answered 500/);
    expect(api.setup().loyalty).toBeNull();
  });

  it('says which row was refused and why', async () => {
    await expect(seedDemo(options(adminApi({ rejectAt: '/customers' })))).rejects.toThrow(/customers: 1 rows refused.*is missing/);
  });
});
