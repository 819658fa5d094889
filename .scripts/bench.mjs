// `npm run bench`: sizes, decisions and requests, measured in one run. `-- --json FILE` writes the figures, `-- --seconds N` sets the length of a round.
import { bootstrap, exitWith } from './bootstrap.mjs';

try {
  await bootstrap(import.meta.url);
  const { bench } = await import('../tests/bench/bench.ts');
  await bench(process.argv.slice(2));
} catch (error) {
  exitWith(error);
}
