import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inRoot, ROOT } from './paths.mjs';

/** Modules of this process by their file: two who want the same at once would write the file while the other reads it. */
const loading = new Map();

/**
 * Imports a TypeScript module of the repository, whatever it is written with (JSX too), into this process.
 * @param {string} path repository path
 * @returns {Promise<Record<string, any>>} what it exports
 */
export async function loadTypeScript(path) {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [inRoot(path)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    packages: 'external',
    define: { TAPPA_LOCAL: 'true' },
    jsx: 'automatic',
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  const [{ contents }] = outputFiles;
  // The name changes with the content, because node imports a name once, and is this process's own, because it is removed again.
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 16);
  const file = inRoot('dist', 'node', `${hash}-${process.pid}.mjs`);
  const loaded = loading.get(file) ?? importOnce(file, contents);
  loading.set(file, loaded);
  return loaded;
}

/** Writes a module, imports it and takes its file away again. */
async function importOnce(file, contents) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, contents);
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(file, { force: true });
  }
}
