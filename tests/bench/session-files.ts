import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A file of sessions that cannot be used, in words for the person who named it. */
export class UnusableSessionFile extends Error {}

export interface TestCase {
  prefix: string[];
  next: string;
}

function readLines(path: string): string[] {
  if (!existsSync(path)) throw new UnusableSessionFile(`${path}: there is no such file`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
  } catch (error) {
    throw new UnusableSessionFile(`${path}: cannot be read (${error instanceof Error ? error.message : 'unknown reason'})`);
  }
  const lines = bytes.toString('utf8').split(/\r?\n/);
  while (lines.length > 0 && lines.at(-1)!.trim() === '') lines.pop();
  if (lines.length === 0) throw new UnusableSessionFile(`${path}: is empty`);
  return lines;
}

/** Train file: one session per line, ids separated by spaces, oldest first. Plain or gzip. Throws `UnusableSessionFile`. */
export function readTrainSessions(path: string): string[][] {
  return readLines(path).map((line, index) => {
    if (line.includes('\t'))
      throw new UnusableSessionFile(`${path}, line ${index + 1}: has a tab, as a test file does; a train line is ids separated by spaces`);
    const items = line.split(' ').filter((id) => id !== '');
    if (items.length === 0) throw new UnusableSessionFile(`${path}, line ${index + 1}: has no ids`);
    return items;
  });
}

/** Test file: `prefix ids<TAB>next id` per line. Plain or gzip. Throws `UnusableSessionFile`. */
export function readTestCases(path: string): TestCase[] {
  return readLines(path).map((line, index) => {
    const [prefixText, next, ...more] = line.split('\t');
    const prefix = (prefixText ?? '').split(' ').filter((id) => id !== '');
    const wanted = next?.trim() ?? '';
    if (more.length > 0 || prefix.length === 0 || wanted === '' || wanted.includes(' ')) {
      throw new UnusableSessionFile(`${path}, line ${index + 1}: is not "prefix ids<TAB>next id"`);
    }
    return { prefix, next: wanted };
  });
}
