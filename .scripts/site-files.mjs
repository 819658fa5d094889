import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { stop, transform } from 'esbuild';
import { Refusal } from './bootstrap.mjs';

const WHY = { ENOENT: 'is not there', EISDIR: 'is a folder', EACCES: 'may not be read', ENOTDIR: 'is not there' };

/** Text of a file. Throws a `Refusal` when it cannot be read. */
export async function readText(file, shown) {
  let bytes;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new Refusal(`${shown} ${WHY[error.code] ?? `cannot be read (${error.code})`}.`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(`${shown} is not text in UTF-8.`);
  }
}

/** Replaces a file in one step: whoever reads it meanwhile has the old one or the new one. */
export async function writeText(file, text, shown) {
  const fresh = join(dirname(file), `.${basename(file)}.${process.pid}.new`);
  try {
    await writeFile(fresh, text);
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw new Refusal(`${shown} cannot be written (${error.code ?? error.message}).`);
  }
}

/**
 * Parses JSON, and says where it is none: line and column, both from 1. A name that an object has twice counts as wrong too, since one of the
 * two would be lost without a word.
 * @returns {Promise<{json: unknown} | {wrong: {line: number, column: number, message: string}[]}>}
 */
export async function parseJson(text) {
  try {
    const { warnings } = await transform(text, { loader: 'json', logLevel: 'silent', charset: 'utf8' });
    return warnings.length > 0 ? { wrong: warnings.map(placed) } : { json: JSON.parse(text) };
  } catch (error) {
    const found = (error.errors ?? []).filter(({ location }) => location);
    return { wrong: found.length > 0 ? found.map(placed) : [{ line: 1, column: 1, message: error.message }] };
  } finally {
    await stop();
  }
}

/** esbuild counts columns in bytes, and from 0. */
function placed({ text, location: { line, column, lineText } }) {
  return { line, column: Buffer.from(lineText).subarray(0, column).toString().length + 1, message: text };
}

/** What was last pulled into or pushed from which file: the tag of the draft, and a hash of the text. Kept beside the state of `npm start`. */
export class PulledFiles {
  #file;

  constructor(stateDir) {
    this.#file = join(stateDir, 'site-files.json');
  }

  /** @returns {Promise<{etag: string, sha256: string} | undefined>} undefined for a file that is not of this site */
  async find(file, { edge, site }) {
    const entry = (await this.#read())[file];
    return entry?.edge === edge && entry?.site === site ? entry : undefined;
  }

  async note(file, { edge, site }, etag, text) {
    const all = await this.#read();
    all[file] = { edge, site, etag, sha256: sha256(text) };
    await mkdir(dirname(this.#file), { recursive: true });
    await writeText(this.#file, `${JSON.stringify(all, null, 1)}\n`, this.#file);
  }

  async #read() {
    try {
      return JSON.parse(await readFile(this.#file, 'utf8'));
    } catch {
      return {};
    }
  }
}

export const sha256 = (text) => createHash('sha256').update(text).digest('hex');
