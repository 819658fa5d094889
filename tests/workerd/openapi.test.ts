import { describe, expect, it } from 'vitest';
import { createApp } from '../../edge/app.ts';
import { API_ROUTES } from '../../edge/http/openapi/routes.ts';

/** `get /v1/sites/{}`: names of what varies are for people, so they do not count. */
const shape = (method: string, path: string) => `${method.toLowerCase()} ${path.replace(/:\w+|\{\w+\}/g, '{}')}`;

describe('the OpenAPI document and the running API', () => {
  const mounted = createApp()
    .routes.filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/'))
    .map(({ method, path }) => shape(method, path));
  const told = API_ROUTES.map(({ method, path }) => shape(method, path));

  it('every route that is mounted is in the document', () => {
    expect([...new Set(mounted)].filter((route) => !told.includes(route))).toEqual([]);
  });

  it('every route in the document is mounted', () => {
    expect(told.filter((route) => !mounted.includes(route))).toEqual([]);
  });
});
