import { type ApiRoute, IDENTITY, SITE, visit, visitRefusals } from './route.ts';

export const PUBLIC_ROUTES: readonly ApiRoute[] = [
  {
    method: 'post',
    path: `${SITE}/journey`,
    summary: 'Records what happened and answers what to show; with `preview`, only answers',
    body: visit,
    answers: { 200: 'VisitAnswer' },
    refusals: [400, 401, ...visitRefusals.slice(1)],
  },
  {
    method: 'post',
    path: `${SITE}/events`,
    summary: 'Only records what happened',
    body: visit,
    answers: { 202: 'VisitAccepted' },
    refusals: visitRefusals,
  },
  {
    method: 'get',
    path: `${SITE}/visitors/me`,
    summary: 'What is kept of the visitor: profile, stages, events, answers',
    query: { locale: 'language of the reasons' },
    headers: IDENTITY,
    bearer: 'visitorKey',
    answers: { 200: 'OwnData' },
    refusals: [401, 403, 404, 429],
  },
  {
    method: 'delete',
    path: `${SITE}/visitors/me`,
    summary: 'Erases what is kept of the visitor',
    headers: IDENTITY,
    bearer: 'visitorKey',
    answers: { 204: null },
    refusals: [401, 403, 404, 429],
  },
  {
    method: 'delete',
    path: `${SITE}/cookie`,
    summary: 'Has the browser forget the cookie by which a first-party edge knows its visitor; what is kept of them stays',
    answers: { 204: null },
    refusals: [403, 404, 429],
  },
  { method: 'get', path: '/v1/openapi.json', summary: 'This document', answers: { 200: 'Anything' }, refusals: [] },
  {
    method: 'get',
    path: '/v1/schemas/site-setup.json',
    summary: 'JSON Schema of the one-file set-up of a site, with words for editors',
    answers: { 200: 'Anything' },
    refusals: [],
  },
];
