import { dateTime, flag, integer, type JsonSchema, list, object, text } from './shape.ts';

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

/** What a draft would change: replays of past visits, and previews in the shop. */
export const DRAFT_SHAPES: Record<string, JsonSchema> = {
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
};
