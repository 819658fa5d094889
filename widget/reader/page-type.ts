import type { EventType } from '../../shared/schemas/event.ts';
import type { PageType } from '../../shared/schemas/visit.ts';
import { typeByActs } from '../sources/page-type.ts';

/**
 * Words of shop addresses in Italian, English, German, French and Spanish, the most telling first; each stands for the start of a part of
 * the path, or all of it. Words that also name pages of information (`/versand`, `/livraison`) are left out. Dots stand for the letters in
 * which languages differ (`categoria`, `Katalog`).
 */
const BY_WORD: readonly (readonly [PageType, RegExp])[] = [
  ['confirmation', /^(thank|danke|merci|gra[cz]i|conf[ei]rm|bestellbest|(order|ordine)-(r[ei]c|co[mn])|success)/],
  ['checkout', /^((checkouts?|[ck]ass[ae]|caisse|pagamento|payment|spedizione|shipping|onepage|commande)\b)/],
  ['cart', /^(cart|carrello|basket|bag|warenkorb|panier|carrito|cesta|shopping-(cart|bag))\b/],
  ['search', /^(search|cerca|ricerca|risultati|catalogsearch|suche|recherche|buscar)\b/],
  ['account', /^(customer|profil|(il-mio-|m\w+-?)?(account|compte|cuenta|konto)|login|accedi|sign-?in|regist|orders$|ordini|i-miei)/],
  ['product', /^(d?p|prod[uo]\w{2,4}|articol[oi]|item)$/],
  ['list', /^(c|[ck]at..o\w+|[ck]oll?e\S+|reparto|brands?|march[ei])$/],
];

/** The parts of a path, decoded, in lower case, without a file's ending and a language or country at the front, which say nothing. */
function partsOf({ pathname }: URL): string[] {
  let path = pathname;
  try {
    path = decodeURIComponent(path);
  } catch {
    // Not UTF-8: its plain words still say what they say.
  }
  return path
    .toLowerCase()
    .replace(/\.\w+$|\/index\b.*/, '')
    .replace(/^\/(?!dp)[a-z]{2}([-_][a-z]{2})?(?=\/|$)/, '')
    .split('/')
    .filter(Boolean);
}

/**
 * What an address says: `/carrello` is a cart, `/it/prodotti/lampada` a product, `/prodotti` alone a list.
 * @returns null where it says nothing
 */
export function guessPageType(url: URL): PageType | null {
  const parts = partsOf(url);
  if (!parts[0]) return url.searchParams.has('s') ? 'search' : 'home';
  for (const [type, word] of BY_WORD) {
    const at = parts.findIndex((part) => word.test(part));
    // `/prodotti` alone lists products; `/prodotti/lampada` is one.
    if (at >= 0) return type === 'product' && at === parts.length - 1 ? 'list' : type;
  }
  return null;
}

/**
 * The category that the address of a list or of a product in it names: `/it/categoria/lampade-da-tavolo` is `lampade-da-tavolo`,
 * `/c/12-scarpe` is `scarpe`, `/collections/summer/products/hat` is `summer`. Numbers, pages and words that stand for any list name none.
 *
 * @param type what the page is; of other pages than lists and products there is none
 */
export function categoryOf(url: URL, type: PageType): string | undefined {
  const parts = partsOf(url);
  if (type === 'product') parts.pop();
  else if (type !== 'list') return;
  return parts
    .map((part) => part.replace(/^(\d+-?|(all|tutt[ioe]|shop|page)$)/, ''))
    .filter((part) => part && !BY_WORD.some(([, word]) => word.test(part)))
    .pop();
}

/** A type of page by name; undefined where it is none. */
export function asPageType(name: string | undefined): PageType | undefined {
  return (['home', 'other', ...BY_WORD.map(([type]) => type)] as const).find((type) => type === name);
}

/** The words looked for, from the address of a search page, under the names shops use. */
export function searchTermOf({ searchParams }: URL): string | null {
  return (
    ['q', 's', 'search', 'query', 'cerca', 'search_query', 'keyword', 'text'].map((name) => searchParams.get(name)).find(Boolean) ?? null
  );
}

/**
 * What the page is: what its acts say, then schema.org, then its address. A cart seen in a drawer or a row of products on the home page is
 * not the page's subject: there an address that is sure of itself outweighs them.
 *
 * @param acts what happened on the page, as its code or markup told
 * @param markup what the page's schema.org or Open Graph markup says it is
 */
export function decidePageType(acts: ReadonlySet<EventType>, markup: PageType | undefined, url: URL): PageType {
  const told = typeByActs(acts);
  const guess = guessPageType(url);
  if (told === 'confirmation' || told === 'checkout') return told;
  if (markup === 'home') return markup;
  if (guess && guess !== 'list' && guess !== 'product') return guess;
  return told ?? markup ?? guess ?? (acts.has('view_item_list') ? 'list' : 'other');
}
