import type { EventType } from '../../shared/schemas/event.ts';
import type { PageType } from '../../shared/schemas/visit.ts';
import { typeByActs } from '../sources/page-type.ts';

/** Words of shop addresses, Italian and English, the most telling first; each stands for the start of a part of the path, or all of it. */
const BY_WORD: readonly (readonly [PageType, RegExp])[] = [
  ['confirmation', /^(thank|grazie|conferm|confirm|order-(rec|comp|succ)|ordine-(ric|comp|conf)|success)/],
  ['checkout', /^(checkouts?|cassa|pagamento|payment|spedizione|shipping|onepage)\b/],
  ['cart', /^(cart|carrello|basket|bag|shopping-(cart|bag))\b/],
  ['search', /^(search|cerca|ricerca|risultati|catalogsearch)\b/],
  ['account', /^(account|customer|profil[oe]|il-mio-account|my-?account|login|accedi|sign-?in|registra|register|orders$|ordini|i-miei)/],
  ['product', /^(p|products?|prodott[oi]|articol[oi]|item|dp)$/],
  ['list', /^(c|categor(y|ies|ia|ie)|collections?|collezion[ei]|catalog(o|ue)?|reparto|brands?|march[ei])$/],
];

/**
 * What an address says: `/carrello` is a cart, `/it/prodotti/lampada` a product, `/prodotti` alone a list.
 * @returns null where it says nothing
 */
export function guessPageType({ pathname, searchParams }: URL): PageType | null {
  // Neither a file's ending nor a language or country at the front says anything of the page.
  const path = pathname.toLowerCase().replace(/\.\w+$|\/index\b.*/, '');
  const parts = path
    .replace(/^\/[a-z]{2}([-_][a-z]{2})?(?=\/|$)/, (front) => (front === '/dp' ? front : ''))
    .split('/')
    .filter(Boolean);
  if (!parts.length) return searchParams.has('s') ? 'search' : 'home';
  for (const [type, word] of BY_WORD) {
    const at = parts.findIndex((part) => word.test(part));
    // `/prodotti` alone lists products; `/prodotti/lampada` is one.
    if (at >= 0) return type === 'product' && at === parts.length - 1 ? 'list' : type;
  }
  return null;
}

/** The words looked for, from the address of a search page, under the names shops use. */
export function searchTermOf({ searchParams }: URL): string | null {
  for (const name of ['q', 's', 'search', 'query', 'cerca', 'search_query', 'keyword', 'text']) {
    if (searchParams.get(name)) return searchParams.get(name);
  }
  return null;
}

/**
 * What the page is: what its acts say, then JSON-LD, then its address. A cart seen in a drawer or a row of products on the home page is
 * not the page's subject: there an address that is sure of itself outweighs them.
 *
 * @param acts what happened on the page, as its code or markup told
 * @param jsonLd what the page's schema.org blocks say it is
 */
export function decidePageType(acts: ReadonlySet<EventType>, jsonLd: PageType | null, url: URL): PageType {
  const told = typeByActs(acts);
  const guess = guessPageType(url);
  if (told === 'confirmation' || told === 'checkout') return told;
  if (jsonLd === 'home') return jsonLd;
  if (guess && guess !== 'list' && guess !== 'product') return guess;
  return told ?? jsonLd ?? guess ?? (acts.has('view_item_list') ? 'list' : 'other');
}
