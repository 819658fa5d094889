import type { Block } from '../../shared/schemas/block.ts';
import { sampleBlock } from '../browser/gallery/sample-data.ts';

/** Cards of the page's own list: some 1,000 elements, as a shop's product page has. No pictures: Chromium loads them by promise jobs of its own. */
const CARDS = 150;

const CARD = (number: number): string =>
  `<li><a href="/p/${number}"><i></i><span class="name">Prodotto ${number}</span></a><p class="price">${number},90 €</p><button>Aggiungi</button></li>`;

const PRODUCT = {
  '@context': 'https://schema.org',
  '@type': 'Product',
  sku: 'lamp-volta',
  name: 'Lampada da tavolo Volta',
  brand: { '@type': 'Brand', name: 'Lume' },
  offers: { '@type': 'Offer', price: '89.90', priceCurrency: 'EUR', availability: 'https://schema.org/InStock' },
};

const LAYER = [{ event: 'view_item', ecommerce: { currency: 'EUR', items: [{ item_id: 'lamp-volta', item_name: 'Volta', price: 89.9 }] } }];

/** Heights kept free, as the shop's own style says it: more than each block needs at the width of the window. */
const SLOTS = { recommendations: 480, 'store-notice': 640, 'loyalty-prompt': 420 } as const;

/** A product page with slots and a list; `head` is what a measured script asks a shop to paste. */
export function shopPage(head: string): string {
  const slots = Object.entries(SLOTS).map(([name, px]) => `<div data-tappa-slot="${name}" style="min-height:${px}px"></div>`);
  return `<!doctype html><html lang="it"><head><meta charset="utf-8"><title>Lampada Volta</title>
<script type="application/ld+json">${JSON.stringify(PRODUCT)}</script><script>dataLayer=${JSON.stringify(LAYER)}</script>${head}
<style>body{font-family:sans-serif;margin:0}main{max-width:1120px;margin:auto}ul{display:grid;grid-template-columns:repeat(5,1fr)}i{display:block;height:60px;background:#ddd}</style></head>
<body><main><h1>Lampada da tavolo Volta</h1>${slots.join('')}<ul>${Array.from({ length: CARDS }, (_, number) => CARD(number)).join('')}</ul></main></body></html>`;
}

export const tappaTag = (edge: string): string => `<script async src="${edge}/tappa.js" data-site="shop" data-consent="granted"></script>`;

export const threeBlocks = (): Block[] => [
  sampleBlock('recommendations', 'it'),
  sampleBlock('store-notice', 'it'),
  sampleBlock('loyalty-prompt', 'it'),
];

/** Says in the page whether all blocks asked for stand there. */
export const SHOWN = (count: number): string => `document.querySelectorAll('[data-tappa-block]').length === ${count}`;
