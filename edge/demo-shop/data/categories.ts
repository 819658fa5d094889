import type { CategoryId, Localized } from './types.ts';

export interface CategoryInfo {
  id: CategoryId;
  name: Localized;
  slug: Localized;
  /** Merchant Center `product_type` root */
  room: Localized;
  intro: Localized;
}

export const CATEGORIES: readonly CategoryInfo[] = [
  {
    id: 'lighting',
    name: { it: 'Lampade', en: 'Lighting' },
    slug: { it: 'lampade', en: 'lighting' },
    room: { it: 'Casa', en: 'Home' },
    intro: {
      it: 'Luce calda, dove serve: da tavolo, da terra, sopra la cena.',
      en: 'Warm light where you need it: on the table, by the sofa, above dinner.',
    },
  },
  {
    id: 'ceramics',
    name: { it: 'Vasi e ceramiche', en: 'Vases & ceramics' },
    slug: { it: 'ceramiche', en: 'ceramics' },
    room: { it: 'Casa', en: 'Home' },
    intro: { it: 'Tornite e smaltate a mano, una alla volta.', en: 'Thrown and glazed by hand, one at a time.' },
  },
  {
    id: 'furniture',
    name: { it: 'Sedute e tavolini', en: 'Seats & small furniture' },
    slug: { it: 'arredo', en: 'furniture' },
    room: { it: 'Casa', en: 'Home' },
    intro: { it: 'Mobili piccoli che cambiano una stanza.', en: 'Small pieces that change a room.' },
  },
  {
    id: 'textiles',
    name: { it: 'Tessili', en: 'Textiles' },
    slug: { it: 'tessili', en: 'textiles' },
    room: { it: 'Casa', en: 'Home' },
    intro: { it: 'Lino, lana e cotone, lavati fino a diventare morbidi.', en: 'Linen, wool and cotton, washed until they turn soft.' },
  },
  {
    id: 'table',
    name: { it: 'Tavola e cucina', en: 'Table & kitchen' },
    slug: { it: 'tavola', en: 'table' },
    room: { it: 'Casa', en: 'Home' },
    intro: { it: 'Per apparecchiare anche quando non c’è nessuno a cena.', en: 'To lay the table even when nobody comes to dinner.' },
  },
  {
    id: 'clothing',
    name: { it: 'Abbigliamento', en: 'Clothing' },
    slug: { it: 'abbigliamento', en: 'clothing' },
    room: { it: 'Guardaroba', en: 'Wardrobe' },
    intro: { it: 'Capi semplici in fibre naturali, tagliati per molti anni.', en: 'Plain garments in natural fibres, cut for many years.' },
  },
  {
    id: 'bags',
    name: { it: 'Borse', en: 'Bags' },
    slug: { it: 'borse', en: 'bags' },
    room: { it: 'Guardaroba', en: 'Wardrobe' },
    intro: { it: 'Pelle conciata al vegetale e tela robusta.', en: 'Vegetable-tanned leather and sturdy canvas.' },
  },
  {
    id: 'accessories',
    name: { it: 'Accessori', en: 'Accessories' },
    slug: { it: 'accessori', en: 'accessories' },
    room: { it: 'Guardaroba', en: 'Wardrobe' },
    intro: { it: 'L’ultima cosa che si sceglie, la prima che si nota.', en: 'The last thing you choose, the first one noticed.' },
  },
];
