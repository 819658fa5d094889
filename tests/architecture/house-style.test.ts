import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow, ROOT, sourceFiles, withoutComments } from '../support/sources.ts';

const sources = sourceFiles(['shared', 'widget', 'edge']);
const all = [...sources, ...sourceFiles(['tests'])];

/** Longer files have a second subject in them. Tables of texts and data may be long: they are read by looking up. */
const FILE_MAX_LINES = 350;
const DATA_FILES = /(texts?|labels|messages|data|products|designs|seed|gallery|schema|openapi)[^/]*(\/[^/]+)*\.tsx?$/;

describe('the house', () => {
  it('has four rooms at the top and nothing else', () => {
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders.filter((name) => !name.startsWith('.') && name !== 'node_modules' && name !== 'dist').sort()).toEqual([
      'edge',
      'shared',
      'tests',
      'widget',
    ]);
  });

  it('names files in lower case with dashes', () => {
    const odd = all.map(({ path }) => path).filter((path) => !/^([a-z0-9-]+\/)+[a-z0-9-]+(\.(test|d|config))?\.tsx?$/.test(path));
    expect(odd).toEqual([]);
  });

  it('exports by name; only where the runtime asks for it is there a default', () => {
    const defaults = all.filter(({ text }) => /^\s*export default\b|\bas default\b/m.test(withoutComments(text))).map(({ path }) => path);
    expect(defaults).toEqual(['edge/local-worker.ts', 'edge/worker.ts']);
  });

  it('says what things are: no `any`, no compiler or linter told to look away', () => {
    const hushed = /(:|<|\bas|,)\s*any\b(?!\w)|@ts-(ignore|nocheck|expect-error)/;
    expect(
      sources.filter(({ text }) => hushed.test(withoutComments(text)) || /@ts-(ignore|nocheck)/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  it('keeps one subject a file', () => {
    const long = sources.filter(({ path, text }) => !DATA_FILES.test(path) && text.split('\n').length > FILE_MAX_LINES);
    expect(long.map(({ path, text }) => `${path}: ${text.split('\n').length} lines`)).toEqual([]);
  });

  it('leaves nothing for later', () => {
    const later = /\b(TODO|FIXME|XXX|HACK)\b/;
    expect(
      all.filter(({ path, text }) => path !== 'tests/architecture/house-style.test.ts' && later.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  it('leaves no test out and none alone', () => {
    const alone = /\b(it|test|describe)\.only\(|\b(it|test|describe)\.skip\(/;
    expect(
      all.filter(({ path, text }) => path !== 'tests/architecture/house-style.test.ts' && alone.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  it('has every configuration file in a form its reader accepts', () => {
    const json = filesBelow('', (path) => /\.json$/.test(path) && !path.startsWith('tests/cases/'));
    for (const path of json) expect(() => JSON.parse(readFileSync(join(ROOT, path), 'utf8')), path).not.toThrow();
  });
});
