import { stop } from 'esbuild';
import { Refusal } from './bootstrap.mjs';
import { buildAssets } from './build.mjs';
import { ASSETS_DIR } from './paths.mjs';
import { startRuntime } from './runtime.mjs';
import { seed } from './seed.mjs';
import { keptSecret, lockState } from './start-settings.mjs';

/** The runtime needs at most a second or two; a machine under load gets time. */
const ANSWER_TIMEOUT_MS = 20_000;
const ANSWER_POLL_MS = 50;

/**
 * Builds, starts, fills the demo site on the first start, says where everything is, and serves until a signal ends it.
 * @param {{port: number, stateDir: string, adminToken?: string}} settings
 */
export async function serve({ port, stateDir, adminToken }) {
  const unlock = lockState(stateDir);
  let runtime;
  let ending;
  const end = (code) => {
    ending ??= (async () => {
      await runtime?.dispose();
      unlock();
      process.exit(code);
    })();
    return ending;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));
  try {
    const { built } = await buildAssets();
    if (built) say('Built.');
    const secrets = {
      adminToken: adminToken ?? keptSecret(stateDir, 'admin-token', 'tappa_'),
      shopSecret: keptSecret(stateDir, 'demo-shop-secret'),
    };
    runtime = await startRuntime({ port, stateDir, ...secrets, assetsDir: ASSETS_DIR, log: (line) => say(line) });
    await answering(runtime.url);
    await seed({ baseUrl: runtime.url, ...secrets, log: say });
    // The builder has done its work; its process would only keep memory.
    await stop();
    if (!ending) welcome(port, secrets.adminToken);
  } catch (error) {
    if (ending) return;
    process.stderr.write(`${error instanceof Refusal ? error.message : (error?.stack ?? error)}\n`);
    await end(1);
  }
}

function welcome(port, adminToken) {
  const url = `http://localhost:${port}`;
  say(`
  Start page   ${url}/
  Demo shop    ${url}/shop/
  Console      ${url}/console/
  API          ${url}/v1/openapi.json
  Admin token  ${adminToken}
`);
  say(`Tappa is ready on ${url}`);
}

async function answering(url) {
  const deadline = Date.now() + ANSWER_TIMEOUT_MS;
  for (;;) {
    const response = await fetch(`${url}/v1/openapi.json`).catch(() => null);
    await response?.arrayBuffer();
    if (response !== null && response.status < 500) return;
    if (Date.now() > deadline) {
      throw new Refusal(
        `The product does not answer on ${url}${response === null ? '' : ` (status ${response.status})`}; see the messages above.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, ANSWER_POLL_MS));
  }
}

function say(line) {
  process.stdout.write(`${line}\n`);
}
