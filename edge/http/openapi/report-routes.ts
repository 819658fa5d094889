import { ADMIN_SITE, type ApiRoute, json } from './route.ts';

export const REPORT_ROUTES: readonly ApiRoute[] = [
  {
    method: 'get',
    path: `${ADMIN_SITE}/reports/budget`,
    summary: 'What the blocks of each rule cost pages (75th percentile of a week), what they may, and which are switched off for it',
    answers: { 200: 'Anything' },
    refusals: [404],
  },
  {
    method: 'get',
    path: `${ADMIN_SITE}/reports/experiments`,
    summary: 'What the experiments of the published set-up show, in figures and in words; may be asked at any moment',
    answers: { 200: 'Anything' },
    refusals: [404],
  },
  {
    method: 'get',
    path: `${ADMIN_SITE}/reports/journey`,
    summary: 'Visits, stages, purchases and channels by day',
    query: { days: 'how many days back' },
    answers: { 200: 'Anything' },
    refusals: [404, 422],
  },
  {
    method: 'get',
    path: `${ADMIN_SITE}/exports/{kind}`,
    summary:
      'What the site keeps, as a file: "events" (purchases and refunds), "rollups" (counters of days) or "visitors" (members, and who was erased, by keyed hash)',
    query: {
      format: '"ndjson", the default, or "csv"',
      cursor: 'where the last page ended: its header "tappa-next"',
      limit: 'rows of a page, up to 10,000; without it everything is streamed',
    },
    answers: { 200: { 'application/x-ndjson': 'Anything', 'text/csv': 'text' } },
    refusals: [404, 422],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/journey-model/fit`,
    summary: 'Fits how customers buy on the site’s own purchases (BG/NBD, Gamma-Gamma)',
    body: json('FitRequest'),
    answers: { 200: 'JourneyModel' },
    refusals: [400, 404, 413, 415, 422],
  },
  {
    method: 'get',
    path: `${ADMIN_SITE}/journey-model`,
    summary: 'The model that decisions use: as it was fitted last, or what is assumed before that',
    answers: { 200: 'JourneyModel' },
    refusals: [404],
  },
];
