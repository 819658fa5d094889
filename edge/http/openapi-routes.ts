/**
 * Every route of the API, for people and programs that read `/v1/openapi.json`. Written by hand, because words cannot be
 * inferred; a test compares it with the routes that the app has mounted.
 */
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

const SITE = '/v1/sites/{site}';
const ADMIN = '/v1/admin';
const ADMIN_SITE = `${ADMIN}/sites/{site}`;

/** A visit may come as text/plain: browsers send that to another origin without asking first. */
const visit = { 'application/json': 'VisitRequest', 'text/plain': 'VisitRequest' };
const visitRefusals = [400, 403, 404, 413, 415, 422, 429];
const PAGE = { cursor: 'where the last page ended', limit: 'items of a page' };
const IDENTITY = { 'tappa-identity': 'identity token of a signed-in customer: then all devices of the customer are meant' };
const AT = { at: 'ISO 8601; as of when, now by default' };

const json = (shape: string) => ({ 'application/json': shape });
const rows = (shape: string) => ({
  'application/json': `${shape}[]`,
  'application/x-ndjson': shape,
  'text/csv': 'text',
  'text/tab-separated-values': 'text',
});

const PUBLIC_ROUTES: readonly ApiRoute[] = [
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

/** Routes below `/v1/admin`; every one may also refuse with 401. */
const SITE_ROUTES: readonly ApiRoute[] = [
  {
    method: 'post',
    path: `${ADMIN}/sites`,
    summary: 'Makes a site, with the default journey and rules published',
    body: json('NewSite'),
    answers: { 201: 'Site' },
    refusals: [400, 409, 415, 422],
  },
  { method: 'get', path: `${ADMIN}/sites`, summary: 'Lists the sites', query: PAGE, answers: { 200: 'Sites' }, refusals: [] },
  { method: 'get', path: ADMIN_SITE, summary: 'The settings of a site', answers: { 200: 'Site' }, refusals: [404] },
  {
    method: 'patch',
    path: ADMIN_SITE,
    summary: 'Changes settings of a site',
    body: json('SitePatch'),
    answers: { 200: 'Site' },
    refusals: [400, 404, 415, 422],
  },
  { method: 'delete', path: ADMIN_SITE, summary: 'Deletes a site and all that belongs to it', answers: { 204: null }, refusals: [404] },
  {
    method: 'get',
    path: `${ADMIN_SITE}/setup`,
    summary: 'The draft of the set-up, with its ETag; or what is or was published',
    query: { version: '"draft" (default), "published", or the number of a version' },
    answers: { 200: 'SiteSetup' },
    refusals: [404, 422],
  },
  {
    method: 'put',
    path: `${ADMIN_SITE}/setup`,
    summary: 'Replaces the draft; If-Match guards against lost changes',
    body: json('SiteSetup'),
    answers: { 200: 'SiteSetup' },
    refusals: [400, 404, 412, 413, 415, 422],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/setup/check`,
    summary: 'Checks a set-up and runs its fixtures, without keeping it',
    body: json('SiteSetup'),
    answers: { 200: 'Anything' },
    refusals: [400, 404, 413, 415, 422],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/publish`,
    summary:
      'Publishes the draft, unless it decides otherwise than its fixtures expect, or changes more of the stored visits than the site allows and is not forced',
    headers: { 'if-match': 'ETag of the draft that is meant' },
    body: json('Publish'),
    answers: { 200: 'Anything' },
    refusals: [400, 404, 409, 412, 413, 415, 422, 503],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/replay`,
    summary: 'Begins to run the draft over stored visits, beside what is published; Location says where to look',
    body: json('ReplayRequest'),
    answers: { 202: 'ReplayStanding' },
    refusals: [400, 404, 409, 413, 415, 422],
  },
  {
    method: 'get',
    path: `${ADMIN_SITE}/replay/{replay}`,
    summary: 'How far a replay is, and when it is done who gains and who loses: reach by rule, slot and stage, conflicts, examples',
    answers: { 200: 'Replay' },
    refusals: [404],
  },
  {
    method: 'get',
    path: `${ADMIN_SITE}/versions`,
    summary: 'Lists what was published',
    query: PAGE,
    answers: { 200: 'Page' },
    refusals: [404],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/versions/{version}/rollback`,
    summary: 'Publishes an earlier version again',
    answers: { 200: 'Anything' },
    refusals: [404],
  },
  { method: 'get', path: `${ADMIN_SITE}/audit`, summary: 'Lists who changed what', query: PAGE, answers: { 200: 'Page' }, refusals: [404] },
];

const CATALOG_ROUTES: readonly ApiRoute[] = [
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

const STORE_ROUTES: readonly ApiRoute[] = [
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

const PEOPLE_ROUTES: readonly ApiRoute[] = [
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
  {
    method: 'get',
    path: `${ADMIN_SITE}/receipts/{receipt}`,
    summary: 'A decision made again from what is kept of it: by the id on its receipt, or by the whole signed receipt',
    query: { locale: 'language of the explanation' },
    answers: { 200: 'ReplayedReceipt' },
    refusals: [404, 410, 422],
  },
  {
    method: 'get',
    path: `${ADMIN_SITE}/rules`,
    summary: 'The rules of the draft, in the order of who wins, and which are switched off for what they cost pages (`switchedOff`)',
    answers: { 200: 'Page' },
    refusals: [404],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/rules`,
    summary: 'Adds a rule to the draft',
    query: { before: 'id of the rule it comes before; last by default' },
    headers: { 'if-match': 'ETag of the draft that is meant' },
    body: json('Rule'),
    answers: { 201: 'Rule' },
    refusals: [400, 404, 409, 412, 413, 415, 422],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/rules/preview`,
    summary: 'What the draft would show in a situation, with a rule as it might be; nothing is kept',
    body: json('RulePreview'),
    answers: { 200: 'Anything' },
    refusals: [400, 404, 413, 415, 422],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/preview-links`,
    summary: 'A link that opens a page of the shop with what the draft would show there; such a visit is not counted',
    body: json('NewPreviewLink'),
    answers: { 201: 'PreviewLink' },
    refusals: [400, 404, 413, 415, 422],
  },
  {
    method: 'get',
    path: `${ADMIN_SITE}/rules/{rule}`,
    summary: 'One rule of the draft',
    answers: { 200: 'Rule' },
    refusals: [404],
  },
  {
    method: 'put',
    path: `${ADMIN_SITE}/rules/{rule}`,
    summary: 'Puts a rule into the draft, in the place of the one of this id if there is one',
    query: { before: 'id of the rule it comes before; where it is, or last, by default' },
    headers: { 'if-match': 'ETag of the draft that is meant' },
    body: json('Rule'),
    answers: { 200: 'Rule' },
    refusals: [400, 404, 412, 413, 415, 422],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/rules/{rule}/resume`,
    summary: 'Brings back a rule whose block was switched off for what it cost pages; it is measured anew',
    answers: { 204: null },
    refusals: [404],
  },
  {
    method: 'delete',
    path: `${ADMIN_SITE}/rules/{rule}`,
    summary: 'Takes a rule out of the draft',
    headers: { 'if-match': 'ETag of the draft that is meant' },
    answers: { 204: null },
    refusals: [404, 412, 422],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/conditions/evaluate`,
    summary: 'Tries a condition on attributes, as GrowthBook evaluates it, saved groups included',
    body: json('ConditionTrial'),
    answers: { 200: 'ConditionMatch' },
    refusals: [400, 404, 413, 415, 422],
  },
  {
    method: 'get',
    path: `${ADMIN_SITE}/attributes`,
    summary: 'What conditions may ask: each attribute with its type, meaning and an example',
    answers: { 200: 'Attributes' },
    refusals: [404],
  },
  {
    method: 'post',
    path: `${ADMIN_SITE}/segments/estimate`,
    summary: 'How many people a condition holds for, of those seen of late',
    body: json('SegmentEstimate'),
    answers: { 200: 'SegmentSize' },
    refusals: [400, 404, 413, 415, 422],
  },
];

export const API_ROUTES: readonly ApiRoute[] = [...PUBLIC_ROUTES, ...SITE_ROUTES, ...CATALOG_ROUTES, ...STORE_ROUTES, ...PEOPLE_ROUTES];
