// `npm run check`: format, lint, types and import boundaries; all that is quick.
import { bootstrap, exitWith } from './bootstrap.mjs';

try {
  await bootstrap(import.meta.url);
  const { checkStyle, checkTypes, runVitest } = await import('./checks.mjs');
  const failures = [...(await checkTypes()), ...(await checkStyle())];
  const { failed } = await runVitest(['architecture']);
  for (const failure of failures) process.stdout.write(`failed: ${failure}\n`);
  process.exitCode = failures.length + failed > 0 ? 1 : 0;
} catch (error) {
  exitWith(error);
}
