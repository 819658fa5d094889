// `npm run deploy`: to the user's own Cloudflare account. `-- --dry-run` does all that needs no account.
import { bootstrap, exitWith } from './bootstrap.mjs';

try {
  await bootstrap(import.meta.url);
  const { deploy } = await import('./deployment.mjs');
  await deploy({ dryRun: process.argv.includes('--dry-run') });
} catch (error) {
  exitWith(error);
}
