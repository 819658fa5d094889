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
 * @returns {Promise<{json: unknown} | {wrong: string[]}>} `wrong`: `12:3: Expected ","`
 */
export async function parseJson(text) {
  const say = ({ text: what, location }) => `${location.line}:${location.column + 1}: ${what}`;
  try {
    const { warnings } = await transform(text, { loader: 'json', logLevel: 'silent', charset: 'utf8' });
    if (warnings.length > 0) return { wrong: warnings.map(say) };
    return { json: JSON.parse(text) };
  } catch (error) {
    const found = (error.errors ?? []).filter(({ location }) => location);
    return { wrong: found.length > 0 ? found.map(say) : [`1:1: ${error.message}`] };
  } finally {
    await stop();
  }
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
