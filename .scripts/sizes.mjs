import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { buildAssets } from './build.mjs';
import { ASSETS_DIR, inRoot } from './paths.mjs';
import { bundleWorker } from './worker-bundle.mjs';

/**
 * Sizes of what is served and deployed, beside the budget of each.
 * @returns {Promise<{name: string, file: string, rawBytes: number, gzipBytes: number, brotliBytes: number, over: string[]}[]>}
 *   `over`: what is too large, in words
 */
export async function measureSizes() {
  const budgets = JSON.parse(await readFile(inRoot('tests/bench/size-budgets.json'), 'utf8'));
  await buildAssets();
  return Promise.all(Object.entries(budgets).map(([name, budget]) => measure(name, budget)));
}

async function measure(name, budget) {
  const { file, bytes } = name === 'worker' ? await deployedWorker() : await asset(name);
  const sizes = { rawBytes: bytes.length, gzipBytes: gzipSync(bytes, { level: 9 }).length, brotliBytes: brotli(bytes).length };
  const over = ['raw', 'gzip', 'brotli'].flatMap((how) => {
    const max = budget[`${how}MaxBytes`];
    const is = sizes[`${how}Bytes`];
    return max !== undefined && is > max ? [`${name}: ${is} bytes ${how}, ${is - max} more than its budget of ${max}`] : [];
  });
  return { name, file, ...sizes, over };
}

async function deployedWorker() {
  return { file: 'worker.mjs', bytes: Buffer.from((await bundleWorker({ local: false })).code) };
}

async function asset(pattern) {
  const [start, end] = pattern.includes('*') ? pattern.split('*') : [pattern, ''];
  const file = (await readdir(ASSETS_DIR)).find((name) => (end === '' ? name === start : name.startsWith(start) && name.endsWith(end)));
  if (file === undefined) throw new Error(`${pattern} is in size-budgets.json but was not built`);
  return { file, bytes: await readFile(join(ASSETS_DIR, file)) };
}

/** As Cloudflare's cache and a careful server compress a static file. */
function brotli(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}
