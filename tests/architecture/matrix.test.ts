import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, ROOT } from '../support/sources.ts';

const readme = readFileSync(join(ROOT, 'tests/README.md'), 'utf8');
const rows = readme.split('\n').filter((line) => /^\| [A-Z]\d+ \|/.test(line));

/** Test files named in a row, from the folder of tests: `unit/journey/stages`. */
const named = (row: string) => [...row.matchAll(/`((?:unit|workerd|browser)\/[a-z0-9/-]+)`/g)].map((match) => match[1]!);

describe('the matrix of features and tests', () => {
  it('names test files that exist', () => {
    const missing = rows
      .flatMap(named)
      .filter((name) => !existsSync(join(ROOT, `tests/${name}.test.ts`)) && !existsSync(join(ROOT, `tests/${name}.test.tsx`)));
    expect(missing).toEqual([]);
  });

  it('has a row for a feature once, and at least one test in it', () => {
    const ids = rows.map((row) => row.split('|')[1]!.trim());
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(rows.filter((row) => named(row).length === 0)).toEqual([]);
  });

  it('leaves no browser or workerd test unnamed', () => {
    const tests = [...filesBelow('tests/browser', isTest), ...filesBelow('tests/workerd', isTest)].map((path) =>
      path.replace(/^tests\/|\.test\.ts$/g, ''),
    );
    expect(tests.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});

function isTest(path: string): boolean {
  return path.endsWith('.test.ts');
}
