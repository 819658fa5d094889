import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { inRoot } from './paths.mjs';

/** Waits until the pipe it reads from is closed, which happens however we end, and then ends the runtime too. */
const WATCH = 'read _; kill -9 "$(cat "$1")"';

/**
 * workerd goes on when the process that started it is killed without warning, and keeps its port. So another process
 * holds the end of a pipe and ends workerd when we are gone. To be called before miniflare starts.
 * @param {string} stateDir where the runtime's process id is noted
 * @returns {Promise<() => Promise<void>>} to be called when the runtime has ended: nothing is left behind
 */
export async function guardRuntime(stateDir) {
  const pidFile = join(stateDir, 'workerd.pid');
  await mkdir(stateDir, { recursive: true });
  // Read by miniflare and by the script at every start of the runtime, also after a crash of workerd.
  Object.assign(process.env, {
    MINIFLARE_WORKERD_PATH: inRoot('.scripts', 'workerd.sh'),
    // Required, not imported: what an import gives for this package depends on who reads the import.
    TAPPA_WORKERD: createRequire(import.meta.url)('workerd').default,
    TAPPA_WORKERD_PID_FILE: pidFile,
  });
  // A group of its own: Ctrl-C must reach us, not the one who looks after us.
  const watcher = spawn('/bin/sh', ['-c', WATCH, 'watch', pidFile], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watcher.unref();
  watcher.stdin.unref?.();
  return async () => {
    await rm(pidFile, { force: true });
    if (watcher.exitCode !== null || watcher.signalCode !== null) return;
    watcher.ref();
    const ended = once(watcher, 'exit');
    watcher.kill('SIGKILL');
    await ended;
  };
}
