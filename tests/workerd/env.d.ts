import type { Env as TappaEnv } from '../../edge/platform/env.ts';

// Tells the compiler what `cloudflare:workers` and `cloudflare:test` give the tests.
declare global {
  namespace Cloudflare {
    interface Env extends TappaEnv {}
    interface GlobalProps {
      mainModule: typeof import('../../edge/local-worker.ts');
    }
  }
}
