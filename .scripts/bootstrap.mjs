// Runs on whatever Node a person has, with nothing installed: node's own modules only, no syntax newer than Node 18.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { inRoot, ROOT } from './paths.mjs';

/** The oldest Node that can install the packages and hand over. */
const OLDEST_NODE_MAJOR = 20;

/** The Node everything runs on: it reads TypeScript by itself. It is one of the packages, so nobody has to install it. */
const NODE_MAJOR = 24;

const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A person's mistake or a missing thing: told in one sentence, without a stack. */
export class Refusal extends Error {}

/** Prints the sentence of a `Refusal` (or the whole of an unexpected error) and ends with exit code 1. */
export function exitWith(error) {
  process.stderr.write(`${error instanceof Refusal ? error.message : (error?.stack ?? error)}\n`);
  process.exit(1);
}

/**
 * Makes sure that the packages of `package-lock.json` are installed and that the calling script runs on Node 24: on an
 * older one it starts itself again with the Node among the packages, passes signals on, and ends as that one ends.
 * Returns only where the work is to be done.
 * @param scriptUrl `import.meta.url` of the calling script
 * @param options.development false where the packages that run the product are enough: a third less to install
 */
export async function bootstrap(scriptUrl, { development = true } = {}) {
  if (major(process.versions.node) < OLDEST_NODE_MAJOR) {
    throw new Refusal(`Tappa needs Node ${OLDEST_NODE_MAJOR} or newer; this is Node ${process.versions.node}. See https://nodejs.org`);
  }
  stopWithParent();
  await ensureInstalled(development);
  if (major(process.versions.node) >= NODE_MAJOR) return;
  const node = inRoot('node_modules', '.bin', 'node');
  if (!existsSync(node)) {
    throw new Refusal(
      `Node ${NODE_MAJOR} is missing among the packages. Delete node_modules and run the command again, or use Node ${NODE_MAJOR}.`,
    );
  }
  process.exit(await runChild(node, [fileURLToPath(scriptUrl), ...process.argv.slice(2)], { ipc: true }));
}

/** Runs `npm ci` when node_modules is absent or does not hold what package-lock.json asks for. */
export async function ensureInstalled(development = true) {
  if (isInstalled(development)) return;
  process.stdout.write('Installing what is missing (some 20 seconds) …\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(development ? [] : ['--omit=dev'])];
  const code = npm?.endsWith('.js') ? await runChild(process.execPath, [npm, ...args]) : await runChild('npm', args);
  if (code !== 0) throw new Refusal('The packages could not be installed (npm ci failed, see above). Is the npm registry reachable?');
  if (!isInstalled(development))
    throw new Refusal('npm ci ended well but packages are missing. Delete node_modules and run the command again.');
}

/** Compares the lock with the one npm leaves inside node_modules; a few milliseconds, no look at the packages themselves. */
function isInstalled(development) {
  try {
    const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
    const installed = JSON.parse(readFileSync(inRoot('node_modules', '.package-lock.json'), 'utf8')).packages;
    // Optional packages are those of other platforms: npm leaves them out.
    return Object.entries(wanted).every(
      ([path, entry]) => path === '' || entry.optional || (entry.dev && !development) || installed[path]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

/**
 * Runs a program in the repository with our own input and output, passing on the signals we get. Resolves with its exit code.
 * With `ipc` the child can notice that we are gone (see `stopWithParent`), even if we were killed without warning;
 * `signal` ends it early.
 */
export function runChild(command, args, { ipc = false, env = process.env, signal } = {}) {
  return new Promise((resolve) => {
    const stdio = ipc ? ['inherit', 'inherit', 'inherit', 'ipc'] : 'inherit';
    const child = spawn(command, args, { cwd: ROOT, env, stdio, ...(signal ? { signal } : {}) });
    const forward = (name) => child.kill(name);
    for (const name of FORWARDED_SIGNALS) process.on(name, forward);
    const done = (code) => {
      for (const name of FORWARDED_SIGNALS) process.off(name, forward);
      resolve(code);
    };
    child.on('error', () => done(127));
    child.on('exit', (code, name) => done(code ?? (name === 'SIGINT' ? 130 : 143)));
  });
}

/** How often a script started by npm looks whether npm is still there. */
const PARENT_CHECK_MS = 1_000;

/** A script must not outlive the one who started it: neither the older Node of `bootstrap` nor npm itself. */
function stopWithParent() {
  if (process.channel) {
    process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
    process.channel.unref();
  }
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, PARENT_CHECK_MS).unref();
}

const major = (version) => Number.parseInt(version, 10);
