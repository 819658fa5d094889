import fc from 'fast-check';
import * as v from 'valibot';
import { expect, it, vi } from 'vitest';
import { EventSchema } from '../../../shared/schemas/event.ts';
import { createDeviceRecord } from '../../../widget/identity/device-record.ts';
import { createLifetime } from '../../../widget/lifetime.ts';
import { createActs } from '../../../widget/reader/acts.ts';
import type { Act } from '../../../widget/sources/act.ts';
import { followDataLayer, readLayerEntry } from '../../../widget/sources/data-layer.ts';
import { openPage } from '../../../widget/tracking/page-facts.ts';

const NOW_MS = Date.parse('2026-11-20T10:00:00Z');

/** A page's dataLayer, followed and understood as on a page: all that is told of it, and all that was thrown at us. */
function follow(layer: unknown) {
  const told: Act[] = [];
  const problems: unknown[] = [];
  const life = createLifetime((problem) => problems.push(problem));
  const page = openPage(new URL('https://shop.example/'), '', false, undefined, NOW_MS, () => 'id');
  const record = createDeviceRecord(
    'tappa.shop',
    () => {
      throw new Error('no storage here');
    },
    () => false,
  );
  const acts = createActs({
    document: {} as Document,
    life,
    record,
    currency: 'EUR',
    sources: new Set(),
    acts: [],
    actHearers: [],
    add: (act) => told.push(act),
    askSoon: vi.fn(),
    tellSoon: vi.fn(),
    notify: vi.fn(),
    pageFacts: () => page,
    now: () => NOW_MS,
  });
  const look = followDataLayer(
    life,
    () => layer,
    (entry) => {
      const [command, name, params, source] = readLayerEntry(entry);
      if (command === 'event') acts.hear(source, name, params, page, NOW_MS);
    },
  );
  life.safely(look);
  return { told, problems };
}

const refuse = (): never => {
  throw new Error('hands off');
};
const TRAPS: ProxyHandler<object> = { get: refuse, has: refuse, ownKeys: refuse, getOwnPropertyDescriptor: refuse, getPrototypeOf: refuse };
/** What generates entries cannot hold what refuses every look: these stand for it until the page pushes them. */
const CLOSED_OBJECT = { closed: 'object' };
const CLOSED_LIST = { closed: 'list' };
function asPushed(said: unknown, seen = new Set<unknown>()): unknown {
  if (said === CLOSED_OBJECT) return new Proxy({}, TRAPS);
  if (said === CLOSED_LIST) return new Proxy([], TRAPS);
  const isOpen =
    (Array.isArray(said) && said.length < 100) || (typeof said === 'object' && said && Object.getPrototypeOf(said) === Object.prototype);
  if (!isOpen || seen.has(said)) return said;
  seen.add(said);
  for (const [name, { value, get }] of Object.entries(Object.getOwnPropertyDescriptors(said as object))) {
    if (!get && name !== 'length') (said as Record<string, unknown>)[name] = asPushed(value, seen);
  }
  return said;
}
const getter = (name: string, rest: object = {}) => Object.defineProperty({ ...rest }, name, { get: refuse, enumerable: true });
const withCycle = <T extends object>(node: T): T => Object.assign(node, { self: node, items: [node], ecommerce: node });

/** What no page should say, and some do. */
const HOSTILE = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, Number.NaN, 10n, Symbol('event'), () => {}, new Date(Number.NaN), /x/),
  fc.constantFrom(CLOSED_OBJECT, CLOSED_LIST),
  fc.constantFrom('event', 'ecommerce', 'items', '0', 'item_id', 'value').map((name) => getter(name, { event: 'view_item' })),
  fc.constant(withCycle({ event: 'add_to_cart', item_id: 'A' })),
  fc.constant({ toString: refuse, toJSON: refuse, valueOf: refuse, [Symbol.toPrimitive]: refuse }),
  fc.constant(Object.assign(Object.create(null), { event: 'view_item' })),
  fc.constant(new Array(1_000_000)),
  fc.anything({ withBigInt: true, withSparseArray: true, withNullPrototype: true, withMap: true, withDate: true, maxDepth: 3 }),
);
const NAME = fc.oneof(fc.constantFrom('view_item', 'add_to_cart', 'view_cart', 'purchase', 'search', 'remove_from_cart'), HOSTILE);
const ITEM = fc.oneof(
  HOSTILE,
  fc.record({ item_id: HOSTILE, item_name: HOSTILE, price: HOSTILE, quantity: HOSTILE }, { requiredKeys: [] }),
);
const PARAMS = fc.oneof(
  HOSTILE,
  fc.record(
    {
      items: fc.oneof(HOSTILE, fc.array(ITEM, { maxLength: 4 })),
      value: HOSTILE,
      currency: HOSTILE,
      search_term: HOSTILE,
      shipping: HOSTILE,
    },
    { requiredKeys: [] },
  ),
);
const ENTRY = fc.oneof(
  HOSTILE,
  fc.tuple(fc.constant('event'), NAME, PARAMS),
  fc.tuple(NAME, PARAMS).map(([event, ecommerce]) => ({ event, ecommerce })),
);

it('whatever a page pushes, nothing is thrown, the edge accepts all that is told of it, and what makes sense in between is heard', () => {
  fc.assert(
    fc.property(fc.array(ENTRY, { maxLength: 8 }), fc.nat(8), (entries, at) => {
      const good = { event: 'add_to_wishlist', ecommerce: { items: [{ item_id: 'LAMP-1' }] } };
      const layer = entries.map((entry) => asPushed(entry)).toSpliced(at, 0, good);
      const { told } = follow(layer);
      for (const act of told) {
        expect(v.safeParse(EventSchema, { id: 'e1', at: '2026-11-20T10:00:00Z', ...act }).issues).toBeUndefined();
      }
      expect(told.filter(({ type }) => type === 'add_to_wishlist')).toMatchObject([{ items: [{ item_id: 'LAMP-1' }] }]);
    }),
    { numRuns: 300 },
  );
});

it.each([
  ['nothing', undefined],
  ['a text', 'dataLayer'],
  ['what refuses every look', new Proxy([], TRAPS)],
  ['an object of that shape', { length: 3, 0: { event: 'view_item' } }],
  ['a list that is mostly holes', Object.assign([], { length: 1_000_000 })],
])('a dataLayer that is %s says nothing and stops nothing', (_what, layer) => {
  expect(follow(layer).told).toEqual([]);
});

it('two hundred thousand products in one push cost no more than the two hundred that are told', () => {
  const items = Array.from({ length: 200_000 }, (_, at) => ({ item_id: `P${at}` }));
  const { told, problems } = follow([{ event: 'view_item_list', ecommerce: { items } }]);
  expect(told[0]?.items).toHaveLength(200);
  expect(problems).toEqual([]);
});
