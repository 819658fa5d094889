import type { Language } from '../kept.ts';

type Names = Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** Attributes that count something: one of it, several of it. */
export const COUNTS: Readonly<Record<string, Readonly<Record<Language, readonly [string, string]>>>> = {
  pageViews: { it: ['pagina vista', 'pagine viste'], en: ['page seen', 'pages seen'] },
  productViews: { it: ['prodotto visto', 'prodotti visti'], en: ['product seen', 'products seen'] },
  searches: { it: ['ricerca', 'ricerche'], en: ['search', 'searches'] },
  addToCarts: { it: ['aggiunta al carrello', 'aggiunte al carrello'], en: ['addition to the cart', 'additions to the cart'] },
  wishlisted: { it: ['preferito', 'preferiti'], en: ['wish', 'wishes'] },
  checkouts: { it: ['cassa aperta', 'casse aperte'], en: ['checkout', 'checkouts'] },
  'visits.count': { it: ['visita', 'visite'], en: ['visit', 'visits'] },
  'session.pageViews': { it: ['pagina in questa visita', 'pagine in questa visita'], en: ['page in this visit', 'pages in this visit'] },
  'session.productViews': {
    it: ['prodotto in questa visita', 'prodotti in questa visita'],
    en: ['product in this visit', 'products in this visit'],
  },
  'session.addToCarts': {
    it: ['aggiunta al carrello in questa visita', 'aggiunte al carrello in questa visita'],
    en: ['addition to the cart in this visit', 'additions to the cart in this visit'],
  },
  'session.searches': {
    it: ['ricerca in questa visita', 'ricerche in questa visita'],
    en: ['search in this visit', 'searches in this visit'],
  },
  'session.minutes': { it: ['minuto di visita', 'minuti di visita'], en: ['minute of this visit', 'minutes of this visit'] },
  'cart.lines': { it: ['prodotto nel carrello', 'prodotti nel carrello'], en: ['product in the cart', 'products in the cart'] },
  'cart.quantity': { it: ['pezzo nel carrello', 'pezzi nel carrello'], en: ['piece in the cart', 'pieces in the cart'] },
  'purchases.count': { it: ['acquisto', 'acquisti'], en: ['purchase', 'purchases'] },
  'touchpoints.count': { it: ['canale di incontro', 'canali di incontro'], en: ['channel of meeting', 'channels of meeting'] },
  'purchases.byChannel.web': { it: ['acquisto sul sito', 'acquisti sul sito'], en: ['purchase on the site', 'purchases on the site'] },
  'purchases.byChannel.pos': { it: ['acquisto in negozio', 'acquisti in negozio'], en: ['purchase in a shop', 'purchases in shops'] },
  'purchases.byChannel.phone': {
    it: ['acquisto per telefono', 'acquisti per telefono'],
    en: ['purchase by telephone', 'purchases by telephone'],
  },
  'purchases.byChannel.marketplace': {
    it: ['acquisto su un marketplace', 'acquisti su marketplace'],
    en: ['purchase on a marketplace', 'purchases on marketplaces'],
  },
  'refunds.count': { it: ['reso', 'resi'], en: ['refund', 'refunds'] },
  'loyalty.points': { it: ['punto', 'punti'], en: ['point', 'points'] },
  'store.distanceMeters': {
    it: ['metro dal negozio più vicino', 'metri dal negozio più vicino'],
    en: ['metre to the nearest shop', 'metres to the nearest shop'],
  },
};

/** The same of a window of days, below `past.daysN.`. */
export const PAST_COUNTS: typeof COUNTS = {
  sessions: { it: ['visita', 'visite'], en: ['visit', 'visits'] },
  pageViews: COUNTS.pageViews!,
  productViews: COUNTS.productViews!,
  searches: COUNTS.searches!,
  wishlisted: COUNTS.wishlisted!,
  addToCarts: COUNTS.addToCarts!,
  checkouts: COUNTS.checkouts!,
  cartsLeft: { it: ['carrello lasciato', 'carrelli lasciati'], en: ['cart left behind', 'carts left behind'] },
  purchases: COUNTS['purchases.count']!,
};

/** The same of one category. */
export const CATEGORY_COUNTS: typeof COUNTS = {
  views: COUNTS.productViews!,
  addToCarts: COUNTS.addToCarts!,
  purchases: COUNTS['purchases.count']!,
};

/** Attributes that say how long ago something was, and in which unit. */
export const AGES: Readonly<Record<string, Readonly<Record<Language, string>> & { unit: 'day' | 'minute' }>> = {
  'visits.daysSinceFirst': { it: 'prima visita', en: 'first visit', unit: 'day' },
  'visits.daysSinceLast': { it: 'ultima visita', en: 'last visit', unit: 'day' },
  'activity.daysSinceLast': { it: 'ultimo segno di vita', en: 'last sign of life', unit: 'day' },
  'interest.daysSinceLast': { it: 'ultimo interesse', en: 'last interest', unit: 'day' },
  'cart.daysSinceChange': { it: 'carrello toccato', en: 'cart touched', unit: 'day' },
  'cart.minutesSinceChange': { it: 'carrello toccato', en: 'cart touched', unit: 'minute' },
  'purchases.daysSinceLast': { it: 'ultimo acquisto', en: 'last purchase', unit: 'day' },
};

/** Other attributes, as the subject of what is said about them. */
export const ATTRIBUTE_NAMES: Names = {
  stage: { it: 'tappa', en: 'leg' },
  channel: { it: 'canale di arrivo', en: 'channel of arrival' },
  'session.channel': { it: 'canale di questa visita', en: 'channel of this visit' },
  'session.intent': {
    it: 'probabilità che questa visita finisca in un acquisto (0–1)',
    en: 'chance that this visit ends in a purchase (0–1)',
  },
  'cart.value': { it: 'valore del carrello', en: 'value of the cart' },
  'cart.step': { it: 'punto raggiunto alla cassa', en: 'step reached in the checkout' },
  'cart.reason': { it: 'ciò che ha fermato il carrello', en: 'what stopped the cart' },
  'cart.shipping': { it: 'costo di spedizione', en: 'shipping cost' },
  'purchases.total': { it: 'spesa totale', en: 'total spent' },
  'purchases.channels': { it: 'canali di acquisto', en: 'channels of purchase' },
  'purchases.lastChannel': { it: 'canale dell’ultimo acquisto', en: 'channel of the last purchase' },
  'loyalty.tier': { it: 'livello fedeltà', en: 'loyalty tier' },
  'lifetime.pAlive': { it: 'probabilità che compri ancora (0–1)', en: 'chance that they still buy (0–1)' },
  'lifetime.chanceToBuy90Days': { it: 'probabilità di un acquisto in 90 giorni (0–1)', en: 'chance of a purchase in 90 days (0–1)' },
  'lifetime.chanceToBuy365Days': { it: 'probabilità di un acquisto in un anno (0–1)', en: 'chance of a purchase in a year (0–1)' },
  'lifetime.expectedRemaining': {
    it: 'parte rimasta degli acquisti attesi dopo l’ultimo (0–1)',
    en: 'part left of the purchases expected after the last one (0–1)',
  },
  'lifetime.repeatPurchases': { it: 'giorni di acquisto dopo il primo', en: 'days of purchase after the first' },
  'lifetime.expectedPurchases90Days': { it: 'acquisti attesi in 90 giorni', en: 'purchases expected in 90 days' },
  'lifetime.purchaseValue': { it: 'valore atteso di un acquisto', en: 'expected worth of a purchase' },
  'lifetime.value90Days': { it: 'valore atteso in 90 giorni', en: 'expected worth of 90 days' },
  'lifetime.value365Days': { it: 'valore atteso in un anno', en: 'expected worth of a year' },
  'lifetime.valueTier': { it: 'fascia di valore', en: 'tier of worth' },
  'lifetime.rfm.cell': { it: 'cella RFM', en: 'RFM cell' },
  'lifetime.rfm.recency': { it: 'classe RFM: quanto di recente (1–5)', en: 'RFM class: how recently (1–5)' },
  'lifetime.rfm.frequency': { it: 'classe RFM: quanto spesso (1–5)', en: 'RFM class: how often (1–5)' },
  'lifetime.rfm.monetary': { it: 'classe RFM: quanta spesa (1–5)', en: 'RFM class: how much spent (1–5)' },
  'touchpoints.channels': { it: 'canali di incontro', en: 'channels of meeting' },
  'touchpoints.first.channel': { it: 'primo canale di arrivo', en: 'first channel of arrival' },
  'touchpoints.first.source': { it: 'prima sorgente', en: 'first source' },
  'touchpoints.first.medium': { it: 'primo mezzo', en: 'first medium' },
  'touchpoints.first.campaign': { it: 'prima campagna', en: 'first campaign' },
  'feedback.nps': { it: 'voto dato', en: 'score given' },
  'page.type': { it: 'pagina', en: 'page' },
  'page.path': { it: 'indirizzo della pagina', en: 'address of the page' },
  'page.language': { it: 'lingua della pagina', en: 'language of the page' },
  'page.slots': { it: 'posti della pagina', en: 'places of the page' },
  'time.hour': { it: 'ora', en: 'hour' },
  'time.weekday': { it: 'giorno', en: 'day of the week' },
  'time.date': { it: 'data', en: 'date' },
  'store.chosen': { it: 'negozio scelto', en: 'chosen shop' },
};

/** Attributes that are true or false, as whole sentences: first when true, then when false. */
export const FACTS: Readonly<Record<string, Readonly<Record<Language, readonly [string, string]>>>> = {
  'visits.returning': { it: ['è già venuto', 'viene per la prima volta'], en: ['has been here before', 'is here for the first time'] },
  'cart.open': { it: ['ha un carrello', 'non ha un carrello'], en: ['has a cart', 'has no cart'] },
  'cart.abandoned': {
    it: ['ha lasciato il carrello', 'non ha lasciato il carrello'],
    en: ['left the cart behind', 'did not leave the cart'],
  },
  'purchases.thisVisit': {
    it: ['ha comprato in questa visita', 'non ha comprato in questa visita'],
    en: ['bought in this visit', 'did not buy in this visit'],
  },
  'loyalty.member': {
    it: ['è iscritto al programma fedeltà', 'non è iscritto al programma fedeltà'],
    en: ['is a loyalty member', 'is not a loyalty member'],
  },
  'customer.known': { it: ['è un cliente riconosciuto', 'non è riconosciuto'], en: ['is a known customer', 'is not known'] },
  'feedback.due': {
    it: ['ha comprato e non ha ancora detto com’è andata', 'non deve un parere'],
    en: ['bought and has not said yet how it was', 'owes no opinion'],
  },
};

const CAME = { it: ['è già venuto', 'non è mai venuto'], en: ['has been here', 'has never been here'] } as const;
const CART = {
  it: ['ha avuto un carrello almeno una volta', 'non ha mai avuto un carrello'],
  en: ['has had a cart at least once', 'has never had a cart'],
} as const;

/** Attributes of which one asks whether there is anything to tell: that there is, that there is not. */
export const EVER: typeof FACTS = {
  'visits.daysSinceFirst': CAME,
  'visits.daysSinceLast': CAME,
  'activity.daysSinceLast': {
    it: ['ha già dato segno di vita', 'non ha mai dato segno di vita'],
    en: ['has shown a sign of life', 'has never shown a sign of life'],
  },
  'interest.daysSinceLast': {
    it: ['ha già guardato, cercato o comprato qualcosa', 'non ha mai guardato, cercato o comprato niente'],
    en: ['has looked at, searched for or bought something', 'has never looked at, searched for or bought anything'],
  },
  'cart.daysSinceChange': CART,
  'cart.minutesSinceChange': CART,
  'cart.reason': {
    it: ['qualcosa ha fermato il carrello', 'niente ha fermato il carrello'],
    en: ['something stopped the cart', 'nothing stopped the cart'],
  },
  'purchases.daysSinceLast': { it: ['ha già comprato', 'non ha mai comprato'], en: ['has bought before', 'has never bought'] },
  'purchases.lastOrderId': { it: ['ha già comprato', 'non ha mai comprato'], en: ['has bought before', 'has never bought'] },
  'feedback.nps': { it: ['ha dato un voto', 'non ha dato un voto'], en: ['has given a score', 'has given no score'] },
  'loyalty.tier': { it: ['ha un livello fedeltà', 'non ha un livello fedeltà'], en: ['has a loyalty tier', 'has no loyalty tier'] },
  'store.chosen': { it: ['ha scelto un negozio', 'non ha scelto un negozio'], en: ['has chosen a shop', 'has chosen no shop'] },
};

/** Values that are names of our own. */
export const VALUE_NAMES: Names = {
  acquisition: { it: 'Acquisizione', en: 'Acquisition' },
  experimentation: { it: 'Sperimentazione', en: 'Experimentation' },
  loyalty: { it: 'Fedeltà', en: 'Loyalty' },
  retention: { it: 'Ritorno', en: 'Retention' },
  recovery: { it: 'Recupero', en: 'Recovery' },
  shipping: { it: 'spedizione', en: 'shipping' },
  payment: { it: 'pagamento', en: 'payment' },
  begin_checkout: { it: 'inizio della cassa', en: 'begun checkout' },
  cart: { it: 'carrello', en: 'cart' },
  high: { it: 'alta', en: 'high' },
  medium: { it: 'media', en: 'medium' },
  low: { it: 'bassa', en: 'low' },
  shipping_cost: { it: 'costo di spedizione', en: 'shipping cost' },
  home: { it: 'home', en: 'home' },
  list: { it: 'elenco', en: 'list' },
  product: { it: 'prodotto', en: 'product' },
  search: { it: 'ricerca', en: 'search' },
  checkout: { it: 'cassa', en: 'checkout' },
  confirmation: { it: 'conferma d’ordine', en: 'confirmation' },
  account: { it: 'area personale', en: 'account' },
  other: { it: 'altro', en: 'other' },
  pos: { it: 'in negozio', en: 'in a shop' },
  web: { it: 'online', en: 'online' },
  phone: { it: 'telefono', en: 'phone' },
  Monday: { it: 'lunedì', en: 'Monday' },
  Tuesday: { it: 'martedì', en: 'Tuesday' },
  Wednesday: { it: 'mercoledì', en: 'Wednesday' },
  Thursday: { it: 'giovedì', en: 'Thursday' },
  Friday: { it: 'venerdì', en: 'Friday' },
  Saturday: { it: 'sabato', en: 'Saturday' },
  Sunday: { it: 'domenica', en: 'Sunday' },
};
