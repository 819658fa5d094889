import type { VisitAnswer } from '../../shared/schemas/answer.ts';
import type { Consent } from '../../shared/schemas/consent.ts';
import type { SourceName } from '../sources/act.ts';
import type { VisitFacts } from '../visit-means.ts';

/** What `tappa.debug()` gives. */
export interface Debug extends Omit<VisitFacts, 'sent'> {
  site: string;
  consent: Consent;
  answer?: VisitAnswer | undefined;
  version: string;
}

type Words = readonly [it: string, en: string];

const PAGE: Words = ['Pagina', 'Page'];
const PRODUCT: Words = ['Prodotto', 'Product'];
const CART: Words = ['Carrello', 'Cart'];
const ACTS: Words = ['Azioni', 'Acts'];
const CONSENT: Words = ['Consenso', 'Consent'];
const STAGE: Words = ['Tappa del percorso', 'Stage of the journey'];
const BLOCKS: Words = ['Blocchi', 'Blocks'];
const MISSING: Words = ['Manca', 'Missing'];
const EMPTY: Words = ['vuoto', 'empty'];
const NONE: Words = ['nessuno', 'none'];
const NO_ANSWER: Words = ['nessuna risposta per ora', 'no answer so far'];
const PENDING: Words = [
  'il consenso non è ancora dato: nulla si salva e nulla identifica. Se nella pagina c’è uno strumento per il consenso, qui non è riconosciuto o aspetta una scelta',
  'consent is not given yet: nothing is kept and nothing identifies. If the page has a consent tool, it is not recognised here or waits for a choice',
];
const NO_TYPE: Words = [
  'il tipo di pagina: data-tappa-page="product" (o home, list, cart …) lo dice',
  'what kind of page this is: data-tappa-page="product" (or home, list, cart …) says so',
];
const NO_PRODUCT: Words = [
  'il prodotto di questa pagina: un evento view_item, JSON-LD Product con sku, oppure data-tappa-product="SKU"',
  'the product of this page: a view_item event, a JSON-LD Product with a sku, or data-tappa-product="SKU"',
];
const NO_PRICE: Words = ['il prezzo di righe del carrello', 'the price of lines of the cart'];

/**
 * What is understood of a page, a sentence a line, and last what is missing.
 *
 * @param told by whom each type of act on this page was told
 * @param isItalian the words are Italian, else English
 */
export function explain(debug: Debug, told: ReadonlyMap<string, ReadonlySet<SourceName>>, isItalian: boolean): string[] {
  const say = (words: Words): string => words[isItalian ? 0 : 1];
  const { site, version, consent, page, product, cart, answer } = debug;
  const acts = [...told].map(([type, sources]) => `${type} (${[...sources].join(', ')})`);
  const lines = cart.map(({ item_id, quantity, price }) => `${quantity} × ${item_id}${price === undefined ? '' : ` à ${price}`}`);
  const missing = [
    ...(Object.values(consent).includes('pending') ? [PENDING] : []),
    ...(page.type === 'other' ? [NO_TYPE] : []),
    ...(page.type === 'product' && !product ? [NO_PRODUCT] : []),
    ...(cart.some(({ price }) => price === undefined) ? [NO_PRICE] : []),
  ];
  return [
    `${site}, Tappa ${version}`,
    `${say(PAGE)}: ${page.type}, ${page.locale}`,
    `${say(PRODUCT)}: ${product ?? say(NONE)}`,
    `${say(CART)}: ${lines.join(', ') || say(EMPTY)}`,
    `${say(ACTS)}: ${acts.join(', ') || say(NONE)}`,
    `${say(CONSENT)}: analytics ${consent.analytics}, personalization ${consent.personalization}`,
    `${say(STAGE)}: ${answer ? `${answer.journey.stage} (${answer.journey.because.map(({ text }) => text).join('; ')})` : say(NO_ANSWER)}`,
    `${say(BLOCKS)}: ${answer?.blocks.map(({ kind, slot }) => `${kind} → ${slot}`).join(', ') || say(NONE)}`,
    ...missing.map((words) => `${say(MISSING)}: ${say(words)}`),
  ];
}
