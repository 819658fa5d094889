import { ADMIN_SITE, type ApiRoute, json, PAGE, rows } from './route.ts';

export const CATALOG_ROUTES: readonly ApiRoute[] = [
  {
    method: 'post',
    path: `${ADMIN_SITE}/catalog`,
    summary: 'Imports products; the media type names the format',
    query: { mode: '"full" takes out what the file does not name' },
    body: { ...rows('ProductRow'), 'application/xml': 'text' },
    answers: { 200: 'ImportReport' },
    refusals: [400, 404, 409, 413, 415, 422],
  },
  {
    method: 'get',
    path: `${ADMIN_SITE}/catalog`,
    summary: 'Lists products',
    query: { query: 'words in the title, or an id', ...PAGE },
    answers: { 200: 'Page' },
    refusals: [404],
  },
  { method: 'get', path: `${ADMIN_SITE}/catalog/{productId}`, summary: 'One product', answers: { 200: 'Anything' }, refusals: [404] },
  {
    method: 'patch',
    path: `${ADMIN_SITE}/catalog/{productId}`,
    summary: 'Changes fields of a product',
    body: json('Anything'),
    answers: { 200: 'Anything' },
    refusals: [400, 404, 415, 422],
  },
  { method: 'delete', path: `${ADMIN_SITE}/catalog/{productId}`, summary: 'Takes a product out', answers: { 204: null }, refusals: [404] },
  {
    method: 'get',
    path: `${ADMIN_SITE}/recommendations`,
    summary: 'Recommendations for use on a server',
    query: {
      strategy: 'strategies, most wanted first, with commas between',
      items: 'product ids they follow from, oldest first',
      count: 'how many',
      store: 'only what this shop has',
    },
    answers: { 200: 'Anything' },
    refusals: [404, 422],
  },
];
