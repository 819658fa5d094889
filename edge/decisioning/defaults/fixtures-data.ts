import type { SiteSetup } from '../../../shared/schemas/site-setup.ts';

/** A Monday morning, shops open. */
const NOW = '2026-11-16T10:00:00+01:00';
const PLACE = { latitude: 45.4642, longitude: 9.19 };
const LAMP = { item_id: 'lamp', item_name: 'Lampada Alba', price: 89.9, quantity: 1 };
const VASE = { item_id: 'vase', item_name: 'Vaso Onda', price: 24, quantity: 1 };

type Fixtures = NonNullable<SiteSetup['fixtures']>;
type Given = Fixtures[number]['given'];

const look = (at: string, item: typeof LAMP): NonNullable<Given['past']> => [
  { type: 'page_view', at, page_type: 'product' },
  { type: 'view_item', at, items: [item] },
];
const receipt = (orderId: string, at: string, item: typeof LAMP) => ({
  orderId,
  at,
  channel: 'web',
  total: item.price,
  items: [{ item_id: item.item_id, price: item.price, quantity: 1 }],
});

/** The small shop in which the fixtures of a new site happen. */
export function defaultFixtureData(): NonNullable<SiteSetup['fixtureData']> {
  const product = (id: string, it: string, en: string, price: string, product_type: string) => ({
    id,
    title: it,
    titles: { it, en },
    link: `https://shop.example/p/${id}`,
    price,
    availability: 'in_stock',
    product_type,
  });
  return {
    settings: { currency: 'EUR', locale: 'it-IT', timeZone: 'Europe/Rome' },
    catalog: [
      product('lamp', 'Lampada Alba', 'Alba lamp', '89.90 EUR', 'Casa > Luci'),
      product('bulb', 'Lampadina E27', 'E27 bulb', '6.90 EUR', 'Casa > Luci'),
      product('vase', 'Vaso Onda', 'Onda vase', '24.00 EUR', 'Casa > Vasi'),
      product('chair', 'Sedia Noce', 'Noce chair', '159.00 EUR', 'Casa > Sedie'),
    ],
    stores: [
      {
        storeCode: 'milano-torino',
        name: 'Via Torino',
        address: { streetAddress: 'Via Torino 1', postalCode: '20123', addressLocality: 'Milano' },
        geo: { latitude: 45.4627, longitude: 9.1868 },
        openingHours: [
          { dayOfWeek: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'], opens: '09:00', closes: '19:30' },
        ],
      },
    ],
    stock: [
      { store_code: 'milano-torino', id: 'lamp', quantity: 2 },
      { store_code: 'milano-torino', id: 'vase', quantity: 0 },
    ],
  };
}

/**
 * What the journey and the rules of a new site do, two situations and more for each stage. They warn: whoever changes a default rule should
 * see what that changes, and not have to mend these first to be able to publish.
 */
export function defaultFixtures(): Fixtures {
  return [...acquisition(), ...experimentation(), ...loyalty(), ...retention(), ...recovery()].map((fixture) => ({
    name: fixture.name,
    severity: 'warning',
    given: { at: NOW, ...fixture.given },
    expect: fixture.expect,
  }));
}

type Case = { name: string; given: Omit<Given, 'at'>; expect: Fixtures[number]['expect'] };

const acquisition = (): Case[] => [
  {
    name: 'A newcomer is shown something to discover, and nothing floats',
    given: { page: { type: 'home' }, slots: ['home-picks'] },
    expect: {
      stage: 'acquisition',
      slots: { 'home-picks': 'home-picks', overlay: null },
      texts: { 'home-picks': ['Da scoprire', '89,90 €'] },
    },
  },
  {
    name: 'A newcomer reads English where the page is in English',
    given: { page: { type: 'home', locale: 'en-GB' }, slots: ['home-picks'] },
    expect: { stage: 'acquisition', texts: { 'home-picks': ['Worth discovering', 'Alba lamp'] }, notTexts: ['Da scoprire'] },
  },
  {
    name: 'Without consent the past is not looked at',
    given: {
      page: { type: 'home' },
      slots: ['home-picks'],
      consent: { analytics: 'denied', personalization: 'denied' },
      past: [...look('2026-11-16T09:40:00+01:00', LAMP), ...look('2026-11-16T09:45:00+01:00', VASE)],
    },
    expect: { stage: 'acquisition', slots: { 'home-picks': 'home-picks', overlay: null } },
  },
];

const experimentation = (): Case[] => [
  {
    name: 'Who has looked at two products is shown what goes with them',
    given: {
      page: { type: 'home' },
      slots: ['home-picks'],
      past: [...look('2026-11-16T09:40:00+01:00', LAMP), ...look('2026-11-16T09:45:00+01:00', VASE)],
    },
    expect: { stage: 'experimentation', slots: { 'home-picks': 'home-for-you' }, texts: { 'home-picks': ['Scelti per te'] } },
  },
  {
    name: 'Who comes back to a cart hears of the shop nearby that has it',
    given: {
      page: { type: 'home' },
      slots: ['store-notice'],
      position: PLACE,
      past: look('2026-11-13T18:00:00+01:00', LAMP),
      cart: { at: '2026-11-13T18:05:00+01:00', items: [LAMP] },
    },
    expect: {
      stage: 'experimentation',
      slots: { 'store-notice': 'store-notice' },
      texts: { 'store-notice': ['Via Torino', '2 disponibili'] },
    },
  },
  {
    name: 'A page without a place for it shows the same in a corner',
    given: {
      page: { type: 'home' },
      position: PLACE,
      past: look('2026-11-13T18:00:00+01:00', LAMP),
      cart: { at: '2026-11-13T18:05:00+01:00', items: [LAMP] },
    },
    expect: { slots: { overlay: 'store-notice-corner' } },
  },
  {
    name: 'Nothing is said of a shop that does not have the cart',
    given: {
      page: { type: 'home' },
      slots: ['store-notice'],
      position: PLACE,
      past: look('2026-11-13T18:00:00+01:00', VASE),
      cart: { at: '2026-11-13T18:05:00+01:00', items: [VASE] },
    },
    expect: { stage: 'experimentation', notKinds: ['store-notice'] },
  },
];

const bought: Omit<Given, 'at'> = {
  customer: { customerId: 'c1', purchases: [receipt('o1', '2026-11-14T11:00:00+01:00', LAMP)] },
};

const loyalty = (): Case[] => [
  {
    name: 'After a first purchase one question is asked',
    given: { page: { type: 'home' }, slots: ['feedback'], ...bought },
    expect: { stage: 'loyalty', slots: { feedback: 'feedback' }, texts: { feedback: ['Com’è andata?'] } },
  },
  {
    name: 'Nobody is asked while they pay',
    given: { page: { type: 'checkout' }, ...bought },
    expect: { stage: 'loyalty', slots: { overlay: null }, notKinds: ['feedback'] },
  },
];

const regular = [
  receipt('o1', '2026-08-20T11:00:00+02:00', LAMP),
  receipt('o2', '2026-09-24T11:00:00+02:00', VASE),
  receipt('o3', '2026-10-30T11:00:00+01:00', LAMP),
];

const retention = (): Case[] => [
  {
    name: 'Who buys regularly is not greeted like somebody who was lost',
    given: { page: { type: 'home' }, slots: ['win-back'], customer: { customerId: 'c1', purchases: regular } },
    expect: { stage: 'retention', slots: { 'win-back': null }, notShown: ['win-back'] },
  },
  {
    name: 'An answer given is not asked for again',
    given: {
      page: { type: 'home' },
      slots: ['feedback'],
      past: [{ type: 'feedback', at: '2026-11-02T18:00:00+01:00', rule: 'feedback', question: 'nps', score: 9, transaction_id: 'o3' }],
      customer: { customerId: 'c1', purchases: regular },
    },
    expect: { stage: 'retention', notKinds: ['feedback'] },
  },
];

const lapsed = [receipt('o1', '2025-09-10T11:00:00+02:00', LAMP)];

const recovery = (): Case[] => [
  {
    name: 'Who was gone for a year is welcomed back',
    given: {
      page: { type: 'home' },
      slots: ['win-back'],
      past: [{ type: 'page_view', at: '2025-09-10T11:00:00+02:00', page_type: 'home' }],
      customer: { customerId: 'c1', purchases: lapsed },
    },
    expect: { stage: 'recovery', slots: { 'win-back': 'win-back' }, texts: { 'win-back': ['È bello rivederti'] } },
  },
  {
    name: 'A welcome that was closed is not said again the next day',
    given: {
      page: { type: 'home' },
      slots: ['win-back'],
      past: [
        { type: 'page_view', at: '2025-09-10T11:00:00+02:00', page_type: 'home' },
        { type: 'page_view', at: '2026-11-15T10:00:00+01:00', page_type: 'home' },
        { type: 'impression', at: '2026-11-15T10:00:02+01:00', rule: 'win-back', slot: 'win-back' },
        { type: 'dismiss', at: '2026-11-15T10:00:09+01:00', rule: 'win-back', slot: 'win-back' },
      ],
      customer: { customerId: 'c1', purchases: lapsed },
    },
    expect: { stage: 'recovery', notShown: ['win-back'] },
  },
];
