import { Refusal } from './bootstrap.mjs';

/** An edge answers within a second; a machine under load and a slow line get time. */
const TIMEOUT_MS = 30_000;

/** The set-up of one site through the admin API. What goes wrong is told in sentences that never hold the token. */
export class SiteEdge {
  #edge;
  #site;
  #token;

  /** @param {{edge: string, site: string, token: string}} remote */
  constructor({ edge, site, token }) {
    this.#edge = edge;
    this.#site = site;
    this.#token = token;
  }

  /** @returns {Promise<{setup: object, etag: string|null, version: string|null}>} @param {string} version "draft", "published" or a number */
  async read(version) {
    const { response, json } = await this.#call('GET', `/setup?version=${version}`);
    if (response.status !== 200) throw this.#refusal(response, json);
    const tag = response.headers.get('tappa-version');
    if (typeof json?.journey !== 'object' || (version !== 'draft' && tag === null)) {
      throw new Refusal(`${this.#edge} answers, but not with a set-up as asked for: is it a Tappa edge of this version?`);
    }
    return { setup: json, etag: response.headers.get('etag'), version: tag };
  }

  /**
   * Replaces the draft that `etag` names.
   * @returns {Promise<{etag: string} | {lost: true} | {errors: {pointer: string, message: string}[]}>} `lost`: somebody replaced it first
   */
  async write(setup, etag) {
    const { response, json } = await this.#call('PUT', '/setup', setup, { 'if-match': etag });
    if (response.status === 200) return { etag: response.headers.get('etag') };
    if (response.status === 412) return { lost: true };
    if (response.status === 422 && Array.isArray(json?.errors)) return { errors: json.errors };
    throw this.#refusal(response, json);
  }

  async #call(method, path, body, headers = {}) {
    const init = {
      method,
      headers: { authorization: `Bearer ${this.#token}`, accept: 'application/json', ...headers },
      // To another place the token must not follow.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    if (body !== undefined) init.headers['content-type'] = 'application/json';
    try {
      const response = await fetch(`${this.#edge}/v1/admin/sites/${encodeURIComponent(this.#site)}${path}`, init);
      return { response, json: parsed(await response.text()) };
    } catch (error) {
      if (error.name === 'TimeoutError') throw new Refusal(`${this.#edge} did not answer within ${TIMEOUT_MS / 1_000} seconds.`);
      throw new Refusal(
        `${this.#edge} cannot be reached (${error.cause?.code ?? error.message}). Is it running, and is the address right?`,
      );
    }
  }

  #refusal({ status }, json) {
    const why = typeof json?.detail === 'string' ? ` ${json.detail}` : '';
    if (status === 401)
      return new Refusal(`${this.#edge} does not accept the token (401). TAPPA_ADMIN_TOKEN or --token gives another one.`);
    if (status === 403) return new Refusal(`The token may not do this on ${this.#edge} (403).${why}`);
    if (status >= 300 && status < 400) return new Refusal(`${this.#edge} sends to another address (${status}): give that one as --edge.`);
    if (why === '') return new Refusal(`${this.#edge} answered ${status}, and not as a Tappa edge does. Is the address right?`);
    return new Refusal(`${this.#edge} answered ${status}:${why}`);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
