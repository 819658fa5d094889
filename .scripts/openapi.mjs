import { readFile } from 'node:fs/promises';
import { toJsonSchema } from '@valibot/to-json-schema';
import { loadTypeScript } from './load-typescript.mjs';
import { inRoot } from './paths.mjs';

const PROBLEMS = {
  400: 'It could not be parsed',
  401: 'No token, or a wrong one',
  403: 'The origin is not on the list of the site',
  404: 'There is no such thing',
  409: 'It exists already',
  412: 'It has changed since it was read',
  413: 'The body is too large',
  415: 'The media type is not accepted',
  422: 'The body was read but does not fit; `errors` says where',
  429: 'Too many requests; `Retry-After` says how long to wait',
};

/** Builds the OpenAPI 3.1 document from the schemas that check the bodies and the table of routes. */
export async function openApiDocument() {
  const [{ API_ROUTES, SHAPES, SCHEMAS }, { version }] = await Promise.all([
    loadTypeScript('edge/http/openapi/source.ts'),
    readFile(inRoot('package.json'), 'utf8').then(JSON.parse),
  ]);
  const paths = {};
  for (const route of API_ROUTES) {
    paths[route.path] ??= {};
    paths[route.path][route.method] = operation(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tappa',
      version,
      description:
        'One visitor journey, online and in the shop. The public routes are what the widget uses; the admin routes need a bearer token.',
    },
    servers: [{ url: '/' }],
    tags: [
      { name: 'visit', description: 'What a page says and asks' },
      { name: 'admin', description: 'What a shop’s people and systems do' },
    ],
    paths,
    components: {
      schemas: { ...Object.fromEntries(Object.entries(SCHEMAS).map(([name, schema]) => [name, inputShape(schema)])), ...SHAPES },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        visitorKey: { type: 'http', scheme: 'bearer', description: 'ID.KEY of the visitor, as the journey answer gives them' },
      },
    },
  };
}

/** What may be sent. What a schema checks in code, beyond what JSON Schema can say, is told by the error it gives. */
function inputShape(schema) {
  const { $schema, ...shape } = toJsonSchema(schema, { target: 'draft-2020-12', typeMode: 'input', errorMode: 'ignore' });
  return shape;
}

function operation({ method, path, summary, query = {}, headers = {}, bearer, body, answers, refusals }) {
  const admin = path.startsWith('/v1/admin');
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  return {
    operationId: operationId(method, path),
    tags: [admin ? 'admin' : 'visit'],
    summary,
    security: admin ? [{ token: [] }] : bearer ? [{ [bearer]: [] }] : [],
    parameters: [
      ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
      ...Object.entries(query).map(([name, description]) => ({ name, in: 'query', description, schema: { type: 'string' } })),
      ...Object.entries(headers).map(([name, description]) => ({ name, in: 'header', description, schema: { type: 'string' } })),
    ],
    ...(body ? { requestBody: { required: true, content: mapValues(body, (shape) => ({ schema: schemaOf(shape) })) } } : {}),
    responses: {
      ...mapValues(answers, (shape) => (shape === null ? { description: 'Done' } : { description: 'OK', content: contentOf(shape) })),
      ...Object.fromEntries([...(admin ? [401] : []), ...refusals].map((status) => [status, refusal(status)])),
    },
  };
}

/** JSON of a shape, or a shape by media type. */
function contentOf(shape) {
  return mapValues(typeof shape === 'string' ? { 'application/json': shape } : shape, (each) => ({ schema: schemaOf(each) }));
}

function refusal(status) {
  return { description: PROBLEMS[status], content: { 'application/problem+json': { schema: schemaOf('Problem') } } };
}

function schemaOf(shape) {
  if (shape === 'text') return { type: 'string' };
  if (shape.endsWith('[]')) return { type: 'array', items: schemaOf(shape.slice(0, -2)) };
  return { $ref: `#/components/schemas/${shape}` };
}

/** `get /v1/admin/sites/{site}/setup` → `getAdminSiteSetup` */
function operationId(method, path) {
  const words = path
    .split('/')
    .filter((part) => part !== '' && part !== 'v1')
    .map((part) => part.replace(/\W/g, ''));
  return method + words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
}

const mapValues = (record, change) => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
