import { describe, expect, it } from 'vitest';
import { type Debug, explain } from '../../../widget/debug/explain.ts';
import type { SourceName } from '../../../widget/sources/act.ts';

const page = { url: 'https://shop.example/lampada', type: 'product' as const, locale: 'it-IT', referrer: '', product: undefined };
const understood = (more: Partial<Debug> = {}): Debug => ({
  site: 'shop',
  version: '1.2.3',
  consent: { analytics: 'granted', personalization: 'granted' },
  visitor: null,
  page,
  product: 'LAMP-1',
  cart: [],
  sources: [],
  ...more,
});
const told = (acts: Record<string, SourceName[]>) => new Map(Object.entries(acts).map(([type, sources]) => [type, new Set(sources)]));

describe('what the console says with data-debug', () => {
  it('is what was understood, by whom it was told, and nothing missing where nothing is', () => {
    const cart = [{ item_id: 'VASE-2', quantity: 2, price: 19.5 }];
    const answer = {
      protocol: 1,
      visitor: null,
      journey: { stage: 'acquisition', since: '2026-11-20T10:00:00Z', confidence: 1, because: [{ code: 'new', text: 'Prima visita' }] },
      blocks: [{ kind: 'message', slot: 'top' }],
      receipt: 'r',
    } as unknown as NonNullable<Debug['answer']>;
    const lines = explain(understood({ cart, answer }), told({ view_item: ['data-layer', 'json-ld'], add_to_cart: ['shopify'] }), true);
    expect(lines).toEqual([
      'shop, Tappa 1.2.3',
      'Pagina: product, it-IT',
      'Prodotto: LAMP-1',
      'Carrello: 2 × VASE-2 à 19.5',
      'Azioni: view_item (data-layer, json-ld), add_to_cart (shopify)',
      'Consenso: analytics granted, personalization granted',
      'Tappa del percorso: acquisition (Prima visita)',
      'Blocchi: message → top',
    ]);
  });

  it.each([
    ['consent', understood({ consent: { analytics: 'pending', personalization: 'granted' } }), /consent is not given yet/],
    ['what kind of page it is', understood({ page: { ...page, type: 'other' } }), /data-tappa-page/],
    ['the product of a product page', understood({ product: null }), /data-tappa-product/],
    ['a price in the cart', understood({ cart: [{ item_id: 'A', quantity: 1 }] }), /the price of lines/],
  ])('names what is missing: %s', (_, debug, words) => {
    const missing = explain(debug, told({}), false).filter((line) => line.startsWith('Missing: '));
    expect(missing).toHaveLength(1);
    expect(missing[0]).toMatch(words);
  });
});
