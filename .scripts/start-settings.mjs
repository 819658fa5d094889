// What a person may set for `npm start`, checked before anything takes time. Node's own modules only.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { Refusal } from './bootstrap.mjs';
import { ROOT } from './paths.mjs';

const DEFAULT_PORT = 8787;
const LAST_PORT = 65_535;

/** Bytes of randomness in a secret we make: twice what cannot be guessed. */
const SECRET_BYTES = 32;

/** A token shorter than this is a slip of the keyboard, or a guess away. */
const ADMIN_TOKEN_MIN_LENGTH = 8;

/**
 * Reads `PORT`, `TAPPA_STATE` and `TAPPA_ADMIN_TOKEN`. Throws `Refusal` with a sentence for a person.
 * @param {NodeJS.ProcessEnv} env
 * @returns {{port: number, stateDir: string, adminToken: string|undefined}} `stateDir` is absolute
 */
export function readSettings(env) {
  const text = env.PORT ?? String(DEFAULT_PORT);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > LAST_PORT)
    throw new Refusal(`PORT must be a number from 1 to ${LAST_PORT}, not "${text}".`);
  const adminToken = env.TAPPA_ADMIN_TOKEN || undefined;
  if (adminToken !== undefined && (adminToken.length < ADMIN_TOKEN_MIN_LENGTH || /[^\x21-\x7e]/.test(adminToken))) {
    throw new Refusal(`TAPPA_ADMIN_TOKEN must have at least ${ADMIN_TOKEN_MIN_LENGTH} letters, digits or signs, without spaces.`);
  }
  return { port, stateDir: resolve(ROOT, env.TAPPA_STATE || '.tappa'), adminToken };
}

/** Refuses a state folder that cannot be written and a port that is taken. */
export async function checkPlace({ port, stateDir }) {
  const probe = join(stateDir, `.write-check-${process.pid}`);
  try {
    makeFolder(stateDir);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    throw new Refusal(`The state folder ${stateDir} cannot be written (${error.code ?? error.message}). TAPPA_STATE names another one.`);
  }
  await checkPort(port);
}

/** Folder by folder: node's own recursive way never ends where the system says that a folder's parent is missing though it is there. */
function makeFolder(path) {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/** Tries every address, as a browser would: what listens on [::] is in the way of 127.0.0.1 too. */
async function checkPort(port) {
  const error = await new Promise((done) => {
    const server = createServer();
    server.once('error', done);
    server.listen({ port, exclusive: true }, () => server.close(() => done(null)));
  });
  if (error === null) return;
  if (error.code === 'EADDRINUSE')
    throw new Refusal(`Port ${port} is taken by another program. PORT=${port + 1} npm start uses another one.`);
  if (error.code === 'EACCES')
    throw new Refusal(`Port ${port} needs special rights. PORT=${DEFAULT_PORT} npm start uses one that does not.`);
  throw new Refusal(`Port ${port} cannot be used (${error.code ?? error.message}).`);
}

/**
 * One start at a time for a state folder: two runtimes on the same files would spoil them.
 * @returns {() => void} to be called at the end
 */
export function lockState(stateDir) {
  const file = join(stateDir, 'lock');
  const holder = Number(readIfThere(file) ?? Number.NaN);
  if (holder !== process.pid && isTappa(holder)) {
    throw new Refusal(`Tappa already runs on the state folder ${stateDir} (process ${holder}). TAPPA_STATE names another one.`);
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

/** True if that process is one of ours; where the system does not say, any living process counts. */
function isTappa(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  const command = readIfThere(`/proc/${pid}/cmdline`);
  return command === undefined || command.includes('.mjs');
}

/** A secret made once and kept where only its owner reads it. */
export function keptSecret(stateDir, fileName, prefix = '') {
  const file = join(stateDir, fileName);
  const kept = readIfThere(file)?.trim();
  if (kept) return kept;
  const made = `${prefix}${randomBytes(SECRET_BYTES).toString('base64url')}`;
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
