import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Folders that are not sources: what tools write, and git's own. */
const NOT_SOURCES = new Set(['node_modules', 'dist', '.git', '.tappa', '.wrangler', 'test-results']);

export interface SourceFile {
  /** from the root of the repository, with "/" */
  path: string;
  text: string;
  imports: Import[];
}

export interface Import {
  /** as written */
  specifier: string;
  /** repository path for a relative one, null for a package */
  target: string | null;
  /** `import type` and `export type`: nothing of it is left when the code runs */
  typeOnly: boolean;
}

/** Every file below a folder of the repository whose name passes, sorted by path. */
export function filesBelow(folder: string, accept: (path: string) => boolean): string[] {
  const entries = readdirSync(join(ROOT, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_SOURCES.has(entry.name) ? [] : filesBelow(path, accept);
    return accept(path) ? [path] : [];
  });
}

/** The TypeScript files of the given top folders, with what they import. */
export function sourceFiles(folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) => filesBelow(folder, (path) => /\.tsx?$/.test(path))).map(readSource);
}

export function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return { path, text, imports: importsOf(path, text) };
}

const STATEMENT = /^\s*(import|export)\s+(type\s+(?!,|from\b))?(?:[\w*{][^;'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const CALL = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** Static and dynamic imports, and re-exports. `typeof import('…')` in a type counts as a type. */
export function importsOf(path: string, text: string): Import[] {
  const code = withoutComments(text);
  const found = [...code.matchAll(STATEMENT)].map((match) => importOf(path, match[3]!, match[2] !== undefined));
  for (const match of code.matchAll(CALL)) {
    const inType = /(typeof\s+|[:<|&]\s*)$/.test(code.slice(Math.max(0, match.index - 20), match.index));
    found.push(importOf(path, match[1]!, inType));
  }
  return found;
}

function importOf(path: string, specifier: string, typeOnly: boolean): Import {
  const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : null;
  return { specifier, target, typeOnly };
}

/** Comments blanked out, strings kept; good for sources that a formatter has been over. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(^|[^:'"`\\/])\/\/[^\n]*/g, (match, before: string | undefined) =>
    match.startsWith('/*') ? match.replace(/[^\n]/g, ' ') : (before ?? ''),
  );
}
