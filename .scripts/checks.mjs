import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild } from './bootstrap.mjs';
import { inRoot } from './paths.mjs';

/** One compiler run per room: each has only the globals it may use. */
const TYPE_PROJECTS = ['shared', 'widget', 'edge', 'edge/console', 'tests', 'tests/unit', 'tests/workerd'];

/** Type-checks every room. Returns the names of those with errors. */
export async function checkTypes() {
  const failed = [];
  for (const project of TYPE_PROJECTS) {
    if ((await runChild(bin('tsc'), ['-p', project, '--pretty', 'false'])) !== 0) failed.push(`types of ${project}`);
  }
  return failed;
}

/** Formatting and lint rules. */
export async function checkStyle() {
  return (await runChild(bin('biome'), ['ci', '--colors=off', '--diagnostic-level=warn', '.'])) === 0 ? [] : ['format and lint'];
}

/**
 * Runs vitest projects in one process and counts.
 * @param {string[]} projects
 * @param {string[]} filters parts of file names; none = all files
 * @returns {Promise<{projects: string[], passed: number, failed: number, skipped: number, seconds: number}>}
 */
export async function runVitest(projects, filters = []) {
  const folder = await mkdtemp(join(tmpdir(), 'tappa-test-'));
  const report = join(folder, 'report.json');
  const startedAtMs = Date.now();
  try {
    const args = ['run', ...projects.flatMap((name) => ['--project', name]), '--passWithNoTests', '--reporter=default', '--reporter=json'];
    const code = await runChild(bin('vitest'), [...args, `--outputFile.json=${report}`, ...filters]);
    const counts = existsSync(report) ? countResults(JSON.parse(await readFile(report, 'utf8'))) : { passed: 0, failed: 0, skipped: 0 };
    // A run that ends badly without naming a test (a crash, an error outside tests) is a failure all the same.
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    return { projects, ...counts, seconds: (Date.now() - startedAtMs) / 1_000 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function countResults(report) {
  // A file that could not be loaded has no tests to count, but it failed.
  const unreadable = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unreadable.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

function bin(name) {
  return inRoot('node_modules', '.bin', name);
}
