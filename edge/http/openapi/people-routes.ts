import { ADMIN_SITE, type ApiRoute, AT, json, PAGE, rows } from './route.ts';

function personRoutes(kind: 'visitors' | 'customers', whose: string): readonly ApiRoute[] {
  const path = `${ADMIN_SITE}/${kind}/{person}`;
  return [
    {
      method: 'get',
      path,
      summary: `Profile, stage with reasons, history of ${whose}`,
      query: { ...AT, locale: 'language of the reasons' },
      answers: { 200: 'Person' },
      refusals: [404, 422],
    },
    {
      method: 'get',
      path: `${path}/timeline`,
      summary: `What happened, newest first, of ${whose}`,
      query: PAGE,
      answers: { 200: 'Page' },
      refusals: [404],
    },
    { method: 'get', path: `${path}/export`, summary: `Everything kept of ${whose}`, answers: { 200: 'Person' }, refusals: [404] },
    { method: 'delete', path, summary: `Erases all that is kept of ${whose}`, answers: { 204: null }, refusals: [404] },
  ];
}

export const PEOPLE_ROUTES: readonly ApiRoute[] = [
  {
    method: 'post',
    path: `${ADMIN_SITE}/purchases`,
    summary: 'Imports receipts of tills, phone and marketplaces',
    body: rows('PurchaseRow'),
    answers: { 200: 'ImportReport' },
    refusals: [400, 404, 409, 413, 415, 422],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/customers`,
    summary: 'Imports customers and members',
    body: rows('CustomerRow'),
    answers: { 200: 'ImportReport' },
    refusals: [400, 404, 409, 413, 415, 422],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/loyalty/transactions`,
    summary: 'Imports movements of points',
    body: rows('LoyaltyTransactionRow'),
    answers: { 200: 'ImportReport' },
    refusals: [400, 404, 409, 413, 415, 422],
  },
  {
    method: 'get',
    path: `${ADMIN_SITE}/loyalty/{customerId}`,
    summary: 'Points, tier and movements of a member',
    answers: { 200: 'Anything' },
    refusals: [404],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/events`,
    summary: 'Imports past traffic',
    body: rows('PastEventRow'),
    answers: { 200: 'ImportReport' },
    refusals: [400, 404, 409, 413, 415, 422],
  },
  ...(['merge', 'unmerge'] as const).map(
    (verb): ApiRoute => ({
      method: 'post',
      path: `${ADMIN_SITE}/visitors/${verb}`,
      summary:
        verb === 'merge' ? 'Makes two names of one person lead to one profile' : 'Undoes a merge: each name has what was told under it',
      body: json('Merge'),
      answers: { 200: 'Merged' },
      refusals: [400, 404, 409, 413, 415, 422],
    }),
  ),
  ...personRoutes('visitors', 'a visitor, and of the customer behind it if one is known'),
  ...personRoutes('customers', 'a customer, over all devices'),
];
