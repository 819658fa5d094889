import { join } from 'node:path';
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare';
import { ASSETS_DIR, ROOT } from './paths.mjs';
import { guardRuntime } from './runtime-guard.mjs';
import { bundleWorker } from './worker-bundle.mjs';

const NAME = 'tappa';

/** The same date and flags as `wrangler.toml`, so that what runs here is what runs there. */
const COMPATIBILITY_DATE = '2026-10-01';
const COMPATIBILITY_FLAGS = ['nodejs_compat'];

/** The network tells a Worker where a request comes from; a machine of one's own has no network to ask, so it is in Milan. */
const LOCAL_PLACE = {
  country: 'IT',
  region: 'Lombardy',
  city: 'Milan',
  postalCode: '20121',
  latitude: '45.46427',
  longitude: '9.18951',
  timezone: 'Europe/Rome',
};

/** Short, so that reports follow one's own clicks; production waits 2 s to fill its batches. */
const QUEUE_WAIT_SECONDS = 0.5;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** As in `wrangler.toml`. */
const RATE_LIMITS = { RATE_LIMIT: { namespace_id: '1001', simple: { limit: 600, period: 60 } } };

/** The local queue lives in memory: what is under way must reach the rollups before the runtime goes. */
const QUEUE_DRAIN_MS = 800;

/**
 * Runs the whole product in workerd on this machine.
 * @param {object} options
 * @param {number} options.port port on 127.0.0.1; 0 takes a free one
 * @param {string} options.stateDir folder that keeps objects, key-values and queues
 * @param {string} options.adminToken token of the admin API
 * @param {string} options.shopSecret HS256 key of the demo shop, at least 32 bytes
 * @param {string} [options.assetsDir] built static files
 * @param {boolean} [options.local] false runs the Worker as it is deployed, without the demo shop
 * @param {string} [options.entry] repository path of the Worker, `edge/local-worker.ts`
 * @param {boolean} [options.direct] for measuring: also opens the Worker itself on a port of its own, with neither
 *   miniflare's entry nor the router of static files in front; there are no static files and no rate limit then
 * @param {(line: string) => void} [options.log] gets what the Worker prints
 * @returns {Promise<{url: string, directUrl: string|null, dispose: () => Promise<void>}>}
 */
export async function startRuntime({
  port,
  stateDir,
  adminToken,
  shopSecret,
  assetsDir = ASSETS_DIR,
  entry,
  direct = false,
  local = true,
  log,
}) {
  const { code } = await bundleWorker({ local, ...(entry === undefined ? {} : { entry }) });
  const unguard = await guardRuntime(stateDir);
  const options = {
    ...hostOptions(port, stateDir, log),
    ...workerOptions(code, { TAPPA_ADMIN_TOKEN: adminToken, DEMO_SHOP_SECRET: shopSecret }),
    ...(direct ? { unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }] } : { assets: assetOptions(assetsDir), ratelimits: RATE_LIMITS }),
  };
  const miniflare = leavingSignalsAlone(() => new Miniflare(convertV4MiniflareOptions(options)));
  try {
    const url = await miniflare.ready;
    const directUrl = direct ? (await miniflare.unsafeGetDirectURL(NAME)).origin : null;
    return { url: `http://localhost:${url.port}`, directUrl, dispose: () => stop(miniflare, unguard) };
  } catch (error) {
    await miniflare.dispose().catch(() => {});
    await unguard();
    throw error;
  }
}

function workerOptions(code, bindings) {
  return {
    name: NAME,
    modules: [{ type: 'ESModule', path: join(ROOT, 'worker.mjs'), contents: code }],
    modulesRoot: ROOT,
    compatibilityDate: COMPATIBILITY_DATE,
    compatibilityFlags: COMPATIBILITY_FLAGS,
    bindings,
    durableObjects: {
      VISITORS: { className: 'VisitorObject', useSQLite: true },
      SITES: { className: 'SiteObject', useSQLite: true },
      TRAFFIC: { className: 'TrafficObject', useSQLite: true },
      REPLAYS: { className: 'ReplayObject', useSQLite: true },
    },
    kvNamespaces: { SNAPSHOTS: 'tappa-snapshots' },
    queueProducers: { EVENTS: 'tappa-events' },
    queueConsumers: { 'tappa-events': { maxBatchSize: 100, maxBatchTimeout: QUEUE_WAIT_SECONDS } },
  };
}

function assetOptions(directory) {
  return { directory, binding: 'ASSETS', run_worker_first: ['/v1/*'], routerConfig: { has_user_worker: true }, assetConfig: {} };
}

function hostOptions(port, stateDir, log) {
  return {
    host: '127.0.0.1',
    port,
    cf: LOCAL_PLACE,
    log: new Log(LogLevel.WARN),
    logRequests: false,
    telemetry: { enabled: false },
    resourcePersistencePath: stateDir,
    resourceTmpPath: join(stateDir, 'tmp'),
    ...(log === undefined ? {} : { handleStructuredLogs: ({ message }) => log(message) }),
  };
}

/** miniflare ends the process at a signal, before what is under way could finish: signals are for whoever started us. */
function leavingSignalsAlone(start) {
  const before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));
  const started = start();
  for (const signal of SIGNALS) {
    for (const listener of process.listeners(signal)) if (!before.get(signal).includes(listener)) process.off(signal, listener);
  }
  return started;
}

async function stop(miniflare, unguard) {
  await new Promise((resolve) => setTimeout(resolve, QUEUE_DRAIN_MS));
  await miniflare.dispose();
  await unguard();
}
