import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './paths.mjs';

/** Older packages ask for `buffer` where the runtime knows only `node:buffer`. */
const nodeModulesByTheirNewName = {
  name: 'node-prefix',
  setup(context) {
    const names = new Set(builtinModules);
    context.onResolve({ filter: /^[a-z_]+(\/[a-z]+)?$/ }, ({ path }) =>
      names.has(path) ? { path: `node:${path}`, external: true } : undefined,
    );
  },
};

/**
 * The Worker as one ES module.
 * @param {{local: boolean, minify?: boolean, entry?: string}} options `local`: with what is for trying things out
 * @returns {Promise<{code: string, inputs: string[]}>} `inputs`: repository paths of the files that left something in it
 */
export async function bundleWorker({ local, minify = !local, entry = local ? 'edge/local-worker.ts' : 'edge/worker.ts' }) {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: [resolve(ROOT, entry)],
    outfile: 'worker.mjs',
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'browser', 'import'],
    external: ['cloudflare:*', 'node:*'],
    define: { TAPPA_LOCAL: String(local), 'process.env.NODE_ENV': '"production"' },
    plugins: [nodeModulesByTheirNewName],
    minify,
    minifySyntax: true,
    metafile: true,
    legalComments: 'none',
    jsx: 'automatic',
    sourcemap: local ? 'inline' : false,
    logLevel: 'silent',
  });
  const output = result.metafile.outputs['worker.mjs'];
  const inputs = Object.entries(output?.inputs ?? {}).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : []));
  return { code: result.outputFiles[0].text, inputs };
}
