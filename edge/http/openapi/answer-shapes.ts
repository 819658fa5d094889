import { dateTime, flag, integer, type JsonSchema, list, number, object, ref, text } from './shape.ts';

const logLikelihood = { type: ['number', 'null'], description: 'null: the parameters are assumed, not fitted' } as const;

const block = (kind: string, content: JsonSchema): JsonSchema => ({
  allOf: [ref('BlockFrame'), object({ kind: { const: kind }, content, 'otherwise?': content })],
});
const action = object({ label: text, url: text });

/** What the edge answers to pages, and of how people buy. */
export const ANSWER_SHAPES: Record<string, JsonSchema> = {
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
