// `npm test`: everything. `npm test -- unit` or `node .scripts/test.mjs browser widget`: one project, and files by name.
import { bootstrap, exitWith } from './bootstrap.mjs';

const PROJECTS = ['architecture', 'unit', 'workerd', 'browser'];

try {
  await bootstrap(import.meta.url);
  const [only, ...filters] = process.argv.slice(2);
  process.exitCode = PROJECTS.includes(only) ? await testOne(only, filters) : await testAll();
} catch (error) {
  exitWith(error);
}

async function testOne(project, filters) {
  await prepare([project]);
  const { runVitest } = await import('./checks.mjs');
  return conclude([], [await runVitest([project], filters)]);
}

async function testAll() {
  const { checkTypes, checkStyle, runVitest } = await import('./checks.mjs');
  const browserProblem = await prepare(PROJECTS).then(
    () => null,
    (error) => error,
  );
  const failures = [...(await checkTypes()), ...(await checkStyle())];
  const results = [await runVitest(['architecture', 'unit']), await runVitest(['workerd'])];
  if (browserProblem === null) results.push(await runVitest(['browser']));
  else failures.push(`browser tests: ${browserProblem.message}`);
  return conclude(failures, results);
}

/** What the tests use: the built files, and a browser. Throws a `Refusal` where there is none and none can be had. */
async function prepare(projects) {
  const { buildAssets } = await import('./build.mjs');
  await buildAssets();
  if (!projects.includes('browser')) return;
  const { ensureChromium } = await import('./chromium.mjs');
  process.env.CHROMIUM_PATH = await ensureChromium();
}

/** Prints what was done and, as the last line, the counts. A failed check counts as one failure. Returns the exit code. */
function conclude(failures, results) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const failed = sum('failed') + failures.length;
  const lines = [
    '',
    ...results.map(
      ({ projects, passed, failed: bad, seconds }) => `  ${projects.join(', ')}: ${passed} passed, ${bad} failed (${seconds.toFixed(1)} s)`,
    ),
  ];
  for (const failure of failures) lines.push(`  failed: ${failure}`);
  const skipped = sum('skipped');
  lines.push(`${sum('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.stdout.write(`${lines.join('\n')}\n`);
  return failed > 0 || sum('passed') === 0 ? 1 : 0;
}
