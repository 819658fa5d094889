import { describe, expect, it } from 'vitest';
import { type Import, importsOf, type SourceFile, sourceFiles, withoutComments } from '../support/sources.ts';
import { INNER_FILES, ROOMS, roomOf } from './rooms.ts';

const files = sourceFiles(['shared', 'widget', 'edge']);

describe('who may import whom', () => {
  it('every file stands in a room that the table knows', () => {
    expect(files.filter(({ path }) => roomOf(path) === undefined).map(({ path }) => path)).toEqual([]);
  });

  it('every import follows the table', () => {
    expect(files.flatMap((file) => file.imports.flatMap((entry) => fault(file, entry)))).toEqual([]);
  });

  it('objects and their SQL are reached through clients only', () => {
    const outside = files.filter(
      ({ path }) => !/^edge\/(visitor|site|traffic|replay\/job)\//.test(path) && !/^edge\/(local-)?worker\.ts$/.test(path),
    );
    const reached = outside.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, typeOnly }) => !typeOnly && target !== null && INNER_FILES.test(target))
        .map(({ target }) => `${path} → ${target}`),
    );
    expect(reached).toEqual([]);
  });

  it('nothing imports tests', () => {
    const reached = files.flatMap(({ path, imports }) => imports.filter(({ target }) => target?.startsWith('tests/')).map(() => path));
    expect(reached).toEqual([]);
  });

  it('imports go round in no circle', () => {
    expect(circles(files)).toEqual([]);
  });

  it('pure rooms read no clock, no randomness and no environment', () => {
    const pure = files.filter(({ path }) => ROOMS[roomOf(path) ?? '']?.pure);
    const hidden =
      /\bDate\.now\(|\bnew Date\(\s*\)|\bMath\.random\b|\bcrypto\.(getRandomValues|randomUUID)\b|\bperformance\.now\b|\bprocess\.env\b|\bfetch\(/;
    expect(pure.filter(({ text }) => hidden.test(withoutComments(text))).map(({ path }) => path)).toEqual([]);
  });

  it('blocks neither fetch nor store nor touch the page’s globals', () => {
    const blocks = files.filter(({ path }) => path.startsWith('widget/blocks/'));
    const hidden =
      /\bfetch\(|\bXMLHttpRequest\b|\bsendBeacon\b|\b(local|session)Storage\b|\bindexedDB\b|\bdocument\.cookie\b|\bwindow\.|\bglobalThis\b/;
    expect(blocks.filter(({ text }) => hidden.test(withoutComments(text))).map(({ path }) => path)).toEqual([]);
  });
});

describe('the scanner of imports', () => {
  const scan = (text: string) =>
    importsOf('edge/site/a.ts', text).map(({ target, specifier, typeOnly }) => [target ?? specifier, typeOnly]);

  it('tells types from code', () => {
    expect(
      scan(
        "import type { A } from './b.ts';\nimport { type B, c } from '../c.ts';\nexport type { D } from './d.ts';\nexport * from 'hono';",
      ),
    ).toEqual([
      ['edge/site/b.ts', true],
      ['edge/c.ts', false],
      ['edge/site/d.ts', true],
      ['hono', false],
    ]);
  });

  it('sees imports over several lines, without names, and dynamic ones; not those in comments', () => {
    const text =
      "import {\n  a,\n  b,\n} from './many.ts';\nimport './bare.ts';\n// import { x } from './no.ts';\nconst y = await import('./late.ts');\ntype T = typeof import('./type.ts');";
    expect(scan(text)).toEqual([
      ['edge/site/many.ts', false],
      ['edge/site/bare.ts', false],
      ['edge/site/late.ts', false],
      ['edge/site/type.ts', true],
    ]);
  });
});

/** Why an import is against the table, in words; nothing if it is not. */
function fault(file: SourceFile, { target, specifier, typeOnly }: Import): string[] {
  const room = roomOf(file.path);
  const rule = ROOMS[room ?? ''];
  if (room === undefined || rule === undefined) return [];
  if (target === null) {
    const known = (rule.packages ?? []).some((name) => specifier === name || specifier.startsWith(`${name}/`));
    return known || typeOnly ? [] : [`${file.path} uses the package ${specifier}`];
  }
  const wanted = roomOf(target);
  const fits = (allowed: readonly string[] | undefined) => (allowed ?? []).some((name) => name === wanted || name === target);
  if (wanted === room || fits(rule.code) || (typeOnly && fits(rule.types))) return [];
  return [`${file.path} imports ${typeOnly ? 'types of ' : ''}${target}`];
}

/** Circles of code imports, each as "a → b → a". Types are free: they are gone when the code runs. */
function circles(sources: readonly SourceFile[]): string[] {
  const next = new Map(
    sources.map(({ path, imports }) => [path, imports.flatMap(({ target, typeOnly }) => (typeOnly || target === null ? [] : [target]))]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      found.push([...trail.slice(start), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const target of next.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) walk(path, []);
  return found;
}
