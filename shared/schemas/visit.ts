import * as v from 'valibot';
import { ID_PATTERN } from '../ids.ts';
import { PROTOCOL_VERSION, VISIT_EVENTS_MAX } from '../protocol.ts';
import { ConsentSchema } from './consent.ts';
import { EventSchema } from './event.ts';
import { MomentSchema } from './moment.ts';
import { PreviewRequestSchema } from './preview.ts';

export const PAGE_TYPES = ['home', 'list', 'product', 'search', 'cart', 'checkout', 'confirmation', 'account', 'other'] as const;
export type PageType = (typeof PAGE_TYPES)[number];

const id = v.pipe(v.string(), v.regex(ID_PATTERN, 'may hold 1–64 letters, digits, "-", "_" or "."'));

/** The body of `POST /v1/sites/{site}/journey` and `…/events`: what happened, and the question. */
export const VisitRequestSchema = v.object({
  protocol: v.literal(PROTOCOL_VERSION, `must be ${PROTOCOL_VERSION}`),
  /** null before consent */
  visitor: v.nullable(
    v.object({
      id,
      /** as an earlier answer gave it: shows that the request comes from the device. A wrong one is as good as none. */
      key: v.optional(v.pipe(v.string(), v.maxLength(64))),
    }),
  ),
  session: v.object({ id, startedAt: MomentSchema }),
  consent: ConsentSchema,
  identity: v.optional(
    v.union([
      v.object({ token: v.pipe(v.string(), v.maxLength(4_096)) }),
      /** older form, which never ends: hex HMAC-SHA256 of the customer's id */
      v.object({ user_id: v.pipe(v.string(), v.maxLength(128)), user_hash: v.pipe(v.string(), v.maxLength(64)) }),
    ]),
  ),
  page: v.object({
    url: v.pipe(v.string(), v.maxLength(2_000)),
    type: v.optional(v.picklist(PAGE_TYPES), 'other'),
    locale: v.optional(v.pipe(v.string(), v.maxLength(35)), 'it'),
    referrer: v.optional(v.pipe(v.string(), v.maxLength(2_000))),
    /** item id of the product a product page shows */
    product: v.optional(v.pipe(v.string(), v.maxLength(128))),
  }),
  /** the page's clock when it sent this: tells a wrong clock from a wrong date */
  sentAt: v.optional(MomentSchema),
  /** the shop the shopper chose */
  store: v.optional(v.pipe(v.string(), v.maxLength(128))),
  slots: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(128))), v.maxLength(50)), []),
  /** of a member of staff who looks at the page: nothing of such a visit is kept or counted */
  preview: v.optional(PreviewRequestSchema),
  events: v.optional(v.pipe(v.array(EventSchema), v.maxLength(VISIT_EVENTS_MAX)), []),
});

export type VisitRequest = v.InferOutput<typeof VisitRequestSchema>;
export type VisitRequestInput = v.InferInput<typeof VisitRequestSchema>;
export type VisitPage = VisitRequest['page'];
