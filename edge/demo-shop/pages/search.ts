import { html } from 'hono/html';
import { CATEGORIES } from '../data/categories.ts';
import { KINDS } from '../data/kinds.ts';
import { COLORS, LINES } from '../data/palette.ts';
import { PRODUCTS } from '../data/products.ts';
import { LANGUAGES, type ShopProduct } from '../data/types.ts';
import { viewItemList } from '../data-layer.ts';
import { pagePath } from '../paths.ts';
import { t } from '../texts.ts';
import { productGrid } from './parts.ts';
import type { Page, View } from './view.ts';

/** Longer than any name of a thing. */
export const SEARCH_MAX = 100;

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();

/** Everything a product may be looked for by, in both languages. */
const WORDS: ReadonlyMap<string, string> = new Map(
  PRODUCTS.map((product) => {
    const category = CATEGORIES.find(({ id }) => id === product.category)!;
    const texts = LANGUAGES.flatMap((lang) => [
      product.title[lang],
      category.name[lang],
      category.slug[lang],
      KINDS[product.kind].noun[lang],
      KINDS[product.kind].material[lang],
      COLORS[product.color].name[lang],
    ]);
    return [product.id, plain([...texts, LINES[product.line].name, product.id].join(' '))];
  }),
);

/** Letters at the end of a word that change with number and gender in Italian, and the plural s in English: not looked at. */
const stem = (word: string): string => (word.length > 4 ? word.replace(/(?:[aeio]|es|s)$/, '') : word);

/** Products that have all the words, those that have them in their title first; then the more loved. */
export function findProducts(query: string): ShopProduct[] {
  const words = plain(query)
    .split(/[^a-z0-9-]+/)
    .filter(Boolean)
    .map(stem);
  if (!words.length) return [];
  const inTitle = (product: ShopProduct): number =>
    words.filter((word) => plain(`${product.title.it} ${product.title.en}`).includes(word)).length;
  return PRODUCTS.filter(({ id }) => words.every((word) => WORDS.get(id)?.includes(word))).sort(
    (a, b) => inTitle(b) - inTitle(a) || b.appeal - a.appeal,
  );
}

export function searchPage({ lang }: View, query: string): Page {
  const term = query.trim().slice(0, SEARCH_MAX);
  const found = findProducts(term);
  const list = { id: 'search', name: t(lang, 'search') };
  return {
    title: term ? `${t(lang, 'searchTitle')} “${term}”` : t(lang, 'search'),
    description: t(lang, 'tagline'),
    alternate: {
      it: `${pagePath('it', 'search')}?q=${encodeURIComponent(term)}`,
      en: `${pagePath('en', 'search')}?q=${encodeURIComponent(term)}`,
    },
    jsonLd: [{ '@context': 'https://schema.org', '@type': 'SearchResultsPage', name: t(lang, 'search') }],
    events: term
      ? [
          { event: 'search', search_term: term },
          { event: 'view_search_results', search_term: term },
          ...(found.length ? [viewItemList(found, lang, list)] : []),
        ]
      : [],
    body: html`<div class="wrap"><header class="list-head"><div>${term ? html`<h1>${t(lang, 'searchTitle')} “${term}”</h1><p class="count" role="status">${found.length} ${t(lang, 'products')}</p>` : html`<h1>${t(lang, 'searchEmpty')}</h1>`}</div></header>
      ${found.length ? productGrid(found, lang, list, true) : term ? html`<p class="empty">${t(lang, 'searchNone')}</p>` : ''}</div>`,
  };
}
