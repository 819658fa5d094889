import { ADMIN_SITE, type ApiRoute, AT, json, PAGE, rows } from './route.ts';

export const STORE_ROUTES: readonly ApiRoute[] = [
  {
    method: 'post',
    path: `${ADMIN_SITE}/stores`,
    summary: 'Imports shops',
    query: { mode: '"full" takes out what the file does not name' },
    body: rows('StoreRow'),
    answers: { 200: 'ImportReport' },
    refusals: [400, 404, 409, 413, 415, 422],
  },
  { method: 'get', path: `${ADMIN_SITE}/stores`, summary: 'Lists shops', query: PAGE, answers: { 200: 'Page' }, refusals: [404] },
  {
    method: 'get',
    path: `${ADMIN_SITE}/stores/availability`,
    summary: 'Which shops have it, nearest first',
    query: { items: 'SKU:QUANTITY, with commas between', lat: 'latitude', lon: 'longitude', ...AT },
    answers: { 200: 'Availability' },
    refusals: [404, 422],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/inventory`,
    summary: 'Imports stock',
    query: { mode: '"full" takes out what the file does not name' },
    body: rows('InventoryRow'),
    answers: { 200: 'ImportReport' },
    refusals: [400, 404, 409, 413, 415, 422],
  },
  {
    method: 'patch',
    path: `${ADMIN_SITE}/inventory/{storeCode}/{productId}`,
    summary: 'Sets the stock of one product in one shop',
    body: json('InventoryPatch'),
    answers: { 200: 'Anything' },
    refusals: [400, 404, 415, 422],
  },
];
