import type { Rule } from '../../../shared/schemas/rule.ts';
import { BROWSING_PAGES, DAY_MS, elsewhere, HOUR_MS, sentAwayBefore } from './shared-conditions.ts';

const REASON = {
  it: 'Hai prodotti nel carrello e un negozio vicino li ha disponibili.',
  en: 'You have products in your cart and a shop nearby has them.',
  de: 'Sie haben Produkte im Warenkorb, und eine Filiale in der Nähe hat sie vorrätig.',
  fr: 'Vous avez des produits dans votre panier et un magasin proche les a en stock.',
  es: 'Tienes productos en el carrito y una tienda cercana los tiene.',
};
const TEMPLATE = { kind: 'store-notice', benefits: [], withinMeters: 50_000 } as const;

/** Left behind, or on its way out of a checkout that got as far as the shipping cost or the payment. */
const LEFT_CART = {
  'cart.open': true,
  $or: [{ 'cart.abandoned': true }, { 'cart.step': { $in: ['shipping', 'payment'] } }],
};

/** The cart, in a shop: in its slot as long as it is true; floating for whoever left a cart; held out to whoever is about to leave one. */
export function storeRules(): Rule[] {
  return [
    {
      id: 'store-notice',
      name: { it: 'Il carrello in negozio', en: 'The cart in a shop' },
      enabled: true,
      pages: [...BROWSING_PAGES],
      when: { on: 'load' },
      who: LEFT_CART,
      slots: ['store-notice'],
      overlay: 'corner',
      what: { ...TEMPLATE, benefits: [] },
      often: { dismissedForMs: DAY_MS },
      reason: REASON,
    },
    {
      id: 'store-notice-corner',
      name: { it: 'Il carrello in negozio, in un angolo', en: 'The cart in a shop, in a corner' },
      enabled: true,
      pages: [...BROWSING_PAGES],
      when: { on: 'load', afterMs: 1_500 },
      who: { $and: [LEFT_CART, elsewhere('store-notice'), { $not: sentAwayBefore('store-notice', 1) }] },
      slots: ['overlay'],
      overlay: 'corner',
      what: { ...TEMPLATE, benefits: [] },
      often: { perSession: 2, perDay: 3, dismissedForMs: 2 * DAY_MS },
      reason: REASON,
    },
    {
      id: 'store-notice-exit',
      name: { it: 'Il carrello in negozio, prima di uscire', en: 'The cart in a shop, before leaving' },
      enabled: true,
      pages: [...BROWSING_PAGES, 'checkout'],
      when: { on: 'exit-intent' },
      // seen on two pages at least: only then are limits remembered, and only then is leaving a decision
      who: {
        $and: [
          { 'cart.open': true, 'session.pageViews': { $gte: 2 } },
          { $or: [{ 'cart.abandoned': false }, { 'page.type': 'checkout' }] },
          { $not: sentAwayBefore('store-notice', 1) },
          { $not: sentAwayBefore('store-notice-corner', 1) },
        ],
      },
      slots: ['overlay'],
      overlay: 'modal',
      what: { ...TEMPLATE, benefits: [] },
      often: { perSession: 1, minGapMs: 12 * HOUR_MS, dismissedForMs: 3 * DAY_MS },
      reason: {
        it: 'Stavi per lasciare la pagina con prodotti nel carrello, e un negozio vicino li ha disponibili.',
        en: 'You were about to leave with products in your cart, and a shop nearby has them.',
        de: 'Sie wollten die Seite mit Produkten im Warenkorb verlassen, und eine Filiale in der Nähe hat sie vorrätig.',
        fr: 'Vous alliez quitter la page avec des produits dans votre panier, et un magasin proche les a en stock.',
        es: 'Ibas a salir de la página con productos en el carrito y una tienda cercana los tiene.',
      },
    },
  ];
}
