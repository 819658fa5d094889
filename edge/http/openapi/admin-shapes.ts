import { dateTime, flag, integer, type JsonSchema, list, object, page, ref, text } from './shape.ts';

/** What the admin API answers. */
export const ADMIN_SHAPES: Record<string, JsonSchema> = {
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
    'weights?': list(list(text), { description: 'experiment, and by which weights a variant was drawn just now' }),
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
