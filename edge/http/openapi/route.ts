export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export interface ApiRoute {
  method: Method;
  /** with `{name}` for what varies */
  path: string;
  summary: string;
  /** query parameters: name → what it is */
  query?: Readonly<Record<string, string>>;
  /** header parameters: name → what it is */
  headers?: Readonly<Record<string, string>>;
  /** what the bearer token is, where it is not the admin's */
  bearer?: 'visitorKey';
  /** media type → name of a shape */
  body?: Readonly<Record<string, string>>;
  /** status → name of a shape, shapes by media type, or null for an answer without a body */
  answers: Readonly<Record<number, string | Readonly<Record<string, string>> | null>>;
  /** statuses of refusals, as problem details */
  refusals: readonly number[];
}

export const SITE = '/v1/sites/{site}';
export const ADMIN = '/v1/admin';
export const ADMIN_SITE = `${ADMIN}/sites/{site}`;

/** A visit may come as text/plain: browsers send that to another origin without asking first. */
export const visit = { 'application/json': 'VisitRequest', 'text/plain': 'VisitRequest' };
export const visitRefusals = [400, 403, 404, 413, 415, 422, 429];
export const PAGE = { cursor: 'where the last page ended', limit: 'items of a page' };
export const IDENTITY = { 'tappa-identity': 'identity token of a signed-in customer: then all devices of the customer are meant' };
export const AT = { at: 'ISO 8601; as of when, now by default' };

export const json = (shape: string) => ({ 'application/json': shape });
export const rows = (shape: string) => ({
  'application/json': `${shape}[]`,
  'application/x-ndjson': shape,
  'text/csv': 'text',
  'text/tab-separated-values': 'text',
});
