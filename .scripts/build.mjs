import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootstrap, exitWith } from './bootstrap.mjs';
import { ASSETS_DIR, inRoot, ROOT } from './paths.mjs';

/** Browsers a shop's customers still use: every evergreen browser and Safari 14. */
const BROWSER_TARGET = 'es2021';

/**
 * Names of which nothing outside of the blocks' chunks knows; one letter is enough for them, the same in all of these files. Preact's own
 * fields, what its components may have and none of ours has, and what our parts call one another. Never a field of data, of the page or of
 * the core.
 */
const INNER_NAMES = new RegExp(
  `^(_.*|${[
    'getDerivedStateFrom\\w+|getSnapshotBeforeUpdate|getChildContext|contextType|component(Will(Mount|Unmount|Update|ReceiveProps)|Did(Mount|Update|Catch))',
    'shouldComponentUpdate|setState|debounceRendering|forceUpdate|diffed|unmount|vnode',
    'openMount|acts|actsFor|look|turn|dress|bodies|isBusy|reserve|restyle|recheck|settle|unwatch|isPlaced|armed|disarm|heard|stopWaiting|returns|draw|patch',
    'atMs|topPx|shown|gone|watch|controls|atStart|atEnd|overflows|brokenUrl|isBroken|onBroken|isOpen|isCopied|Controls|Icon|Picture|ActionLink|safeLink|dismiss|mount|frame',
  ].join('|')})$`,
);

/** Everything a build depends on; when none of it has changed, the last build is kept. */
const SOURCES = ['shared', 'widget', 'edge', '.scripts', 'package-lock.json', 'wrangler.toml'];

/**
 * Headers of the static files, as Cloudflare and the local runtime read them. The widget is fetched by pages of other
 * origins, by `import()` for the blocks, which asks for CORS. The blocks' names change with their content; the name of
 * `tappa.js` never does, so it is kept briefly and refreshed behind the visitor's back.
 */
const FOREIGN = `  Access-Control-Allow-Origin: *
  Cross-Origin-Resource-Policy: cross-origin
  Timing-Allow-Origin: *
  X-Content-Type-Options: nosniff
`;
const HEADERS = `/tappa.js
  Cache-Control: public, max-age=300, stale-while-revalidate=3600
${FOREIGN}/tappa-*
  Cache-Control: public, max-age=31536000, immutable
${FOREIGN}/console/*
  Cache-Control: no-cache
  Content-Security-Policy: default-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
/shop/assets/*
  Cache-Control: no-cache
/schemas/*
  Cache-Control: public, max-age=300
  Access-Control-Allow-Origin: *
  X-Content-Type-Options: nosniff
`;

/**
 * Builds all that browsers load into `outDir` (default `dist/assets`): the widget's core `tappa.js`, its lazy chunks
 * `tappa-reader-HASH.js`, `tappa-blocks-HASH.js`, `tappa-overlay-HASH.js` and `tappa-controls-HASH.js`, the console, the demo shop's script,
 * `openapi.json` and the schema of a set-up. The folder changes in one step, and only if a source has changed since the last time. A deployment leaves out the demo shop.
 * @returns {Promise<{outDir: string, built: boolean}>} `built` is false when the last build was still good
 */
export async function buildAssets({ outDir = ASSETS_DIR, demoShop = true } = {}) {
  const stampFile = `${outDir}.stamp`;
  const stamp = `${await sourcesHash()}${demoShop ? ' with the demo shop' : ''}`;
  if (existsSync(outDir) && (await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return { outDir, built: false };
  const fresh = `${outDir}.${process.pid}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  try {
    await buildWidget(fresh);
    await Promise.all([
      buildConsole(fresh),
      ...(demoShop ? [buildShop(fresh)] : []),
      buildOpenApi(fresh),
      buildSetupSchema(fresh),
      writeFile(join(fresh, '_headers'), HEADERS),
    ]);
    await replaceFolder(fresh, outDir);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  await writeFile(stampFile, stamp);
  return { outDir, built: true };
}

/**
 * Fields that only the widget's own files know, across the core and its parts: they get short names. Never one that is sent, kept on the device,
 * or handed to a page.
 */
const OWN_FIELDS = (
  'states waitUntilMs soon safely onEnd onAnswer tellAfter isOnline turnPage dropEvents describe waiting soleSession arrival hasAsked isApp ' +
  'makeId localeOf readAgain sumUp unsayCart addActsToCart actHearers askSoon tellSoon pageFacts typeByActs chooseStore onAddress onConsent onHidden onAct onLeave onPage sayConsent waitUntil consentMode tellings newPage hear atMs times report refused facts look erase forget layAside takeBack note tell life identify ask config load view destroy'
).split(' ');
const OWN = {
  mangleProps: new RegExp(`^(${OWN_FIELDS.join('|')})$`),
  mangleCache: Object.fromEntries(OWN_FIELDS.map((name, index) => [name, `$${index.toString(36)}`])),
};

/** What the core fetches when a page needs it, as `tappa-NAME-HASH.js`. */
const PARTS = {
  reader: 'widget/reader/index.ts',
  consent: 'widget/consent/tools/index.ts',
  signals: 'widget/signals/index.ts',
  debug: 'widget/debug/index.ts',
  memory: 'widget/memory/index.ts',
  claims: 'widget/claims/index.ts',
  preview: 'widget/preview/index.ts',
  ...Object.fromEntries(['shopify', 'woocommerce', 'prestashop', 'magento', 'snipcart'].map((name) => [name, `widget/sources/${name}.ts`])),
};

/**
 * The core and all its chunks, as they are served. The chunks that the core fetches share one hash in their names: it names each of them in a
 * few bytes.
 * @returns {Promise<string>} name of the blocks' file in `outDir`
 */
export async function buildWidget(outDir) {
  const { blocksFile } = await buildBlocks(outDir);
  const built = { blocks: blocksFile };
  for (const [name, entry] of Object.entries(PARTS)) built[name] = await buildChunk(outDir, `tappa-${name}`, entry, OWN);
  const hash = createHash('sha256').update(JSON.stringify(built)).digest('hex').slice(0, 8);
  for (const [name, file] of Object.entries(built)) await rename(join(outDir, file), join(outDir, `tappa-${name}-${hash}.js`));
  await bundle({
    entryPoints: [inRoot('widget/main.ts')],
    outfile: join(outDir, 'tappa.js'),
    format: 'iife',
    // Without the project's compiler options, whose `strict` would write a directive into every page's bytes.
    tsconfigRaw: {},
    define: { TAPPA_CHUNKS: JSON.stringify(hash) },
    ...OWN,
  });
  await squeeze(join(outDir, 'tappa.js'));
  return `tappa-blocks-${hash}.js`;
}

/**
 * The three chunks that show blocks. The first loads the others by their names, relative to itself.
 * @returns {Promise<{blocksFile: string, overlayFile: string, controlsFile: string}>} names in `outDir`
 */
export async function buildBlocks(outDir) {
  const names = { mangleProps: INNER_NAMES, mangleCache: {} };
  const overlayFile = await buildChunk(outDir, 'tappa-overlay', 'widget/renderer/overlay-chunk.ts', names);
  const controlsFile = await buildChunk(outDir, 'tappa-controls', 'widget/renderer/controls-chunk.ts', names);
  const privacyFile = await buildChunk(outDir, 'tappa-privacy', 'widget/privacy/index.ts');
  const blocksFile = await buildChunk(outDir, 'tappa-blocks', 'widget/renderer/chunk.ts', {
    ...names,
    define: {
      TAPPA_OVERLAY_URL: JSON.stringify(overlayFile),
      TAPPA_CONTROLS_URL: JSON.stringify(controlsFile),
      TAPPA_PRIVACY_URL: JSON.stringify(privacyFile),
    },
    alias: { 'preact/jsx-runtime': inRoot('widget/renderer/jsx.ts') },
  });
  return { blocksFile, overlayFile, controlsFile };
}

/** A module that pages load when they need it. Its name changes with its content. Adds to `mangleCache`, if given one. Returns the name. */
async function buildChunk(outDir, name, entry, options = {}) {
  const result = await bundle({ entryPoints: [inRoot(entry)], outdir: outDir, entryNames: `${name}-[hash]`, format: 'esm', ...options });
  if (options.mangleCache) Object.assign(options.mangleCache, result.mangleCache);
  const file = basename(Object.keys(result.metafile.outputs)[0] ?? '');
  await squeeze(join(outDir, file));
  return file;
}

/**
 * The larger files of which nearly every function runs as soon as they come. Told so, a browser compiles them while they arrive, off the
 * page's thread, instead of twice on it: once to see where a function ends, once when it is called (https://v8.dev/blog/explicit-compile-hints).
 */
const COMPILED_AT_ONCE = /\/tappa(\.|-(reader|blocks|overlay|signals)-)/;

/** Makes a script of the widget as small as it gets: what is used once is put where it is used, which esbuild leaves alone. */
async function squeeze(file) {
  const { minify } = await import('terser');
  const compress = { ecma: 2020, passes: 3, unsafe: true, unsafe_arrows: true, pure_getters: true };
  const { code } = await minify(await readFile(file, 'utf8'), {
    ecma: 2020,
    toplevel: true,
    compress,
    module: !file.endsWith('/tappa.js'),
  });
  await writeFile(file, COMPILED_AT_ONCE.test(file) ? `//# allFunctionsCalledOnLoad\n${code}` : code);
}

async function buildConsole(outDir) {
  const app = inRoot('edge/console/app');
  const assets = join(outDir, 'console/assets');
  await bundle({ entryPoints: [{ in: join(app, 'main.tsx'), out: 'console' }], outdir: assets, format: 'esm' });
  await bundleStyle(join(app, 'console.css'), join(assets, 'console.css'));
  await cp(join(app, 'index.html'), join(outDir, 'console/index.html'));
}

async function buildShop(outDir) {
  const source = inRoot('edge/demo-shop/browser');
  const assets = join(outDir, 'shop/assets');
  await bundle({ entryPoints: [{ in: join(source, 'shop.ts'), out: 'shop' }], outdir: assets, format: 'iife' });
  await bundleStyle(join(source, 'shop.css'), join(assets, 'shop.css'));
}

async function buildOpenApi(outDir) {
  const { openApiDocument } = await import('./openapi.mjs');
  await writeFile(join(outDir, 'openapi.json'), `${JSON.stringify(await openApiDocument(), null, 1)}\n`);
}

async function buildSetupSchema(outDir) {
  const { SETUP_SCHEMA_FILE, setupSchema } = await import('./setup-schema.mjs');
  const file = join(outDir, SETUP_SCHEMA_FILE);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(await setupSchema(), null, 1)}\n`);
}

/** A style sheet with a file of its own; one that the script imports was already written beside the script. */
async function bundleStyle(from, to) {
  if (existsSync(from) && !existsSync(to)) await bundle({ entryPoints: [from], outfile: to });
}

async function bundle(options) {
  const { build } = await import('esbuild');
  return build({
    absWorkingDir: ROOT,
    bundle: true,
    minify: true,
    target: BROWSER_TARGET,
    legalComments: 'none',
    metafile: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'dataurl' },
    logLevel: 'silent',
    ...options,
  });
}

async function replaceFolder(fresh, target) {
  const old = `${target}.${process.pid}.old`;
  await mkdir(dirname(target), { recursive: true });
  await rename(target, old).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(fresh, target);
  await rm(old, { recursive: true, force: true });
}

/** SHA-256 over the names and contents of all sources. */
export async function sourcesHash() {
  const hash = createHash('sha256');
  for (const source of SOURCES) await hashInto(hash, inRoot(source));
  return hash.digest('hex');
}

async function hashInto(hash, path) {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
  if (entries === null) {
    hash.update(`${path}\0`).update(await readFile(path));
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) await hashInto(hash, join(path, entry.name));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await bootstrap(import.meta.url);
    const { outDir, built } = await buildAssets();
    process.stdout.write(`${built ? 'Built' : 'Already built'}: ${outDir}\n`);
  } catch (error) {
    exitWith(error);
  }
}
