import type { Context } from 'hono';
import type * as v from 'valibot';
import type { SiteSetup } from '../../../shared/schemas/site-setup.ts';
import { checkSetup } from '../../decisioning/setup-check.ts';
import { checked, parseJsonBody } from '../../http/body.ts';
import type { AppEnv } from '../../http/context.ts';
import type { FieldError } from '../../http/problem.ts';
import { type FixtureReport, runFixtures } from '../../setup-file/run-fixtures.ts';

// What all routes share that read or change the draft of a set-up.

/** A set-up is kept as one value of at most 2 MB; a thousand rules fit in half of that. */
export const SETUP_BODY_MAX_BYTES = 1024 * 1024;

export interface Findings {
  /** such a set-up is not published */
  errors: FieldError[];
  warnings: FieldError[];
  /** all of them; those that fail and only warn are told here alone */
  fixtures: FixtureReport['results'];
}

/** @param asked `malformed`: decisions other than expected are no error yet. Conditions that are refused are never run, not even in a fixture. */
export function findings(setup: SiteSetup, asked: 'malformed' | 'all' = 'all'): Findings {
  const { errors, warnings } = checkSetup(setup);
  if (errors.length > 0) return { errors, warnings, fixtures: [] };
  const { malformed, failures, warnings: ofFixtures, results } = runFixtures(setup);
  return { errors: asked === 'all' ? [...malformed, ...failures] : malformed, warnings: [...warnings, ...ofFixtures], fixtures: results };
}

/** `tappa-draft` says whether the draft holds work that is not published. */
export function draftHeaders(draft: { etag: string; changed: boolean }): Record<string, string> {
  return { etag: `"${draft.etag}"`, 'tappa-draft': draft.changed ? 'changed' : 'published', 'cache-control': 'no-store' };
}

/** A JSON body, or all of its defaults where there is none. @throws 400, 413, 415, 422 */
export async function optionalBody<S extends v.GenericSchema>(c: Context<AppEnv>, schema: S, maxBytes: number): Promise<v.InferOutput<S>> {
  const isEmpty = c.req.header('content-length') === '0' || c.req.raw.body === null;
  return isEmpty ? checked(schema, {}) : await parseJsonBody(c, schema, maxBytes);
}

/** The tag a change is meant for; null = whatever is there. Proxies that compress mark tags as weak. */
export function ifMatch(c: Context<AppEnv>): string | null {
  const header = c.req.header('if-match')?.trim();
  if (!header || header === '*') return null;
  return header.replace(/^W\//, '').replace(/^"(.*)"$/, '$1');
}
