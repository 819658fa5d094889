import * as v from 'valibot';
import { ID_PATTERN } from '../ids.ts';
import { BLOCK_KINDS } from './block.ts';
import { ConsentSchema } from './consent.ts';
import { EventItemSchema, EventSchema } from './event.ts';
import { MomentSchema } from './moment.ts';
import { CurrencySchema, LocaleSchema, TimeZoneSchema } from './settings-values.ts';
import { PAGE_TYPES } from './visit.ts';

/** A set-up is checked in one request, each fixture with a decision of its own: these keep it well below a second of processor time. */
const FIXTURES_MAX = 200;
const EVENTS_MAX = 100;
const ROWS_MAX = 100;

const text = (max: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(max));
const id = v.pipe(v.string(), v.regex(ID_PATTERN, 'may hold 1–64 letters, digits, "-", "_" or "."'));
const rows = <S extends v.GenericSchema>(schema: S) => v.optional(v.pipe(v.array(schema), v.maxLength(ROWS_MAX)));
const amount = v.union([v.number(), text(60)]);
const rule = text(63);
const slot = text(128);
const coordinates = v.object({
  latitude: v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
  longitude: v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
});

// Products, shops, stock, members and receipts are rows as imports take them, and are read by the same code: only what editors should
// complete is named here, and what is wrong in them is told by who reads them.
const product = v.looseObject({
  id: text(128),
  title: v.optional(text(300)),
  titles: v.optional(v.record(text(35), text(300))),
  link: text(2_000),
  image_link: v.optional(text(2_000)),
  price: amount,
  sale_price: v.optional(amount),
  availability: v.optional(text(100)),
  brand: v.optional(text(120)),
  product_type: v.optional(text(750)),
  item_group_id: v.optional(text(128)),
});
const store = v.looseObject({
  storeCode: text(64),
  name: text(200),
  address: v.looseObject({ streetAddress: text(300), postalCode: v.optional(text(20)), addressLocality: text(120) }),
  geo: coordinates,
  timeZone: v.optional(text(60)),
  telephone: v.optional(text(200)),
  url: v.optional(text(2_000)),
  openingHours: rows(v.looseObject({ dayOfWeek: v.union([v.array(text(40)), text(200)]), opens: text(20), closes: text(20) })),
});
const stockLine = v.looseObject({
  store_code: text(64),
  id: text(128),
  quantity: v.optional(v.number()),
  availability: v.optional(text(100)),
  asOf: v.optional(MomentSchema),
});
const purchase = v.looseObject({
  orderId: text(128),
  at: MomentSchema,
  channel: text(40),
  storeCode: v.optional(text(64)),
  total: amount,
  currency: v.optional(CurrencySchema),
  items: rows(v.looseObject({ item_id: v.union([text(128), v.number()]), price: amount, quantity: v.optional(v.number()) })),
  refundOf: v.optional(text(128)),
});
const customer = v.looseObject({
  customerId: text(128),
  loyaltyCard: v.optional(text(128)),
  points: v.optional(v.number()),
  pending: v.optional(v.number()),
  tier: v.optional(text(60)),
  joinedAt: v.optional(MomentSchema),
  channelPreference: v.optional(text(20)),
  asOf: v.optional(MomentSchema),
  purchases: rows(purchase),
});

const DATA = { catalog: rows(product), stores: rows(store), stock: rows(stockLine) };

/** What all fixtures of a set-up share: a small shop. A fixture that gives one of the three lists has its own instead. */
export const FixtureDataSchema = v.object({
  settings: v.optional(
    v.object({ currency: v.optional(CurrencySchema), locale: v.optional(LocaleSchema), timeZone: v.optional(TimeZoneSchema) }),
  ),
  ...DATA,
});

const { id: _id, at: _at, ...eventFields } = EventSchema.entries;

/** A situation, named as a page names it in `POST …/journey`, and what the edge knows besides. */
export const GivenSchema = v.object({
  /** the moment of the decision */
  at: MomentSchema,
  page: v.optional(
    v.object({
      type: v.optional(v.picklist(PAGE_TYPES)),
      url: v.optional(text(2_000)),
      locale: v.optional(LocaleSchema),
      product: v.optional(text(128)),
    }),
  ),
  slots: v.optional(v.pipe(v.array(slot), v.maxLength(50))),
  consent: v.optional(ConsentSchema),
  store: v.optional(text(128)),
  position: v.optional(coordinates),
  past: v.optional(
    v.pipe(
      v.array(v.object({ at: MomentSchema, ...eventFields, id: v.optional(id), visitorId: v.optional(id), sessionId: v.optional(id) })),
      v.maxLength(EVENTS_MAX),
    ),
  ),
  cart: v.optional(v.object({ at: v.optional(MomentSchema), items: v.pipe(v.array(EventItemSchema), v.maxLength(ROWS_MAX)) })),
  events: v.optional(
    v.pipe(v.array(v.object({ at: v.optional(MomentSchema), ...eventFields, id: v.optional(id) })), v.maxLength(EVENTS_MAX)),
  ),
  customer: v.optional(customer),
  ...DATA,
});

const ExpectSchema = v.pipe(
  v.object({
    stage: v.optional(text(63)),
    /** by slot: the rule that has it; null = nothing stands there */
    slots: v.optional(v.record(slot, v.nullable(rule))),
    /** rules that show nowhere */
    notShown: v.optional(v.array(rule)),
    notKinds: v.optional(v.array(v.picklist(BLOCK_KINDS))),
    /** by slot: what the block there says */
    texts: v.optional(v.record(slot, v.array(text(2_000)))),
    /** what no block says */
    notTexts: v.optional(v.array(text(2_000))),
  }),
  v.check((expected) => Object.keys(expected).length > 0, 'must expect something'),
);

/** A situation and the decision that the set-up promises for it. */
export const FixtureSchema = v.object({
  name: text(200),
  /** `error` keeps a set-up that decides otherwise from being published, `warning` only says so */
  severity: v.optional(v.picklist(['error', 'warning'])),
  given: GivenSchema,
  expect: ExpectSchema,
});
export const FixturesSchema = v.pipe(v.array(FixtureSchema), v.maxLength(FIXTURES_MAX));

export type Fixture = v.InferOutput<typeof FixtureSchema>;
export type FixtureData = v.InferOutput<typeof FixtureDataSchema>;
