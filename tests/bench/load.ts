import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import autocannon from 'autocannon';

/** Enough to keep two cores busy, few enough that waiting in line does not hide the latency. */
const CONNECTIONS = 32;

export interface Load {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** answers that were not 2xx, and requests without an answer */
  errors: number;
}

/** One way of asking: the address, and where something is sent, the bodies to take turns with. */
export interface Target {
  name: string;
  url: string;
  origin?: string;
  /** `visitors` people look at `products`; each event has an id of its own */
  journey?: { visitors: number; products: readonly string[] };
}

/** `wrk` where it is installed, which takes less of the machine for itself; autocannon anywhere else. */
export async function loadGenerator(): Promise<'wrk' | 'autocannon'> {
  return promisify(execFile)('wrk', ['-v']).then(
    () => 'wrk' as const,
    (error: { code?: unknown }) => (error.code === 'ENOENT' ? ('autocannon' as const) : ('wrk' as const)),
  );
}

/** Asks as fast as answers come, for so many seconds. */
export async function putUnderLoad(target: Target, seconds: number, generator: 'wrk' | 'autocannon', luaFile: string): Promise<Load> {
  return generator === 'wrk' ? withWrk(target, seconds, luaFile) : withAutocannon(target, seconds);
}

async function withWrk({ url, origin, journey }: Target, seconds: number, luaFile: string): Promise<Load> {
  const args = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--latency', '-s', luaFile, url];
  const settings = journey ? [origin ?? '', String(journey.visitors), ...journey.products] : [];
  const { stdout } = await promisify(execFile)('wrk', [...args, '--', ...settings], { maxBuffer: 1 << 20 });
  const figures = JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1)) as {
    requests: number;
    us: number;
    p50us: number;
    p99us: number;
    errors: number;
  };
  return {
    requestsPerSecond: (figures.requests / figures.us) * 1e6,
    p50Ms: figures.p50us / 1e3,
    p99Ms: figures.p99us / 1e3,
    errors: figures.errors,
  };
}

async function withAutocannon({ url, origin, journey }: Target, seconds: number): Promise<Load> {
  let sent = 0;
  const run = Date.now().toString(36);
  const body = () =>
    journeyBody(
      `bench-${Math.floor(Math.random() * journey!.visitors)}`,
      `${run}-${sent++}`,
      journey!.products[sent % journey!.products.length] ?? '',
    );
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    ...(journey
      ? {
          method: 'POST',
          headers: { 'content-type': 'text/plain', ...(origin ? { origin } : {}) },
          requests: [{ setupRequest: (request) => ({ ...request, body: body() }) }],
        }
      : {}),
  });
  return {
    requestsPerSecond: result.requests.total / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    errors: result.errors + result.non2xx,
  };
}

/** A visit: one page view of a product by a known visitor, and the question what to show. `load.lua` says the same. */
export function journeyBody(visitor: string, eventId: string, product: string): string {
  const at = new Date().toISOString();
  return JSON.stringify({
    protocol: 1,
    visitor: { id: visitor },
    session: { id: visitor, startedAt: at },
    consent: { analytics: 'granted', personalization: 'granted' },
    page: { url: 'https://shop.example/p', type: 'product', locale: 'it-IT', product },
    slots: ['product-picks'],
    events: [{ id: eventId, type: 'view_item', at, currency: 'EUR', items: [{ item_id: product, quantity: 1 }] }],
  });
}
