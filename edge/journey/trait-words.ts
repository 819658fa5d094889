import type { Forms } from './plural.ts';
import type { Language } from './text-choice.ts';

/** Codes of reasons that only conditions of a site's own give, stable as those of `ReasonCode`. */
export type TraitCode =
  | 'page-views'
  | 'added-to-cart'
  | 'checked-out'
  | 'visited'
  | 'carts-left'
  | 'tier'
  | 'points'
  | 'account'
  | 'score'
  | 'answered'
  | 'near-purchase'
  | 'valued'
  | 'came-by-email'
  | 'came-by-social'
  | 'came-by-search'
  | 'many-ways'
  | 'of-category';

/** In words: `{n}` the number, `{name}` a name of the shop's own, `{d}` days. The last three say when something was counted and follow the sentence. */
export type TraitWords = Readonly<Record<TraitCode, Forms>> & Readonly<Record<'visit' | 'today' | 'days', string>>;

const IT: TraitWords = {
  'page-views': { one: 'Hai visto una pagina', other: 'Hai visto {n} pagine' },
  'added-to-cart': { one: 'Hai messo un prodotto nel carrello', other: 'Hai messo prodotti nel carrello {n} volte' },
  'checked-out': { one: 'Sei arrivato alla cassa una volta', other: 'Sei arrivato alla cassa {n} volte' },
  visited: { one: 'Sei venuto a trovarci una volta', other: 'Sei venuto a trovarci {n} volte' },
  'carts-left': { one: 'Hai lasciato un carrello a metà', other: 'Hai lasciato {n} carrelli a metà' },
  tier: 'Nel programma fedeltà sei al livello {name}',
  points: { one: 'Hai un punto fedeltà', other: 'Hai {n} punti fedeltà' },
  account: 'Hai un account da noi',
  score: 'Ci hai dato {n} su 10',
  answered: { one: 'Ci hai detto com’è andata', other: 'Ci hai dato {n} pareri' },
  'near-purchase': 'Sembra che tu abbia quasi deciso',
  valued: 'Sei tra i clienti a cui teniamo di più',
  'came-by-email': 'Arrivi da una nostra e-mail',
  'came-by-social': 'Arrivi da un social network',
  'came-by-search': 'Arrivi da un motore di ricerca',
  'many-ways': 'Ci siamo incontrati in {n} modi diversi',
  'of-category': 'Ti interessa «{name}»',
  visit: ' in questa visita',
  today: ' oggi',
  days: ' negli ultimi {d} giorni',
};

const EN: TraitWords = {
  'page-views': { one: 'You saw a page', other: 'You saw {n} pages' },
  'added-to-cart': { one: 'You put a product in your cart', other: 'You put products in your cart {n} times' },
  'checked-out': { one: 'You got to the checkout once', other: 'You got to the checkout {n} times' },
  visited: { one: 'You came to see us once', other: 'You came to see us {n} times' },
  'carts-left': { one: 'You left a cart half-way', other: 'You left {n} carts half-way' },
  tier: 'You are at the {name} level of the loyalty programme',
  points: { one: 'You have one loyalty point', other: 'You have {n} loyalty points' },
  account: 'You have an account with us',
  score: 'You gave us {n} out of 10',
  answered: { one: 'You told us how it was', other: 'You gave us your opinion {n} times' },
  'near-purchase': 'You seem close to a decision',
  valued: 'You are among the customers we care about most',
  'came-by-email': 'You came by one of our e-mails',
  'came-by-social': 'You came by a social network',
  'came-by-search': 'You came by a search engine',
  'many-ways': 'We have met in {n} different ways',
  'of-category': 'You are interested in “{name}”',
  visit: ' in this visit',
  today: ' today',
  days: ' in the last {d} days',
};

const DE: TraitWords = {
  'page-views': { one: 'Sie haben eine Seite gesehen', other: 'Sie haben {n} Seiten gesehen' },
  'added-to-cart': { one: 'Sie haben ein Produkt in den Warenkorb gelegt', other: 'Sie haben {n}-mal Produkte in den Warenkorb gelegt' },
  'checked-out': { one: 'Sie waren einmal an der Kasse', other: 'Sie waren {n}-mal an der Kasse' },
  visited: { one: 'Sie haben uns einmal besucht', other: 'Sie haben uns {n}-mal besucht' },
  'carts-left': { one: 'Sie haben einen Warenkorb stehen lassen', other: 'Sie haben {n} Warenkörbe stehen lassen' },
  tier: 'Im Treueprogramm haben Sie die Stufe {name}',
  points: { one: 'Sie haben einen Treuepunkt', other: 'Sie haben {n} Treuepunkte' },
  account: 'Sie haben ein Konto bei uns',
  score: 'Sie haben uns {n} von 10 Punkten gegeben',
  answered: { one: 'Sie haben uns Ihre Meinung gesagt', other: 'Sie haben uns {n}-mal Ihre Meinung gesagt' },
  'near-purchase': 'Sie scheinen sich fast entschieden zu haben',
  valued: 'Sie gehören zu den Kunden, die uns besonders am Herzen liegen',
  'came-by-email': 'Sie kommen aus einer E-Mail von uns',
  'came-by-social': 'Sie kommen aus einem sozialen Netzwerk',
  'came-by-search': 'Sie kommen von einer Suchmaschine',
  'many-ways': 'Wir sind uns auf {n} Wegen begegnet',
  'of-category': 'Sie interessieren sich für „{name}“',
  visit: ' (bei diesem Besuch)',
  today: ' (heute)',
  days: ' (in den letzten {d} Tagen)',
};

const FR: TraitWords = {
  'page-views': { one: 'Vous avez vu une page', other: 'Vous avez vu {n} pages' },
  'added-to-cart': { one: 'Vous avez mis un produit dans votre panier', other: 'Vous avez mis des produits dans votre panier {n} fois' },
  'checked-out': { one: 'Vous êtes allé une fois jusqu’à la caisse', other: 'Vous êtes allé {n} fois jusqu’à la caisse' },
  visited: { one: 'Vous nous avez rendu visite une fois', other: 'Vous nous avez rendu visite {n} fois' },
  'carts-left': { one: 'Vous avez laissé un panier en cours de route', other: 'Vous avez laissé {n} paniers en cours de route' },
  tier: 'Vous êtes au niveau {name} du programme de fidélité',
  points: { one: 'Vous avez un point de fidélité', other: 'Vous avez {n} points de fidélité' },
  account: 'Vous avez un compte chez nous',
  score: 'Vous nous avez donné {n} sur 10',
  answered: { one: 'Vous nous avez donné votre avis', other: 'Vous nous avez donné votre avis {n} fois' },
  'near-purchase': 'Vous semblez sur le point de vous décider',
  valued: 'Vous êtes parmi les clients auxquels nous tenons le plus',
  'came-by-email': 'Vous venez d’un de nos e-mails',
  'came-by-social': 'Vous venez d’un réseau social',
  'came-by-search': 'Vous venez d’un moteur de recherche',
  'many-ways': 'Nous nous sommes rencontrés de {n} façons',
  'of-category': 'Vous vous intéressez à « {name} »',
  visit: ' (pendant cette visite)',
  today: ' (aujourd’hui)',
  days: ' (ces {d} derniers jours)',
};

const ES: TraitWords = {
  'page-views': { one: 'Has visto una página', other: 'Has visto {n} páginas' },
  'added-to-cart': { one: 'Has puesto un producto en el carrito', other: 'Has puesto productos en el carrito {n} veces' },
  'checked-out': { one: 'Has llegado una vez a la caja', other: 'Has llegado {n} veces a la caja' },
  visited: { one: 'Nos has visitado una vez', other: 'Nos has visitado {n} veces' },
  'carts-left': { one: 'Has dejado un carrito a medias', other: 'Has dejado {n} carritos a medias' },
  tier: 'En el programa de fidelidad tienes el nivel {name}',
  points: { one: 'Tienes un punto de fidelidad', other: 'Tienes {n} puntos de fidelidad' },
  account: 'Tienes una cuenta con nosotros',
  score: 'Nos has dado un {n} sobre 10',
  answered: { one: 'Nos has dado tu opinión', other: 'Nos has dado tu opinión {n} veces' },
  'near-purchase': 'Parece que casi te has decidido',
  valued: 'Eres de los clientes que más nos importan',
  'came-by-email': 'Vienes de uno de nuestros correos',
  'came-by-social': 'Vienes de una red social',
  'came-by-search': 'Vienes de un buscador',
  'many-ways': 'Nos hemos encontrado de {n} maneras',
  'of-category': 'Te interesa «{name}»',
  visit: ' en esta visita',
  today: ' hoy',
  days: ' en los últimos {d} días',
};

export const TRAIT_WORDS: Readonly<Record<Language, TraitWords>> = { it: IT, en: EN, de: DE, fr: FR, es: ES };
