/**
 * JSON Schemas (2020-12) of what has no valibot schema: answers, which the edge builds itself, and the rows of imports,
 * whose fields arrive under many names. Bodies that are checked by a schema are taken from that schema instead.
 */
export type JsonSchema = { readonly [keyword: string]: unknown };

const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const integer = { type: 'integer' } as const;
const flag = { type: 'boolean' } as const;
const dateTime = { type: 'string', format: 'date-time' } as const;
const logLikelihood = { type: ['number', 'null'], description: 'null: the parameters are assumed, not fitted' } as const;
const money = { type: 'string', description: 'amount and ISO 4217 code', examples: ['120.00 EUR'] } as const;

/** A reference to another shape of the document. */
export const ref = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` });

const list = (items: JsonSchema, more: JsonSchema = {}): JsonSchema => ({ type: 'array', items, ...more });

/** An object; names that end in "?" may be missing. */
function object(fields: Record<string, JsonSchema>, more: JsonSchema = {}): JsonSchema {
  const entries = Object.entries(fields);
  const required = entries.flatMap(([name]) => (name.endsWith('?') ? [] : [name]));
  const properties = Object.fromEntries(entries.map(([name, schema]) => [name.replace(/\?$/, ''), schema]));
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}), ...more };
}

const page = (items: JsonSchema): JsonSchema =>
  object({ items: list(items), next: { type: ['string', 'null'], description: 'cursor of the next page' } });
const block = (kind: string, content: JsonSchema): JsonSchema => ({
  allOf: [ref('BlockFrame'), object({ kind: { const: kind }, content, 'otherwise?': content })],
});
const action = object({ label: text, url: text });

const share = { type: 'number', minimum: 0, maximum: 1 } as const;
/** Visits under what is published, and under the draft. */
const both = object({ before: integer, after: integer });
const flow = (more: Record<string, JsonSchema>): JsonSchema =>
  object({ ...more, before: integer, after: integer, gained: integer, lost: integer });
const standing: Record<string, JsonSchema> = {
  id: text,
  status: { enum: ['running', 'done', 'stale', 'superseded', 'failed'] },
  stale: { type: 'boolean', description: 'the draft, or what is published, is another by now' },
  'message?': text,
  progress: object({ visits: integer, of: integer }),
  days: integer,
  maxVisits: integer,
  from: dateTime,
  to: dateTime,
  comparedWith: { type: 'integer', description: 'published version' },
  startedAt: dateTime,
  finishedAt: { type: ['string', 'null'], format: 'date-time' },
  actor: text,
};

const answers: Record<string, JsonSchema> = {
  Problem: object(
    {
      type: text,
      title: text,
      status: integer,
      detail: text,
      'errors?': list(object({ pointer: { type: 'string', format: 'json-pointer' }, message: text })),
    },
    { description: 'RFC 9457 problem details' },
  ),
  JourneyState: object({
    stage: { type: 'string', examples: ['acquisition', 'experimentation', 'loyalty', 'retention', 'recovery'] },
    since: dateTime,
    confidence: { type: 'number', minimum: 0, maximum: 1 },
    because: list(object({ code: text, text })),
  }),
  VisitAnswer: object({
    protocol: { const: 1 },
    visitor: {
      oneOf: [object({ id: text, 'key?': { type: 'string', description: 'with the id, the secret of `/visitors/me`' } }), { type: 'null' }],
    },
    journey: ref('JourneyState'),
    blocks: list(ref('Block')),
    receipt: {
      type: 'string',
      description: 'signed summary of the decision: `…/receipts/{receipt}` of the admin API makes the decision again; empty in a preview',
    },
    'preview?': ref('Preview'),
  }),
  ReplayStanding: object(standing),
  Replay: object({
    ...standing,
    result: {
      oneOf: [
        object({
          visits: integer,
          people: integer,
          undecided: both,
          changed: object({ visits: integer, people: integer }, { description: 'other blocks, be it by a word' }),
          restaged: object({ visits: integer, people: integer }, { description: 'another stage' }),
          blastRadius: object({
            visits: share,
            people: share,
            undecided: share,
            limit: share,
            exceeded: list(object({ figure: text, share, limit: share })),
          }),
          stages: list(flow({ stage: text, changed: integer })),
          moves: list(object({ from: text, to: text, visits: integer })),
          slots: list(flow({ slot: text })),
          rules: list(
            flow({
              rule: text,
              people: both,
              altered: { type: 'integer', description: 'shown on both sides, in other words or another place' },
              stages: list(flow({ stage: text })),
              variants: list(object({ variant: text, before: integer, after: integer })),
              refused: list(object({ outcome: text, before: integer, after: integer })),
            }),
          ),
          conflicts: object({
            caps: list(object({ rule: text, outcome: text, before: integer, after: integer })),
            priority: list(object({ rule: text, takenBy: text, before: integer, after: integer })),
          }),
          examples: { type: 'object', description: 'by kind of change: gained, lost, replaced, reworded, restaged' },
          limits: list(text, { description: 'what these figures cannot say' }),
        }),
        { type: 'null', description: 'not done, or ended before it was' },
      ],
    },
  }),
  Preview: object(
    {
      isDraft: flag,
      revision: text,
      expiresAt: dateTime,
      at: dateTime,
      locale: text,
      stage: object({ id: text, name: text }),
      forced: object({
        'stage?': text,
        'at?': dateTime,
        'store?': text,
        'variants?': { type: 'object', additionalProperties: text },
        'locale?': text,
      }),
      trace: list(object({ rule: text, name: text, outcome: text, text, 'slot?': text, 'variant?': text })),
      slots: list(object({ slot: text, rule: { type: ['string', 'null'] } })),
      stages: list(object({ id: text, name: text })),
      stores: list(object({ id: text, name: text })),
      experiments: list(object({ id: text, rule: text, variants: list(text) })),
    },
    { description: 'what became of each rule, and what could be chosen instead; only where a preview was asked for' },
  ),
  PreviewLink: object({ url: text, expiresAt: dateTime }),
  SegmentSize: object({
    matched: { type: 'integer', description: 'people; reckoned from the sample where not everybody was asked' },
    of: { type: 'integer', description: 'people seen within `seenWithinDays`' },
    share: { type: ['number', 'null'], description: '0–1; null: nobody was seen' },
    interval: {
      type: ['array', 'null'],
      items: number,
      description: 'of `share`, 95 % (Wilson); both ends the share itself where everybody was asked',
    },
    basis: { enum: ['everybody', 'sample'] },
    asked: { type: 'integer', description: 'people who were asked' },
    seenWithinDays: integer,
    asOf: dateTime,
  }),
  JourneyModel: object({
    bgNbd: object({ r: number, alpha: number, a: number, b: number, logLikelihood, customers: integer }),
    gammaGamma: object({ p: number, q: number, v: number, logLikelihood, customers: integer }),
    unit: { enum: ['day', 'week'] },
    source: { enum: ['fitted', 'prior'], description: 'prior: too few customers came back, usual values are assumed' },
    rfm: {
      description: 'upper ends of the lower four fifths of the buyers; null: too few have bought',
      oneOf: [object({ recencyDays: list(number), frequency: list(number), monetary: list(number) }), { type: 'null' }],
    },
    valueTiers: {
      description: 'what the next year of a customer must be worth to be of the best fifth, or of the better half',
      oneOf: [object({ high: number, medium: number }), { type: 'null' }],
    },
    observedUntil: { type: ['string', 'null'], format: 'date', description: 'null: nothing was fitted yet' },
    fittedAt: { type: ['string', 'null'], format: 'date-time', description: 'null: nothing was fitted yet' },
    warnings: list(text),
  }),
  VisitAccepted: object({ accepted: integer, visitor: { oneOf: [object({ id: text }), { type: 'null' }] } }),
  BlockFrame: object({
    id: text,
    rule: text,
    variant: text,
    slot: text,
    placement: { enum: ['inline', 'bar', 'corner', 'modal'] },
    'at?': object(
      { selector: text, position: { enum: ['before', 'after', 'prepend', 'append'] } },
      { description: 'where a slot stands that the set-up places: by the first element the CSS selector finds' },
    ),
    when: object({ on: text, 'afterMs?': number, 'percent?': number, 'event?': text }),
    reason: { type: 'string', description: 'why this person sees it, in words' },
    labels: object({
      close: text,
      why: text,
      previous: text,
      next: text,
      'less?': text,
      'reset?': text,
      'download?': text,
      'erase?': text,
      'confirmErase?': text,
      'done?': text,
    }),
    'validUntil?': {
      ...dateTime,
      description: 'until then the same page may show it again without asking, to the same person with the same cart; without it never',
    },
    'claimsUntil?': {
      ...dateTime,
      description:
        'where something is said of stock, prices, points or hours: from then on it may be said no more, on a page that is still open either; `otherwise` takes the place of `content`, and where there is none the block goes',
    },
  }),
  Block: {
    description: 'A kind that a widget does not know is to be ignored.',
    oneOf: [
      block(
        'recommendations',
        object({
          title: text,
          items: list(
            object({
              item_id: text,
              title: text,
              url: text,
              'imageUrl?': text,
              'brand?': text,
              priceText: text,
              'wasPriceText?': text,
              'reason?': text,
            }),
          ),
        }),
      ),
      block(
        'store-notice',
        object({
          title: text,
          text,
          store: ref('StoreOffer'),
          lines: list(object({ item_id: text, title: text, 'imageUrl?': text, wanted: integer, inStock: integer, text })),
          benefits: list(text),
          others: list(ref('StoreOffer')),
          othersLabel: text,
          asOfText: text,
          asOf: dateTime,
          'action?': action,
          'call?': action,
        }),
      ),
      block(
        'loyalty-prompt',
        object({
          title: text,
          text,
          'pointsText?': text,
          'tierText?': text,
          'progress?': object({ value: number, max: number, text }),
          'earnText?': text,
          'action?': action,
        }),
      ),
      block(
        'feedback',
        object({
          title: text,
          question: text,
          questionId: text,
          'orderId?': text,
          input: object({ type: { enum: ['scale', 'choice'] } }),
          commentLabel: text,
          submitLabel: text,
          thanks: text,
        }),
      ),
      block('message', object({ title: text, text, 'action?': action })),
    ],
  },
  StoreOffer: object({
    storeCode: text,
    name: text,
    address: text,
    distanceMeters: number,
    distanceText: text,
    open: flag,
    hoursText: text,
    whole: flag,
    stockText: text,
    'telephone?': text,
    'url?': text,
  }),
};

const rows: Record<string, JsonSchema> = {
  ProductRow: object(
    {
      id: text,
      title: text,
      'titles?': { type: 'object', additionalProperties: text },
      link: text,
      'image_link?': text,
      price: money,
      'sale_price?': money,
      'availability?': { enum: ['in_stock', 'out_of_stock', 'preorder', 'backorder'] },
      'brand?': text,
      'product_type?': text,
      'google_product_category?': text,
      'item_group_id?': text,
      'description?': text,
      'gtin?': text,
      'mpn?': text,
      'condition?': text,
    },
    { description: 'Names of the Merchant Center product data specification' },
  ),
  OpeningHoursRow: object({
    dayOfWeek: list(text),
    opens: { type: 'string', examples: ['09:00'] },
    closes: { type: 'string', examples: ['19:30'] },
  }),
  StoreRow: object({
    storeCode: text,
    name: text,
    address: object({ streetAddress: text, 'postalCode?': text, addressLocality: text, 'addressRegion?': text, 'addressCountry?': text }),
    geo: object({ latitude: number, longitude: number }),
    'timeZone?': { type: 'string', examples: ['Europe/Rome'] },
    'telephone?': text,
    'url?': text,
    'openingHours?': list(ref('OpeningHoursRow')),
    'specialOpeningHours?': list(object({ validFrom: text, validThrough: text, opens: text, closes: text })),
  }),
  InventoryRow: object({ store_code: text, id: text, 'quantity?': integer, 'availability?': text, 'price?': money, 'asOf?': dateTime }),
  InventoryPatch: object({ 'quantity?': integer, 'availability?': text, 'price?': money, 'asOf?': dateTime }),
  PurchaseRow: object({
    orderId: text,
    at: dateTime,
    channel: { enum: ['web', 'pos', 'phone', 'marketplace'] },
    'storeCode?': text,
    'customerId?': text,
    'loyaltyCard?': text,
    'emailSha256?': text,
    'phoneSha256?': text,
    total: number,
    currency: text,
    'items?': list(object({ item_id: text, price: number, quantity: number })),
    'refundOf?': { type: 'string', description: 'order this gives money back for; the total is positive' },
  }),
  CustomerRow: object({
    customerId: text,
    'loyaltyCard?': text,
    'emailSha256?': text,
    'phoneSha256?': text,
    'points?': number,
    'pending?': number,
    'tier?': text,
    'joinedAt?': dateTime,
    'channelPreference?': { enum: ['email', 'sms', 'none'] },
  }),
  LoyaltyTransactionRow: object({
    transactionId: text,
    customerId: text,
    points: number,
    type: { enum: ['earn', 'spend', 'adjust', 'expire'] },
    at: dateTime,
    'orderId?': text,
    'description?': text,
  }),
  PastEventRow: {
    description: 'An event as in a visit, with the visitor it belongs to; without an id, one is derived from the content.',
    ...object({ visitorId: text, 'id?': text, type: text, at: dateTime }),
  },
};

const administration: Record<string, JsonSchema> = {
  ImportReport: object({
    accepted: integer,
    rejected: integer,
    errors: list(ref('RowError')),
    'leftOut?': { type: 'integer', description: 'rows about people whose data was erased, from before it was' },
    'errorsOmitted?': integer,
    'warnings?': list(ref('RowError')),
    'revision?': text,
  }),
  RowError: object({ row: { type: 'integer', description: 'counts from 1, without a header line' }, field: text, message: text }),
  Site: object(
    {
      id: text,
      name: text,
      origins: list(text),
      currency: text,
      locale: text,
      timeZone: text,
      'retentionDays?': {
        type: 'integer',
        description: 'days that what people did is kept; without it 730. Receipts and members are not touched',
      },
      'identitySecret?': { type: 'string', description: 'HS256 key of identity tokens; shown once' },
    },
    { additionalProperties: true },
  ),
  Page: page({ type: 'object' }),
  Sites: page(ref('Site')),
  Availability: object({
    stores: list(
      object({
        storeCode: text,
        distanceMeters: { type: ['number', 'null'] },
        open: flag,
        closesAt: { type: ['string', 'null'], format: 'date-time' },
        lines: list(object({ item_id: text, wanted: integer, inStock: integer, asOf: { type: ['string', 'null'], format: 'date-time' } })),
        whole: flag,
      }),
    ),
  }),
  Receipt: object({
    format: integer,
    id: { type: 'string', format: 'uuid' },
    site: text,
    version: integer,
    revision: text,
    atMs: integer,
    record: {
      oneOf: [
        object({ sha256: { type: 'string', description: 'base64url; of the JSON text of all the decision came from' } }),
        object({ none: { enum: ['no-consent', 'too-large'], description: 'why none is kept' } }),
      ],
    },
    stage: text,
    because: list(text),
    shown: list(list(text), { description: 'rule, slot, variant' }),
    losers: list(list(text), { description: 'rule, why not' }),
    met: list(text, { description: 'rules whose condition was asked and held' }),
    drawn: list({ type: 'array' }, { description: 'experiment, version of its buckets, variant, why' }),
  }),
  ReplayedReceipt: object({
    receipt: { oneOf: [ref('Receipt'), { type: 'null' }] },
    signed: { type: ['string', 'null'], description: 'the receipt as the page was answered it' },
    replayed: {
      oneOf: [object({ journey: ref('JourneyState'), blocks: list(ref('Block')), trace: list({ type: 'object' }) }), { type: 'null' }],
      description: 'null: it cannot be made again, and `explanation` says why',
    },
    same: { type: ['boolean', 'null'], description: 'whether it is the answer given then, byte for byte; null: it cannot be told' },
    explanation: text,
  }),
  Merged: object({ keep: ref('Merge/properties/keep'), take: ref('Merge/properties/take'), changed: flag }),
  Person: object({}, { description: 'Profile, stage as of a time with its reasons, history of stages', additionalProperties: true }),
  OwnData: object(
    {
      site: text,
      exportedAt: dateTime,
      visitor: { oneOf: [ref('Person'), { type: 'null' }] },
      customer: { oneOf: [ref('Person'), { type: 'null' }] },
      moreWhenSignedIn: { type: 'boolean', description: 'a part belongs to a customer’s account; an identity token gives it' },
    },
    { description: 'All that is kept of a visitor: profile, stages, events, answers' },
  ),
  ConditionMatch: object({ matches: flag }),
  Attributes: page(
    object({
      path: { type: 'string', description: '`{rule}` and `{kind}` stand for a name' },
      type: { enum: ['number', 'text', 'boolean', 'date', 'text[]', 'object[]'] },
      nullable: flag,
      'unit?': { enum: ['day', 'minute', 'metre', 'chance', 'money'] },
      'values?': list(text),
      meaning: object({ it: text, en: text }),
      example: { type: 'object', additionalProperties: true },
    }),
  ),
  Anything: { type: 'object', additionalProperties: true },
};

/** Every hand-written shape of the document, by name. */
export const SHAPES: Readonly<Record<string, JsonSchema>> = { ...answers, ...rows, ...administration };
