import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { inRoot, ROOT } from './paths.mjs';

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
  const folder = inRoot('dist', 'node');
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 16);
  const file = join(folder, `${hash}-${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  await writeFile(file, contents);
  try {
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(file, { force: true });
  }
}
