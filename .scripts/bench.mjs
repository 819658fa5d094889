// `npm run bench`: sizes, decisions, requests and the widget in a browser, measured in one run. `-- --only PART` measures a part,
// `-- --json FILE` writes the figures, `-- --seconds N` sets the length of a round of requests.
import { bootstrap, exitWith } from './bootstrap.mjs';

try {
  await bootstrap(import.meta.url);
  const { bench } = await import('../tests/bench/bench.ts');
  await bench(process.argv.slice(2));
} catch (error) {
  exitWith(error);
}
