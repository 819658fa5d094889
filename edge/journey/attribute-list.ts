import { FRICTION_KINDS } from '../../shared/schemas/event.ts';
import { PURCHASE_CHANNELS } from '../../shared/schemas/purchase.ts';
import { DAYS } from '../../shared/schemas/store.ts';
import { PAGE_TYPES } from '../../shared/schemas/visit.ts';
import { WINDOW_DAYS } from './windows.ts';

/** What a condition may compare: as JSON has it, and `[]` for lists. */
export type AttributeType = 'number' | 'text' | 'boolean' | 'date' | 'text[]' | 'object[]';

/** One attribute, for editors of conditions. */
export interface AttributeEntry {
  /** as a condition names it; `{rule}` and `{kind}` stand for a name */
  path: string;
  type: AttributeType;
  /** may be null: asked with `$exists`, and 0 to `$lt` and `$lte` */
  nullable: boolean;
  unit?: 'day' | 'minute' | 'metre' | 'chance' | 'money';
  /** all it can be, where those are few and known */
  values?: readonly string[];
  meaning: { it: string; en: string };
  /** a condition over it */
  example: Record<string, unknown>;
}

type Options = Partial<Pick<AttributeEntry, 'nullable' | 'unit' | 'values'>> & { ask?: unknown };

const ASKED: Readonly<Record<AttributeType, unknown>> = {
  number: { $gte: 2 },
  text: 'x',
  boolean: true,
  date: { $gte: '2026-12-01' },
  'text[]': { $in: ['x'] },
  'object[]': { $size: 0 },
};

const entry = (path: string, type: AttributeType, it: string, en: string, { ask, ...more }: Options = {}): AttributeEntry => ({
  path,
  type,
  nullable: false,
  ...more,
  meaning: { it, en },
  example: { [path]: ask ?? (more.values ? { $in: more.values.slice(0, 2) } : ASKED[type]) },
});
const count = (path: string, it: string, en: string, ask = 2): AttributeEntry => entry(path, 'number', it, en, { ask: { $gte: ask } });
const age = (path: string, unit: 'day' | 'minute', it: string, en: string): AttributeEntry =>
  entry(path, 'number', it, en, { unit, nullable: true, ask: { $exists: true, $lte: unit === 'day' ? 7 : 30 } });
const chance = (path: string, it: string, en: string): AttributeEntry =>
  entry(path, 'number', it, en, { unit: 'chance', nullable: true, ask: { $gte: 0.5 } });
const money = (path: string, it: string, en: string, ask = 50): AttributeEntry =>
  entry(path, 'number', it, en, { unit: 'money', nullable: true, ask: { $gte: ask } });
const yes = (path: string, it: string, en: string): AttributeEntry => entry(path, 'boolean', it, en);

/** What was done in a window of days: as `edge/journey/windows.ts` counts it. */
const WINDOW: readonly (readonly [name: string, it: string, en: string])[] = [
  ['sessions', 'visite', 'visits'],
  ['pageViews', 'pagine viste', 'pages seen'],
  ['productViews', 'prodotti visti', 'products seen'],
  ['searches', 'ricerche', 'searches'],
  ['wishlisted', 'prodotti messi tra i preferiti', 'products put on the wish list'],
  ['addToCarts', 'aggiunte al carrello', 'additions to the cart'],
  ['checkouts', 'casse aperte', 'checkouts opened'],
  ['cartsLeft', 'carrelli lasciati', 'carts left behind'],
  ['purchases', 'acquisti, anche in negozio', 'purchases, in shops too'],
];

const windowEntries = (days: number): AttributeEntry[] => [
  ...WINDOW.map(([name, it, en]) =>
    count(`past.days${days}.${name}`, `${it} negli ultimi ${days} giorni`, `${en} in the last ${days} days`, 1),
  ),
  entry(
    `past.days${days}.categories`,
    'object[]',
    `per categoria, negli ultimi ${days} giorni: prodotti visti, aggiunte al carrello, acquisti`,
    `by category, in the last ${days} days: products seen, additions to the cart, purchases`,
    { ask: { $elemMatch: { category: 'Lamps', purchases: { $gte: 1 } } } },
  ),
];

/**
 * Everything that conditions of rules may ask (`edge/decisioning/attributes.ts`), with types, meaning and an example. Conditions of stages may ask
 * all of it but what is of the page and the moment: `stage`, `page`, `time`, `store`, `seen`.
 */
export const ATTRIBUTE_LIST: readonly AttributeEntry[] = [
  entry('stage', 'text', 'la tappa in cui si trova', 'the leg of the journey they are on', { ask: { $in: ['loyalty', 'retention'] } }),

  count('visits.count', 'quante visite ha fatto', 'how many visits they made'),
  yes('visits.returning', 'è già venuto prima di questa visita', 'has been here before this visit'),
  age('visits.daysSinceFirst', 'day', 'giorni dalla prima visita', 'days since the first visit'),
  age('visits.daysSinceLast', 'day', 'giorni dall’ultima visita', 'days since the last visit'),
  age(
    'activity.daysSinceLast',
    'day',
    'giorni dall’ultimo segno di vita, visite e scontrini',
    'days since the last sign of life, visits and receipts',
  ),
  age(
    'interest.daysSinceLast',
    'day',
    'giorni da quando ha guardato, cercato o comprato qualcosa',
    'days since they looked at, searched for or bought something',
  ),

  count('pageViews', 'pagine viste da sempre', 'pages seen since ever', 5),
  count('productViews', 'prodotti visti da sempre', 'products seen since ever', 3),
  count('searches', 'ricerche fatte da sempre', 'searches since ever', 1),
  count('addToCarts', 'aggiunte al carrello da sempre', 'additions to the cart since ever', 1),
  count('wishlisted', 'prodotti messi tra i preferiti', 'products put on the wish list', 1),
  count('checkouts', 'volte in cui ha aperto la cassa', 'times they opened the checkout', 1),

  count('session.pageViews', 'pagine viste in questa visita', 'pages seen in this visit'),
  count('session.productViews', 'prodotti visti in questa visita', 'products seen in this visit'),
  count('session.addToCarts', 'aggiunte al carrello in questa visita', 'additions to the cart in this visit', 1),
  count('session.searches', 'ricerche in questa visita', 'searches in this visit', 1),
  entry('session.minutes', 'number', 'minuti interi dall’inizio di questa visita', 'whole minutes since this visit began', {
    unit: 'minute',
    ask: { $gte: 5 },
  }),
  entry('session.channel', 'text', 'da dove è arrivato in questa visita', 'where this visit came from', {
    nullable: true,
    ask: { $in: ['email', 'organic'] },
  }),
  entry(
    'session.friction.{kind}',
    'number',
    'volte in cui qualcosa lo ha fermato in questa visita, per specie',
    'times something got in the way in this visit, by kind',
    {
      nullable: true,
      values: FRICTION_KINDS,
      ask: { $gte: 1 },
    },
  ),
  chance(
    'session.intent',
    'probabilità che questa visita finisca in un acquisto, da 0 a 1',
    'chance that this visit ends in a purchase, 0 to 1',
  ),

  ...WINDOW_DAYS.flatMap(windowEntries),

  entry('recentItems', 'text[]', 'prodotti visti di recente, dal più nuovo', 'products seen lately, newest first', {
    ask: { $elemMatch: { $in: ['lamp-volta'] } },
  }),

  yes('cart.open', 'ha un carrello che nessun acquisto ha chiuso', 'has a cart that no purchase has settled'),
  count('cart.lines', 'prodotti diversi nel carrello', 'different products in the cart', 1),
  count('cart.quantity', 'pezzi nel carrello', 'pieces in the cart'),
  entry('cart.items', 'text[]', 'prodotti nel carrello', 'products in the cart', { ask: { $elemMatch: { $in: ['lamp-volta'] } } }),
  money('cart.value', 'valore del carrello', 'value of the cart'),
  entry('cart.currency', 'text', 'valuta del carrello (ISO 4217)', 'currency of the cart (ISO 4217)', { nullable: true, ask: 'EUR' }),
  entry('cart.step', 'text', 'fin dove è arrivato alla cassa', 'how far the checkout got', {
    values: ['cart', 'begin_checkout', 'shipping', 'payment'],
    ask: { $in: ['shipping', 'payment'] },
  }),
  yes('cart.abandoned', 'ha lasciato il carrello', 'left the cart behind'),
  entry('cart.abandonedBy', 'text', 'da che cosa si vede che lo ha lasciato', 'what shows that it was left', {
    nullable: true,
    values: ['friction', 'left-checkout', 'later-visit', 'silence'],
  }),
  entry('cart.reason', 'text', 'che cosa lo ha fermato', 'what stopped it', { nullable: true, values: FRICTION_KINDS }),
  money('cart.shipping', 'costo di spedizione mostrato dalla cassa', 'shipping cost the checkout last showed', 5),
  age('cart.minutesSinceChange', 'minute', 'minuti dall’ultimo atto sul carrello', 'minutes since the last act on the cart'),
  age('cart.daysSinceChange', 'day', 'giorni dall’ultimo atto sul carrello', 'days since the last act on the cart'),

  count('purchases.count', 'acquisti, esclusi quelli resi del tutto', 'purchases, without those returned in full', 1),
  age('purchases.daysSinceLast', 'day', 'giorni dall’ultimo acquisto', 'days since the last purchase'),
  money('purchases.total', 'quanto ha speso in tutto', 'what they spent in all', 100),
  entry('purchases.currency', 'text', 'valuta dell’ultimo acquisto (ISO 4217)', 'currency of the last purchase (ISO 4217)', {
    nullable: true,
    ask: 'EUR',
  }),
  entry('purchases.channels', 'text[]', 'canali in cui ha comprato', 'channels they bought through', {
    values: PURCHASE_CHANNELS,
    ask: { $all: ['web', 'pos'] },
  }),
  count('purchases.byChannel.web', 'acquisti sul sito', 'purchases on the site', 1),
  count('purchases.byChannel.pos', 'acquisti in negozio', 'purchases in shops', 1),
  count('purchases.byChannel.phone', 'acquisti per telefono', 'purchases by telephone', 1),
  count('purchases.byChannel.marketplace', 'acquisti su marketplace', 'purchases on marketplaces', 1),
  entry('purchases.lastOrderId', 'text', 'numero dell’ultimo ordine', 'number of the last order', {
    nullable: true,
    ask: { $exists: true },
  }),
  entry('purchases.lastChannel', 'text', 'canale dell’ultimo acquisto', 'channel of the last purchase', {
    nullable: true,
    values: PURCHASE_CHANNELS,
  }),
  yes('purchases.thisVisit', 'ha comprato in questa visita', 'bought in this visit'),
  count('refunds.count', 'acquisti resi del tutto', 'purchases returned in full', 1),

  chance('lifetime.pAlive', 'probabilità che compri ancora, da 0 a 1', 'chance that they still buy, 0 to 1'),
  chance('lifetime.chanceToBuy90Days', 'probabilità di almeno un acquisto in 90 giorni', 'chance of at least one purchase in 90 days'),
  chance('lifetime.chanceToBuy365Days', 'probabilità di almeno un acquisto in un anno', 'chance of at least one purchase in a year'),
  chance(
    'lifetime.expectedRemaining',
    'parte rimasta degli acquisti attesi dopo l’ultimo, da 1 a 0',
    'part left of the purchases expected after the last one, 1 to 0',
  ),
  entry('lifetime.repeatPurchases', 'number', 'giorni di acquisto dopo il primo', 'days of purchase after the first', {
    nullable: true,
    ask: { $gte: 1 },
  }),
  entry('lifetime.expectedPurchases90Days', 'number', 'acquisti attesi in 90 giorni', 'purchases expected in 90 days', {
    nullable: true,
    ask: { $gte: 1 },
  }),
  money('lifetime.purchaseValue', 'valore atteso di un acquisto', 'expected worth of a purchase'),
  money('lifetime.value90Days', 'valore atteso in 90 giorni', 'expected worth of 90 days'),
  money('lifetime.value365Days', 'valore atteso in un anno', 'expected worth of a year', 200),
  entry('lifetime.valueTier', 'text', 'fascia di valore tra chi compra qui', 'tier of worth among those who buy here', {
    nullable: true,
    values: ['high', 'medium', 'low'],
  }),
  entry('lifetime.rfm.cell', 'text', 'cella RFM, tre cifre da 1 a 5', 'RFM cell, three digits 1 to 5', {
    nullable: true,
    ask: { $in: ['555', '554'] },
  }),
  entry('lifetime.rfm.recency', 'number', 'classe RFM: quanto di recente, da 1 a 5', 'RFM class: how recently, 1 to 5', {
    nullable: true,
    ask: { $gte: 4 },
  }),
  entry('lifetime.rfm.frequency', 'number', 'classe RFM: quanto spesso, da 1 a 5', 'RFM class: how often, 1 to 5', {
    nullable: true,
    ask: { $gte: 4 },
  }),
  entry('lifetime.rfm.monetary', 'number', 'classe RFM: quanta spesa, da 1 a 5', 'RFM class: how much spent, 1 to 5', {
    nullable: true,
    ask: { $gte: 4 },
  }),

  yes('loyalty.member', 'è iscritto al programma fedeltà', 'is a loyalty member'),
  entry('loyalty.tier', 'text', 'livello nel programma fedeltà', 'tier in the loyalty programme', { nullable: true, ask: 'gold' }),
  entry('loyalty.points', 'number', 'punti come detti l’ultima volta', 'points as last told', { nullable: true, ask: { $gte: 100 } }),
  yes('customer.known', 'è un cliente riconosciuto', 'is a known customer'),
  entry('customer.channelPreference', 'text', 'come vuole essere contattato', 'how they want to be reached', {
    nullable: true,
    values: ['email', 'sms', 'none'],
  }),
  count('feedback.count', 'pareri dati', 'opinions given', 1),
  entry('feedback.nps', 'number', 'ultimo voto da 0 a 10', 'last score 0 to 10', { nullable: true, ask: { $exists: true, $gte: 9 } }),
  yes('feedback.due', 'ha comprato da poco e non ha ancora detto com’è andata', 'bought lately and has not said yet how it was'),
  entry('feedback.dueOrderId', 'text', 'ordine di cui chiedere', 'order to ask about', { nullable: true, ask: { $exists: true } }),
  entry('channel', 'text', 'canale da cui arriva più spesso', 'channel they most often come from', { nullable: true, ask: 'email' }),

  entry(
    'touchpoints.channels',
    'text[]',
    'canali in cui ci si è incontrati, il più usato per primo',
    'channels in which they and the shop have met, most used first',
    {
      ask: { $elemMatch: { $in: ['email', 'pos'] } },
    },
  ),
  count('touchpoints.count', 'quanti canali sono', 'how many channels these are'),
  entry('touchpoints.first.channel', 'text', 'canale della prima pagina in assoluto', 'channel of the very first page', {
    nullable: true,
    ask: 'social',
  }),
  entry('touchpoints.first.source', 'text', 'sorgente della prima pagina (utm_source)', 'source of the very first page (utm_source)', {
    nullable: true,
    ask: 'newsletter',
  }),
  entry('touchpoints.first.medium', 'text', 'mezzo della prima pagina (utm_medium)', 'medium of the very first page (utm_medium)', {
    nullable: true,
    ask: 'email',
  }),
  entry(
    'touchpoints.first.campaign',
    'text',
    'campagna della prima pagina (utm_campaign)',
    'campaign of the very first page (utm_campaign)',
    { nullable: true, ask: 'saldi' },
  ),

  entry('page.type', 'text', 'specie della pagina', 'kind of page', { values: PAGE_TYPES, ask: 'product' }),
  entry('page.path', 'text', 'indirizzo della pagina, senza dominio', 'address of the page, without its host', { ask: '/saldi' }),
  entry('page.locale', 'text', 'lingua e paese della pagina (BCP 47)', 'language and country of the page (BCP 47)', { ask: 'it-IT' }),
  entry('page.language', 'text', 'lingua della pagina', 'language of the page', { ask: 'it' }),
  entry('page.product', 'text', 'prodotto della pagina', 'product of the page', { nullable: true, ask: 'lamp-volta' }),
  entry('page.slots', 'text[]', 'posti che la pagina offre', 'places the page has', { ask: { $elemMatch: { $eq: 'recommendations' } } }),
  entry('time.hour', 'number', 'ora nel fuso del sito, da 0 a 23', 'hour on the site’s clock, 0 to 23', { ask: { $gte: 18 } }),
  entry('time.weekday', 'text', 'giorno della settimana nel fuso del sito, in inglese', 'day of the week on the site’s clock', {
    values: DAYS.map((day) => day.toLowerCase()),
    ask: { $in: ['saturday', 'sunday'] },
  }),
  entry('time.date', 'date', 'data nel fuso del sito, AAAA-MM-GG', 'date on the site’s clock, YYYY-MM-DD'),
  entry('store.chosen', 'text', 'negozio scelto', 'shop they chose', { nullable: true, ask: { $exists: true } }),
  entry('store.distanceMeters', 'number', 'metri dal negozio più vicino', 'metres to the nearest shop', {
    unit: 'metre',
    nullable: true,
    ask: { $exists: true, $lte: 5_000 },
  }),

  entry('seen.{rule}.impressions', 'number', 'volte in cui ha visto il blocco di una regola', 'times they saw the block of a rule', {
    nullable: true,
    ask: { $gte: 3 },
  }),
  entry('seen.{rule}.clicks', 'number', 'volte in cui ci ha cliccato', 'times they clicked it', { nullable: true, ask: { $gte: 1 } }),
  entry('seen.{rule}.dismissals', 'number', 'volte in cui lo ha chiuso', 'times they sent it away', { nullable: true, ask: { $gte: 1 } }),
  age('seen.{rule}.daysSinceShown', 'day', 'giorni da quando lo ha visto', 'days since they saw it'),
  age('seen.{rule}.daysSinceDismissed', 'day', 'giorni da quando lo ha chiuso', 'days since they sent it away'),
];
