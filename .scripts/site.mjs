// `npm run site -- check FILE`, `pull FILE`, `push FILE`: the whole set-up of a site as one JSON file.
import { bootstrap, exitWith, Refusal } from './bootstrap.mjs';

/** Exit code of what could not be done as it was asked; 1 says that something was found. */
const MISUSE = 2;

try {
  await bootstrap(import.meta.url, { development: false });
  const { runSite } = await import('./site-command.mjs');
  process.exitCode = await runSite(process.argv.slice(2), process.env);
} catch (error) {
  if (!(error instanceof Refusal)) exitWith(error);
  process.stderr.write(`${error.message}\n`);
  process.exitCode = MISUSE;
}
