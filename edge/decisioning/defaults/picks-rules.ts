import type { Condition, RecommendationStrategy, Rule, Texts } from '../../../shared/schemas/rule.ts';

/** What goes with a purchase is of interest while it is new. */
const AFTER_PURCHASE_DAYS = 60;
/** A row of cards on a wide screen, twice. */
const COUNT = 8;

interface Picks {
  id: string;
  name: Texts;
  slot: string;
  who: Condition;
  title: Texts;
  strategies: RecommendationStrategy[];
  reason: Texts;
}

/** Products, in the slots that shops have for them. What is most about the person comes first; each title says only what is so. */
export function picksRules(): Rule[] {
  return PICKS.map(({ id, name, slot, who, title, strategies, reason }) => ({
    id,
    name,
    enabled: true,
    pages: [],
    when: { on: 'load' },
    who,
    slots: [slot],
    overlay: 'corner',
    what: { kind: 'recommendations', title, strategies: [...strategies], count: COUNT },
    often: {},
    reason,
  }));
}

const PICKS: readonly Picks[] = [
  {
    id: 'home-after-purchase',
    name: { it: 'Home: con quello che hai comprato', en: 'Home: goes with what you bought' },
    slot: 'home-picks',
    who: { 'purchases.count': { $gte: 1 }, 'purchases.daysSinceLast': { $lte: AFTER_PURCHASE_DAYS } },
    title: {
      it: 'Si abbina a quello che hai comprato',
      en: 'Goes with what you bought',
      de: 'Passend zu Ihrem Einkauf',
      fr: 'S’accorde avec vos achats',
      es: 'Combina con lo que has comprado',
    },
    strategies: ['after-purchase', 'bought-together'],
    reason: {
      it: 'Hai comprato da poco: ecco che cosa ci sta bene insieme.',
      en: 'You bought recently: here is what goes with it.',
      de: 'Sie haben kürzlich eingekauft: Das passt dazu.',
      fr: 'Vous avez acheté récemment\u00a0: voici ce qui va avec.',
      es: 'Has comprado hace poco: esto combina con tu compra.',
    },
  },
  {
    id: 'home-for-you',
    name: { it: 'Home: scelti per te', en: 'Home: picked for you' },
    slot: 'home-picks',
    who: { $or: [{ productViews: { $gte: 1 } }, { 'cart.open': true }] },
    title: { it: 'Scelti per te', en: 'Picked for you', de: 'Für Sie ausgewählt', fr: 'Choisis pour vous', es: 'Elegidos para ti' },
    strategies: ['session', 'similar', 'recently-viewed', 'bought-together'],
    reason: {
      it: 'Scelti da quello che hai guardato.',
      en: 'Picked from what you looked at.',
      de: 'Ausgewählt nach dem, was Sie sich angesehen haben.',
      fr: 'Choisis d’après ce que vous avez regardé.',
      es: 'Elegidos a partir de lo que has mirado.',
    },
  },
  {
    id: 'home-picks',
    name: { it: 'Home: da scoprire', en: 'Home: worth discovering' },
    slot: 'home-picks',
    who: {},
    title: { it: 'Da scoprire', en: 'Worth discovering', de: 'Zum Entdecken', fr: 'À découvrir', es: 'Por descubrir' },
    strategies: ['session', 'trending'],
    reason: {
      it: 'Un inizio, finché non conosciamo i tuoi gusti.',
      en: 'A start, until we know your taste.',
      de: 'Ein Anfang, bis wir Ihren Geschmack kennen.',
      fr: 'Un début, le temps de connaître vos goûts.',
      es: 'Para empezar, hasta que conozcamos tus gustos.',
    },
  },
  {
    id: 'product-picks',
    name: { it: 'Prodotto: potrebbe piacerti', en: 'Product: you may also like' },
    slot: 'product-picks',
    who: {},
    title: {
      it: 'Potrebbe piacerti anche',
      en: 'You may also like',
      de: 'Das könnte Ihnen auch gefallen',
      fr: 'Vous aimerez peut-être aussi',
      es: 'También te puede gustar',
    },
    strategies: ['session', 'bought-together', 'similar', 'trending'],
    reason: {
      it: 'Scelti a partire dal prodotto di questa pagina.',
      en: 'Picked starting from the product on this page.',
      de: 'Ausgewählt ausgehend vom Produkt auf dieser Seite.',
      fr: 'Choisis à partir du produit de cette page.',
      es: 'Elegidos a partir del producto de esta página.',
    },
  },
  {
    id: 'cart-picks',
    name: { it: 'Carrello: completa', en: 'Cart: complete it' },
    slot: 'cart-picks',
    who: {},
    title: {
      it: 'Da aggiungere al carrello',
      en: 'To add to your cart',
      de: 'Passend zu Ihrem Warenkorb',
      fr: 'À ajouter à votre panier',
      es: 'Para añadir al carrito',
    },
    strategies: ['bought-together', 'session', 'similar', 'trending'],
    reason: {
      it: 'Scelti dal tuo carrello e dalla tua visita.',
      en: 'Picked from your cart and your visit.',
      de: 'Ausgewählt nach Ihrem Warenkorb und Ihrem Besuch.',
      fr: 'Choisis d’après votre panier et votre visite.',
      es: 'Elegidos a partir de tu carrito y tu visita.',
    },
  },
];
