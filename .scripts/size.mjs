// `npm run size`: prints the sizes beside their budgets and fails when one is over.
import { bootstrap, exitWith } from './bootstrap.mjs';

try {
  await bootstrap(import.meta.url);
  const { measureSizes } = await import('./sizes.mjs');
  const sizes = await measureSizes();
  for (const { file, rawBytes, gzipBytes, brotliBytes } of sizes) {
    process.stdout.write(`${file.padEnd(28)} ${rawBytes} raw  ${gzipBytes} gzip  ${brotliBytes} brotli\n`);
  }
  const over = sizes.flatMap((size) => size.over);
  for (const line of over) process.stderr.write(`Too large: ${line}\n`);
  process.exitCode = over.length > 0 ? 1 : 0;
} catch (error) {
  exitWith(error);
}
