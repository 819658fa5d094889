import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Refusal, runChild } from './bootstrap.mjs';
import { buildAssets } from './build.mjs';
import { inRoot, ROOT } from './paths.mjs';

const WRANGLER = inRoot('node_modules', '.bin', 'wrangler');
const NAMESPACE = 'tappa-snapshots';
const QUEUE = 'tappa-events';
const ADMIN_SECRET = 'TAPPA_ADMIN_TOKEN';
const QUIET = { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' };

/**
 * Builds and deploys. What the Worker needs in the account (a key-value namespace, a queue, the admin token) is made the
 * first time; what differs from account to account stays out of `wrangler.toml`, in a file that git does not see.
 * @param {{dryRun: boolean}} options `dryRun`: builds and checks all, without an account, and sends nothing
 */
export async function deploy({ dryRun }) {
  await buildAssets({ demoShop: false });
  if (dryRun) {
    await wrangler(['deploy', '--dry-run', '--minify', '--outdir', inRoot('dist', 'worker')], 'The Worker could not be built (see above).');
    process.stdout.write('Ready to deploy: the Worker is in dist/worker, its files in dist/assets. Nothing was sent.\n');
    return;
  }
  await checkSignedIn();
  const config = await accountConfig(await namespaceId());
  await ensureQueue();
  await wrangler(['deploy', '--minify', '--config', config], 'The deployment failed (see above). What ran before still runs.');
  await ensureAdminToken(config);
}

async function checkSignedIn() {
  const { stdout, failed } = await ask(['whoami', '--json']);
  const signedIn = !failed && parsed(stdout)?.loggedIn !== false;
  if (!signedIn) {
    throw new Refusal(
      'You are not signed in to Cloudflare. Run "npx wrangler login", or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID. "npm run deploy -- --dry-run" needs no account.',
    );
  }
}

/** Id of the account's namespace for published sites; made if there is none. */
async function namespaceId() {
  const find = async () => {
    const { stdout, stderr, failed } = await ask(['kv', 'namespace', 'list']);
    if (failed) throw new Refusal(`The key-value namespaces of the account could not be listed: ${lastLine(stderr)}`);
    return parsed(stdout)?.find(({ title }) => title === NAMESPACE)?.id;
  };
  const found = await find();
  if (found !== undefined) return found;
  await wrangler(['kv', 'namespace', 'create', NAMESPACE], `The key-value namespace ${NAMESPACE} could not be made (see above).`);
  const made = await find();
  if (made === undefined)
    throw new Refusal(`The key-value namespace ${NAMESPACE} was made but cannot be found yet. Run the command again.`);
  return made;
}

async function ensureQueue() {
  if (!(await ask(['queues', 'info', QUEUE])).failed) return;
  await wrangler(
    ['queues', 'create', QUEUE],
    `The queue ${QUEUE} could not be made (see above). Queues need Cloudflare's paid Workers plan.`,
  );
}

/** The admin token is a secret of the Worker: made once, shown once. */
async function ensureAdminToken(config) {
  const { stdout, failed } = await ask(['secret', 'list', '--config', config]);
  if (!failed && parsed(stdout)?.some(({ name }) => name === ADMIN_SECRET)) return;
  const token = process.env[ADMIN_SECRET] || `tappa_${randomBytes(32).toString('base64url')}`;
  const put = await ask(['secret', 'put', ADMIN_SECRET, '--config', config], token);
  if (put.failed)
    throw new Refusal(
      `The Worker runs, but its admin token could not be set: ${lastLine(put.stderr)}. Run "npx wrangler secret put ${ADMIN_SECRET}".`,
    );
  process.stdout.write(`\nAdmin token (shown only now; keep it): ${token}\n`);
}

/**
 * `wrangler.toml` with the account's own id of the namespace, and paths that hold from where it is written.
 * @returns {Promise<string>} path of the file
 */
export async function accountConfig(id, folder = inRoot('.wrangler', 'tappa')) {
  const text = await readFile(inRoot('wrangler.toml'), 'utf8');
  const config = text
    .replace(`id = "${NAMESPACE}"`, `id = "${id}"`)
    .replace(/^main = "/m, `main = "${ROOT}/`)
    .replace(/^directory = "\.\//m, `directory = "${ROOT}/`);
  if (!config.includes(`id = "${id}"`)) throw new Error(`wrangler.toml has no namespace with the id "${NAMESPACE}" to replace`);
  await mkdir(folder, { recursive: true });
  await writeFile(`${folder}/wrangler.toml`, config);
  return `${folder}/wrangler.toml`;
}

async function wrangler(args, failure) {
  if ((await runChild(WRANGLER, args, { env: QUIET })) !== 0) throw new Refusal(failure);
}

/** Runs wrangler for what it says. Never throws. */
async function ask(args, input) {
  try {
    const running = promisify(execFile)(WRANGLER, args, { cwd: ROOT, env: { ...QUIET, CI: '1' } });
    running.child.stdin.end(input ?? '');
    return { ...(await running), failed: false };
  } catch (error) {
    return { stdout: error.stdout ?? '', stderr: error.stderr || error.message, failed: true };
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const lastLine = (text) => text.trim().split('\n').at(-1);
