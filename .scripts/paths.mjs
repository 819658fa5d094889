import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute folder of the repository. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** What is built for the browser and served as static files; `wrangler.toml` names the same folder. */
export const ASSETS_DIR = join(ROOT, 'dist', 'assets');

/** Absolute path of something inside the repository. */
export const inRoot = (...parts) => join(ROOT, ...parts);
