import { exports } from 'cloudflare:workers';
import { expect } from 'vitest';

/** The admin API as its users call it, for tests inside the runtime. */

export const settings = { name: 'Bottega', origins: ['https://shop.example'], currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' };

export const ndjson = 'application/x-ndjson';

/** Objects are sent as JSON, texts as they are. */
export function admin(
  method: string,
  path: string,
  body?: unknown,
  type = 'application/json',
  token = 'test-admin-token',
  headers: Record<string, string> = {},
): Promise<Response> {
  const text = body === undefined || typeof body === 'string' || body instanceof ReadableStream ? body : JSON.stringify(body);
  const init = {
    method,
    headers: { authorization: `Bearer ${token}`, ...(text === undefined ? {} : { 'content-type': type }), ...headers },
  };
  return exports.default.fetch(
    new Request(`https://edge.example/v1/admin${path}`, text === undefined ? init : { ...init, body: text as BodyInit }),
  );
}

// Answers are looked at field by field; a type for each would only repeat what the tests say.
// biome-ignore lint/suspicious/noExplicitAny: see above
export async function answerOf(response: Response): Promise<any> {
  return await response.json();
}

export async function newSite(id: string, more: Record<string, unknown> = {}): Promise<void> {
  const created = await admin('POST', '/sites', { id, ...settings, ...more });
  expect(created.status, await created.clone().text()).toBe(201);
}

/** Imports rows and wants every one of them accepted. @returns the report */
// biome-ignore lint/suspicious/noExplicitAny: see answerOf
export async function importAll(site: string, kind: string, rows: readonly unknown[]): Promise<any> {
  const response = await admin('POST', `/sites/${site}/${kind}`, rows.map((row) => JSON.stringify(row)).join('\n'), ndjson);
  const report = await answerOf(response);
  expect(report).toMatchObject({ accepted: rows.length, rejected: 0 });
  return report;
}
