import type { Page } from './types.ts';

/** Why a site refused; routes turn it into a status. */
export type SiteErrorCode = 'unknown-site' | 'exists' | 'not-found' | 'changed' | 'stale' | 'invalid' | 'too-large';

/** Refusals cross the object's border as values: an exception would arrive there without its class. */
export type SiteResult<T> = { ok: true; value: T } | { ok: false; code: SiteErrorCode; message: string };

export function done<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function refused(code: SiteErrorCode, message: string): { ok: false; code: SiteErrorCode; message: string } {
  return { ok: false, code, message };
}

export function found<T>(value: T | null, otherwise: string): SiteResult<T> {
  return value === null ? refused('not-found', otherwise) : done(value);
}

/** Lists are read one longer than shown: the last one says only that there is more. */
export function pageOf<T, K>(rows: T[], limit: number, keyOf: (row: T) => K): Page<T, K> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}
