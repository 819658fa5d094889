import type { FieldError, ImportReport } from './api-types.ts';

/** A refusal (RFC 9457), or a network that did not answer (status 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly errors: FieldError[];

  constructor(status: number, detail: string, errors: FieldError[] = []) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

export interface Answer<T> {
  value: T;
  headers: Headers;
}

/** Calls of the admin API with one token. */
export interface Api {
  get<T>(path: string): Promise<Answer<T>>;
  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
  /** Sends a file as it is, telling how much of it (0..1) has left. */
  upload(path: string, contentType: string, file: Blob, onProgress: (share: number) => void): Promise<ImportReport>;
}

const BASE = '/v1/admin';

/** @param onSignedOut called when the token is no longer accepted */
export function createApi(token: string, onSignedOut: () => void): Api {
  const authorization = `Bearer ${token}`;
  const call = async <T>(path: string, init: RequestInit): Promise<Answer<T>> => {
    let response: Response;
    try {
      response = await fetch(`${BASE}${path}`, { ...init, headers: { authorization, ...init.headers } });
    } catch {
      throw new ApiProblem(0, '');
    }
    const text = await response.text();
    if (!response.ok) throw refusal(response.status, text, onSignedOut);
    return { value: (text === '' ? null : JSON.parse(text)) as T, headers: response.headers };
  };
  return {
    get: (path) => call(path, {}),
    send: (method, path, body, headers = {}) =>
      call(path, {
        method,
        headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    // fetch does not tell how far an upload has come
    upload: (path, contentType, file, onProgress) =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open('POST', `${BASE}${path}`);
        request.setRequestHeader('authorization', authorization);
        request.setRequestHeader('content-type', contentType);
        request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
        request.onerror = () => reject(new ApiProblem(0, ''));
        request.onload = () => {
          if (request.status < 400) resolve(JSON.parse(request.responseText) as ImportReport);
          else reject(refusal(request.status, request.responseText, onSignedOut));
        };
        request.send(file);
      }),
  };
}

function refusal(status: number, text: string, onSignedOut: () => void): ApiProblem {
  if (status === 401) onSignedOut();
  let body: { detail?: string; title?: string; errors?: FieldError[] } = {};
  try {
    body = JSON.parse(text) as typeof body;
  } catch {
    // something between us and the API answered, not the API: its page says nothing to a person
  }
  return new ApiProblem(status, body.detail ?? body.title ?? '', body.errors ?? []);
}

/** A part of an address that may hold anything. */
export function part(value: string): string {
  return encodeURIComponent(value);
}
