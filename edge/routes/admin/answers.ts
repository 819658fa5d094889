import type { Context } from 'hono';
import type { AppEnv } from '../../http/context.ts';
import { problem } from '../../http/problem.ts';
import type { SiteErrorCode, SiteResult } from '../../site/result.ts';

/** Items of one page where the caller does not say, and at the most. */
const PAGE_DEFAULT = 50;
const PAGE_MAX = 1_000;

const STATUS: Readonly<Record<SiteErrorCode, number>> = {
  'unknown-site': 404,
  'not-found': 404,
  exists: 409,
  stale: 409,
  changed: 412,
  'too-large': 413,
  invalid: 422,
};

/** The site a route is about. */
export function siteOf(c: Context<AppEnv>): string {
  return c.req.param('site') ?? '';
}

/** What the site answered, or its refusal as a problem. @throws 404, 409, 412, 413, 422 */
export function outcomeOf<T>(c: Context<AppEnv>, result: SiteResult<T>): T {
  if (result.ok) return result.value;
  const detail = result.code === 'unknown-site' ? `There is no site "${siteOf(c).slice(0, 64)}".` : result.message;
  throw problem(STATUS[result.code], { detail });
}

/** A refusal of one query parameter or path part. */
export function wrongParameter(name: string, message: string): Error {
  return problem(422, { detail: `"${name}" ${message}.`, errors: [{ pointer: `/${name}`, message }] });
}

/** @throws 422 when it is not a whole number within bounds */
export function wholeNumber(name: string, text: string | undefined, bounds: { otherwise: number; min: number; max: number }): number {
  if (text === undefined || text === '') return bounds.otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < bounds.min || value > bounds.max) {
    throw wrongParameter(name, `must be a whole number from ${bounds.min} to ${bounds.max}`);
  }
  return value;
}

/** @throws 422 when it is not a number within bounds */
export function decimal(name: string, text: string, min: number, max: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || value < min || value > max) throw wrongParameter(name, `must be a number from ${min} to ${max}`);
  return value;
}

/** A moment, in Unix milliseconds. @throws 422 */
export function moment(name: string, text: string | undefined, otherwiseMs: number): number {
  if (text === undefined || text === '') return otherwiseMs;
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw wrongParameter(name, 'is not an ISO 8601 date such as 2026-11-20T18:30:00+01:00');
  return atMs;
}

export function pageSize(c: Context<AppEnv>): number {
  return wholeNumber('limit', c.req.query('limit'), { otherwise: PAGE_DEFAULT, min: 1, max: PAGE_MAX });
}

/** Cursors are opaque to callers: base64url of the key the next page starts after. */
export function cursorText(key: string | number | null): string | null {
  if (key === null) return null;
  const bytes = new TextEncoder().encode(String(key));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** @throws 422 for one that was not given by this API */
export function textCursor(c: Context<AppEnv>): string | null {
  const given = c.req.query('cursor');
  if (!given) return null;
  try {
    const binary = atob(given.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
  } catch {
    throw wrongParameter('cursor', 'is not a cursor of this list');
  }
}

/** @throws 422 */
export function numberCursor(c: Context<AppEnv>): number | null {
  const text = textCursor(c);
  if (text === null) return null;
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw wrongParameter('cursor', 'is not a cursor of this list');
  return value;
}
