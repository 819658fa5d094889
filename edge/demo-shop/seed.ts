import type { LoyaltyProgram } from '../../shared/schemas/site-setup.ts';
import { demoHistory } from './data/history.ts';
import { demoInventory } from './data/inventory.ts';
import { demoCustomers, TIER_FROM } from './data/members.ts';
import { demoProducts } from './data/products.ts';
import { demoStores } from './data/stores.ts';
import { DEMO_SITE } from './paths.ts';

export interface SeedOptions {
  /** where Tappa answers, without a slash at the end */
  baseUrl: string;
  adminToken: string;
  /** HS256 key shared by the shop's server and the site, at least 32 bytes */
  identitySecret: string;
  nowMs: number;
  fetch: typeof fetch;
  log: (line: string) => void;
}

/** Days of web history, and the seed of its chances. */
export const HISTORY_DAYS = 90;
export const HISTORY_SEED = 'olmaria';

/** Rows an import request carries: each well below the edge's limit, and progress can be told. */
const ROWS_PER_IMPORT = 3_000;

/** Points of Club Olmaria: what it is called, what a euro earns, from where a tier begins. */
export const DEMO_LOYALTY: Omit<LoyaltyProgram, 'joinUrl'> & { joinUrl: string } = {
  name: { it: 'Club Olmaria', en: 'Club Olmaria' },
  pointsPerUnit: 1,
  tiers: [
    { id: 'base', name: { it: 'Base', en: 'Base' }, fromPoints: TIER_FROM.base },
    { id: 'silver', name: { it: 'Argento', en: 'Silver' }, fromPoints: TIER_FROM.silver },
    { id: 'gold', name: { it: 'Oro', en: 'Gold' }, fromPoints: TIER_FROM.gold },
  ],
  joinUrl: '/shop/account',
};

/**
 * Fills the demo site through the admin API, as a merchant would: site, catalog, shops, stock, members, receipts, past visits, and at last the
 * loyalty programme. The programme in the published set-up is the sign that all the rest is there: once it is, only the stock is told anew, so
 * a second run changes nothing else. An interrupted run is simply done again; every import counts a row once.
 *
 * @throws Error that says which step failed and what the API answered
 */
export async function seedDemo(options: SeedOptions): Promise<void> {
  const api = new AdminApi(options);
  const { baseUrl, nowMs, log } = options;
  await ensureSite(api, options);
  const setup = await api.call<SetupAnswer>('GET', `/sites/${DEMO_SITE}/setup`);
  if (loyaltyOf(setup.body)) {
    await refreshInventory(options);
    return;
  }
  await api.load('catalog', demoProducts(baseUrl), log);
  await api.load('stores', demoStores(nowMs, baseUrl), log);
  await api.load('inventory', demoInventory(nowMs), log);
  await api.load('customers', demoCustomers(), log);
  const history = demoHistory({ nowMs, days: HISTORY_DAYS, seed: HISTORY_SEED, baseUrl });
  await api.load('purchases', history.purchases, log);
  await api.load('events', history.events, log);
  await publishLoyalty(api);
  log('Demo site filled.');
}

/** Tells today's stock again: numbers older than a day are not spoken of. */
export async function refreshInventory(options: SeedOptions): Promise<void> {
  await new AdminApi(options).load('inventory', demoInventory(options.nowMs), () => undefined);
}

type SetupAnswer = Record<string, unknown>;

function loyaltyOf(answer: SetupAnswer): unknown {
  return answer.loyalty ?? (answer.setup as SetupAnswer | undefined)?.loyalty ?? null;
}

/** Makes the site, or lets an existing one know the addresses this run is served at. */
async function ensureSite(api: AdminApi, { baseUrl, identitySecret }: SeedOptions): Promise<void> {
  const port = new URL(baseUrl).port;
  const local = ['http://localhost', 'http://127.0.0.1'].map((host) => (port ? `${host}:${port}` : host));
  const origins = [...new Set([new URL(baseUrl).origin, ...local])];
  const settings = { name: 'Olmaria', origins, currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' };
  const found = await api.call<{ origins?: string[]; settings?: { origins?: string[] } }>('GET', `/sites/${DEMO_SITE}`, { accept: [404] });
  if (found.status === 404) {
    await api.call('POST', '/sites', { json: { id: DEMO_SITE, ...settings, identitySecret } });
    return;
  }
  const known = found.body.origins ?? found.body.settings?.origins ?? [];
  const missing = origins.filter((origin) => !known.includes(origin));
  if (missing.length) await api.call('PATCH', `/sites/${DEMO_SITE}`, { json: { origins: [...known, ...missing] } });
}

async function publishLoyalty(api: AdminApi): Promise<void> {
  const { body, etag } = await api.call<SetupAnswer>('GET', `/sites/${DEMO_SITE}/setup`);
  const setup = (body.setup ?? body) as SetupAnswer;
  await api.call('PUT', `/sites/${DEMO_SITE}/setup`, { json: { ...setup, loyalty: DEMO_LOYALTY }, ...(etag ? { ifMatch: etag } : {}) });
  await api.call('POST', `/sites/${DEMO_SITE}/publish`, { json: {} });
}

interface CallOptions {
  json?: unknown;
  ndjson?: string;
  ifMatch?: string;
  /** statuses besides 2xx that are an answer, not a failure */
  accept?: number[];
}

interface Reply<T> {
  status: number;
  body: T;
  etag: string | null;
}

/** The admin API, as far as seeding speaks to it. */
class AdminApi {
  private readonly options: SeedOptions;

  constructor(options: SeedOptions) {
    this.options = options;
  }

  async call<T>(method: string, path: string, { json, ndjson, ifMatch, accept = [] }: CallOptions = {}): Promise<Reply<T>> {
    const { baseUrl, adminToken } = this.options;
    const headers: Record<string, string> = { authorization: `Bearer ${adminToken}`, accept: 'application/json' };
    if (json !== undefined) headers['content-type'] = 'application/json';
    if (ndjson !== undefined) headers['content-type'] = 'application/x-ndjson';
    if (ifMatch) headers['if-match'] = ifMatch;
    const body = json === undefined ? ndjson : JSON.stringify(json);
    const response = await this.options.fetch(`${baseUrl}/v1/admin${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    if (!response.ok && !accept.includes(response.status))
      throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return { status: response.status, body: (text ? JSON.parse(text) : {}) as T, etag: response.headers.get('etag') };
  }

  /** Imports rows as NDJSON, some thousands at a time; a row refused is a fault of the demo's data and stops the seeding. */
  async load(kind: string, rows: Iterable<unknown>, log: (line: string) => void): Promise<void> {
    let batch: string[] = [];
    let total = 0;
    const send = async (): Promise<void> => {
      const reply = await this.call<{ rejected?: number; errors?: unknown[] }>('POST', `/sites/${DEMO_SITE}/${kind}`, {
        ndjson: batch.join('\n'),
      });
      if (reply.body.rejected)
        throw new Error(`${kind}: ${reply.body.rejected} rows refused, such as ${JSON.stringify(reply.body.errors?.[0])}`);
      total += batch.length;
      batch = [];
    };
    for (const row of rows) {
      batch.push(JSON.stringify(row));
      if (batch.length === ROWS_PER_IMPORT) await send();
    }
    if (batch.length) await send();
    log(`${kind}: ${total} rows`);
  }
}
