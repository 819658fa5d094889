// `node .scripts/run.mjs FILE.ts …`: runs a TypeScript program of the repository on Node 24, which reads TypeScript by itself.
import { resolve } from 'node:path';
import { bootstrap, exitWith, Refusal, runChild } from './bootstrap.mjs';

try {
  const [file, ...rest] = process.argv.slice(2);
  if (file === undefined) throw new Refusal('Which program? node .scripts/run.mjs FILE.ts [arguments]');
  await bootstrap(import.meta.url);
  process.exit(await runChild(process.execPath, [resolve(file), ...rest]));
} catch (error) {
  exitWith(error);
}
