import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import type { ServedFile } from '../support/widget-host.ts';

/** A script that shops paste for a like purpose, with an edge of its own that answers at once. */
export interface Peer {
  name: string;
  /** what its shop pastes */
  head(edge: string): string;
  /** an expression that is true in the page once it has started and heard from its edge */
  isReady: string;
  files: Record<string, ServedFile>;
}

const require = createRequire(import.meta.url);
const json = (value: unknown): ServedFile => ({ type: 'application/json', body: JSON.stringify(value) });
const script = (body: string): ServedFile => ({ type: 'text/javascript', body });

/** The folder of an installed package; its exports may not name the file that is wanted. */
const folderOf = (name: string): string => {
  const paths = require.resolve.paths(name) ?? [];
  const entry = require.resolve(name, { paths });
  return entry.slice(0, entry.lastIndexOf(join('node_modules', name)) + join('node_modules', name).length);
};

/** As many features and experiments as a small shop has running. */
const FEATURES = Object.fromEntries(
  Array.from({ length: 10 }, (_, number) => [
    `feature-${number}`,
    {
      defaultValue: false,
      rules: [
        { condition: { country: 'IT' }, force: true },
        { variations: [false, true], weights: [0.5, 0.5], coverage: 1, hashAttribute: 'id' },
      ],
    },
  ]),
);

async function growthBook(): Promise<Peer> {
  const file = join(folderOf('@growthbook/growthbook'), 'dist/bundles/auto.min.js');
  return {
    name: 'GrowthBook auto.min.js',
    head: (edge) => `<script async src="${edge}/peers/growthbook.js" data-api-host="${edge}" data-client-key="sdk-bench"></script>`,
    isReady:
      'window._growthbook?.ready && window._growthbook.isOn("feature-0") !== undefined && Object.keys(window._growthbook.getFeatures()).length === 10',
    files: {
      '/peers/growthbook.js': script(await readFile(file, 'utf8')),
      '/api/features/sdk-bench': json({ status: 200, features: FEATURES, experiments: [], dateUpdated: '2026-11-20T10:00:00Z' }),
    },
  };
}

/** What PostHog's settings say where nothing beyond events and flags is switched on. */
const POSTHOG_CONFIG = {
  token: 'phc_bench',
  supportedCompression: ['gzip', 'gzip-js'],
  hasFeatureFlags: true,
  autocapture_opt_out: false,
  captureDeadClicks: false,
  capturePerformance: false,
  heatmaps: false,
  sessionRecording: false,
  surveys: false,
  siteApps: [],
  defaultIdentifiedOnly: true,
};

async function postHog(): Promise<Peer> {
  const options = (edge: string): string => JSON.stringify({ api_host: edge, opt_out_useragent_filter: true });
  return {
    name: 'posthog-js array.js',
    head: (edge) =>
      `<script>window.posthog=[];posthog.__SV=1;posthog._i=[["phc_bench",${options(edge)},undefined]]</script><script async src="${edge}/peers/array.js"></script>`,
    isReady: 'window.posthog?.__loaded && window.posthog.featureFlags.hasLoadedFlags',
    files: {
      '/peers/array.js': script(await readFile(join(folderOf('posthog-js'), 'dist/array.js'), 'utf8')),
      '/array/phc_bench/config.js': script(
        `window._POSTHOG_REMOTE_CONFIG={phc_bench:{config:${JSON.stringify(POSTHOG_CONFIG)},siteApps:[]}}`,
      ),
      '/array/phc_bench/config': json(POSTHOG_CONFIG),
      '/flags/': json({ flags: {}, featureFlags: {}, featureFlagPayloads: {}, errorsWhileComputingFlags: false }),
      '/e/': json({ status: 1 }),
    },
  };
}

/** The package as a shop's bundler would minify it: the file its vendor serves is not in it. */
async function rudderStack(): Promise<Peer> {
  const contents = `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled';
    const { edge } = document.currentScript.dataset;
    const analytics = new RudderAnalytics();
    analytics.load('bench', edge, { configUrl: edge });
    analytics.ready(() => { window.isRudderReady = true; });
    analytics.page();`;
  const result = await build({
    stdin: { contents, resolveDir: dirname(import.meta.filename) },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2021',
    legalComments: 'none',
    write: false,
    logLevel: 'silent',
  });
  return {
    name: 'RudderStack, bundled package',
    head: (edge) => `<script async src="${edge}/peers/rudderstack.js" data-edge="${edge}"></script>`,
    isReady: 'window.isRudderReady',
    files: {
      '/peers/rudderstack.js': script(result.outputFiles[0]!.text),
      '/sourceConfig/': json({
        source: {
          id: 'bench',
          name: 'bench',
          writeKey: 'bench',
          enabled: true,
          workspaceId: 'bench',
          config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
          connections: [],
          destinations: [],
          dataplanes: {},
        },
        updatedAt: '2026-11-20T10:00:00.000Z',
      }),
    },
  };
}

/** The peers installed here, ready to be served. The first is what others are compared with. */
export const loadPeers = (): Promise<Peer[]> => Promise.all([growthBook(), postHog(), rudderStack()]);
