import type { BlockLabels } from '../../shared/schemas/block.ts';
import type { Texts } from '../../shared/schemas/rule.ts';
import { canonicalLocale, localeChain, ownLanguage, pickText } from '../journey/text-choice.ts';

/** The language of an answer: what to look for in texts, whose words to use for what we say ourselves, how to write numbers. */
export interface Speech {
  /** languages to try, best first */
  chain: readonly string[];
  words: Words;
  /** BCP 47, of the same language as `words`, for numbers, money and dates */
  locale: string;
}

/** The edge's own words: whatever rests on a datum (hours, stock, points) is worded here, never by a marketer. */
export interface Words {
  labels: BlockLabels;
  openUntil: string;
  openUntilMidnight: string;
  alwaysOpen: string;
  opensToday: string;
  opensTomorrow: string;
  opensOn: string;
  closed: string;
  hoursUnknown: string;
  wholeTitle: string;
  partTitle: string;
  wholeText: string;
  wholeTextOne: string;
  partText: string;
  partTextOne: string;
  at: string;
  noShipping: string;
  noShippingBenefit: string;
  wholeStock: string;
  partStock: string;
  pieces: string;
  onePiece: string;
  plenty: string;
  tooFew: string;
  notHere: string;
  unknownStock: string;
  asOfToday: string;
  asOfDate: string;
  otherShops: string;
  directions: string;
  call: string;
  points: string;
  onePoint: string;
  pointsAsOf: string;
  pending: string;
  memberText: string;
  toNextTier: string;
  topTier: string;
  earns: string;
  wouldEarn: string;
  join: string;
  send: string;
  becauseViewed: string;
  becauseVisit: string;
  similarTo: string;
  oftenWith: string;
  oftenTogether: string;
  goesWith: string;
  seenBefore: string;
  trending: string;
  popular: string;
}

const IT: Words = {
  labels: { close: 'Chiudi', why: 'Perché lo vedo?', previous: 'Precedenti', next: 'Successivi' },
  openUntil: 'aperto fino alle {time}',
  openUntilMidnight: 'aperto fino a mezzanotte',
  alwaysOpen: 'sempre aperto',
  opensToday: 'apre alle {time}',
  opensTomorrow: 'apre domani alle {time}',
  opensOn: 'apre {day} alle {time}',
  closed: 'chiuso',
  hoursUnknown: 'orari da verificare',
  wholeTitle: 'Il tuo carrello è disponibile in negozio',
  partTitle: 'Una parte del tuo carrello è disponibile in negozio',
  wholeText: 'Tutto il tuo carrello è nel negozio {store}{at}: {hours}{shipping}.',
  wholeTextOne: 'Il prodotto nel tuo carrello è nel negozio {store}{at}: {hours}{shipping}.',
  partText: '{count} prodotti su {total} del tuo carrello sono nel negozio {store}{at}: {hours}{shipping}.',
  partTextOne: 'Un prodotto su {total} del tuo carrello è nel negozio {store}{at}: {hours}{shipping}.',
  at: ', a circa {distance}',
  noShipping: ', senza spese di spedizione',
  noShippingBenefit: 'Nessuna spesa di spedizione',
  wholeStock: 'tutto il carrello',
  partStock: '{count} su {total} prodotti',
  pieces: '{count} disponibili',
  onePiece: '1 disponibile',
  plenty: 'disponibile',
  tooFew: 'solo {count} di {wanted}',
  notHere: 'non in questo negozio',
  unknownStock: 'da chiedere in negozio',
  asOfToday: 'Disponibilità aggiornata alle {time}',
  asOfDate: 'Disponibilità aggiornata il {day} alle {time}',
  otherShops: 'Altri negozi',
  directions: 'Come arrivare',
  call: 'Chiama il negozio',
  points: '{points} punti',
  onePoint: '1 punto',
  pointsAsOf: '{points} al {day}',
  pending: '{points} in arrivo',
  memberText: 'Ogni acquisto, online o in negozio, ti avvicina al prossimo traguardo.',
  toNextTier: 'Ancora {points} per il livello {tier}',
  topTier: 'Hai raggiunto il livello più alto',
  earns: 'Con questo carrello guadagni {points}',
  wouldEarn: 'Con questo carrello guadagneresti {points}',
  join: 'Iscriviti',
  send: 'Invia',
  becauseViewed: 'Perché hai guardato {product}',
  becauseVisit: 'In linea con la tua visita',
  similarTo: 'Simile a {product}',
  oftenWith: 'Spesso insieme a {product}',
  oftenTogether: 'Spesso nello stesso carrello',
  goesWith: 'Si abbina a {product}, che hai comprato',
  seenBefore: 'Lo hai guardato di recente',
  trending: 'Di tendenza in questi giorni',
  popular: 'Tra i più amati',
};

const EN: Words = {
  labels: { close: 'Close', why: 'Why am I seeing this?', previous: 'Previous', next: 'Next' },
  openUntil: 'open until {time}',
  openUntilMidnight: 'open until midnight',
  alwaysOpen: 'always open',
  opensToday: 'opens at {time}',
  opensTomorrow: 'opens tomorrow at {time}',
  opensOn: 'opens {day} at {time}',
  closed: 'closed',
  hoursUnknown: 'ask for opening hours',
  wholeTitle: 'Your cart is available in a shop',
  partTitle: 'Part of your cart is available in a shop',
  wholeText: 'Your whole cart is at {store}{at}: {hours}{shipping}.',
  wholeTextOne: 'The product in your cart is at {store}{at}: {hours}{shipping}.',
  partText: '{count} of the {total} products in your cart are at {store}{at}: {hours}{shipping}.',
  partTextOne: 'One of the {total} products in your cart is at {store}{at}: {hours}{shipping}.',
  at: ', about {distance} away',
  noShipping: ', no shipping cost',
  noShippingBenefit: 'No shipping cost',
  wholeStock: 'the whole cart',
  partStock: '{count} of {total} products',
  pieces: '{count} available',
  onePiece: '1 available',
  plenty: 'available',
  tooFew: 'only {count} of {wanted}',
  notHere: 'not in this shop',
  unknownStock: 'ask in the shop',
  asOfToday: 'Stock as of {time}',
  asOfDate: 'Stock as of {day}, {time}',
  otherShops: 'Other shops',
  directions: 'Get directions',
  call: 'Call the shop',
  points: '{points} points',
  onePoint: '1 point',
  pointsAsOf: '{points} on {day}',
  pending: '{points} on their way',
  memberText: 'Every purchase, online or in a shop, brings you closer to the next reward.',
  toNextTier: '{points} more to reach {tier}',
  topTier: 'You have reached the highest level',
  earns: 'This cart earns you {points}',
  wouldEarn: 'This cart would earn you {points}',
  join: 'Join',
  send: 'Send',
  becauseViewed: 'Because you looked at {product}',
  becauseVisit: 'In line with your visit',
  similarTo: 'Similar to {product}',
  oftenWith: 'Often bought with {product}',
  oftenTogether: 'Often in the same cart',
  goesWith: 'Goes with {product}, which you bought',
  seenBefore: 'You looked at it recently',
  trending: 'Trending these days',
  popular: 'Among the most loved',
};

const WORDS = { it: IT, en: EN } as const;

const speeches = new Map<string, Speech>();
/** Locales come from pages: whoever invents them must not fill the memory. */
const SPEECHES_MAX = 500;

/** The language of an answer: the page's, else the site's, else English, as far as there are words. */
export function speechOf(pageLocale: string, siteLocale: string): Speech {
  const key = `${pageLocale}|${siteLocale}`;
  let speech = speeches.get(key);
  if (!speech) {
    if (speeches.size >= SPEECHES_MAX) speeches.clear();
    speech = chooseSpeech(pageLocale, siteLocale);
    speeches.set(key, speech);
  }
  return speech;
}

function chooseSpeech(pageLocale: string, siteLocale: string): Speech {
  const chain = localeChain(pageLocale, siteLocale);
  const language = ownLanguage(chain);
  const locale = [pageLocale, siteLocale].map(canonicalLocale).find((tag) => tag?.split('-')[0] === language);
  return { chain, words: WORDS[language], locale: locale ?? language };
}

export type Values = Readonly<Record<string, string | number | null | undefined>>;

/** Puts values where a text says `{name}`; null where it asks for a value there is none of: no claim without a source. */
export function fill(text: string, values: Values): string | null {
  let complete = true;
  const filled = text.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === null || value === undefined) complete = false;
    return String(value ?? '');
  });
  return complete ? filled : null;
}

/** `fill` for our own words, whose values the caller always has. */
export function say(words: string, values: Values): string {
  return fill(words, values) ?? '';
}

/** A marketer's text in the answer's language, filled; null where there is none, or where it asks for what is not known. */
export function textOf(texts: Texts, speech: Speech, values: Values = {}): string | null {
  const text = pickText(texts, speech.chain);
  return text === null ? null : fill(text, values);
}
