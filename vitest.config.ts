import { mkdirSync } from 'node:fs';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

// `wrangler.toml` names this folder, and the runtime refuses to start without it.
mkdirSync(new URL('./dist/assets', import.meta.url), { recursive: true });

/** Tests build the Worker as `npm start` does, with what is for trying things out. */
const LOCAL = { TAPPA_LOCAL: 'true' };

/** A page, a browser and a runtime on two shared cores; never waited for when all is well. */
const BROWSER_TEST_TIMEOUT_MS = 60_000;

/** What a page does on two shared cores; never waited for when all is well. */
const EXPECT_TIMEOUT_MS = 20_000;

/** Imports of whole catalogs; never waited for when all is well. */
const WORKERD_TEST_TIMEOUT_MS = 30_000;

/** The first test that needs the product builds and starts it. */
const START_TIMEOUT_MS = 120_000;

export default defineConfig({
  test: {
    projects: [
      {
        define: LOCAL,
        test: {
          name: 'architecture',
          include: ['tests/architecture/**/*.test.ts'],
          environment: 'node',
          testTimeout: BROWSER_TEST_TIMEOUT_MS,
        },
      },
      {
        define: LOCAL,
        test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], environment: 'node', testTimeout: WORKERD_TEST_TIMEOUT_MS },
      },
      {
        define: LOCAL,
        plugins: [
          cloudflareTest({
            main: './edge/local-worker.ts',
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: { TAPPA_ADMIN_TOKEN: 'test-admin-token', DEMO_SHOP_SECRET: 'test-secret-of-the-demo-shop-32-bytes' },
            },
          }),
        ],
        test: {
          name: 'workerd',
          include: ['tests/workerd/**/*.test.ts'],
          // One runtime for all files: a start for each would cost more than the tests. Tests use names of their own.
          isolate: false,
          maxWorkers: 1,
          testTimeout: WORKERD_TEST_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['tests/support/browser-setup.ts'],
          // Most of a test is waiting to see that nothing more happens; two files at a time share the machine well.
          maxWorkers: 2,
          testTimeout: BROWSER_TEST_TIMEOUT_MS,
          expect: { poll: { timeout: EXPECT_TIMEOUT_MS } },
          hookTimeout: START_TIMEOUT_MS,
        },
      },
    ],
  },
});
