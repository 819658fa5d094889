import { describe, expect, it } from 'vitest';
import { openApiDocument } from '../../../.scripts/openapi.mjs';

const document = await openApiDocument();
const text = JSON.stringify(document);
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

describe('the OpenAPI document', () => {
  it('names only shapes that it has', () => {
    const named = new Set([...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]));
    const at = (path: string) =>
      path.split('/').reduce<unknown>((shape, key) => (shape as Record<string, unknown> | undefined)?.[key], document.components.schemas);
    expect([...named].filter((path) => at(path!) === undefined)).toEqual([]);
  });

  it('gives every operation a name of its own and words that say what it does', () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(operations.filter(({ summary }) => summary.length < 5)).toEqual([]);
  });

  it('asks for the admin token on admin routes only, and for the visitor’s key where it is about their own data', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const { security } of Object.values(methods)) {
        const scheme = path.startsWith('/v1/admin') ? ['token'] : path.endsWith('/visitors/me') ? ['visitorKey'] : [];
        expect(
          security.flatMap((each) => Object.keys(each as object)),
          path,
        ).toEqual(scheme);
      }
    }
  });

  it('takes what may be sent from the schemas that check it: defaults need not be sent', () => {
    const visit = document.components.schemas.VisitRequest as { required: string[]; properties: Record<string, unknown> };
    expect(visit.required).toContain('consent');
    expect(visit.required).not.toContain('slots');
    expect(visit.properties).toHaveProperty('events');
  });
});
